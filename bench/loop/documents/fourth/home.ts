/** Texts of the fourth blind set that come to people at home: from a landlord, a clinic, a club and a maker, and one from the kitchen. */

export const LANDLORD_MAIL = `From: Greta Mallory, Mallory Lettings
To: all tenants of 22 Harcourt Road
Subject: New boiler in the week of 9 February

Dear all,

The boiler in the basement is 24 years old and has failed three times this winter, so we are having it replaced. The firm Pike Heating will start on Monday 9 February and expects to finish on Thursday 12 February.

There will be no hot water from Monday 8 am until Wednesday evening, and no heating on Monday and Tuesday. Cold water stays on all the time. I will leave two electric heaters outside each flat on Sunday evening; please put them back in the hall by Friday 13 February.

On Tuesday the engineers need to get into every flat for about 20 minutes to bleed the radiators. Flats 5 to 8 are done between 9 am and noon, flats 1 to 4 between 1 and 4 pm. If you cannot be at home, leave a key with Mr Osei in flat 2 by Monday evening.

To make up for the trouble, I will take £40 off everybody's rent for March. You do not have to do anything for this.

The bicycles must be out of the basement before Sunday 8 February. Those that are still there will be taken to the yard.

If something goes wrong, ring me on 07700 900416. After 7 pm please ring the emergency number of Pike Heating, 0800 555 0119.

Best wishes,
Greta Mallory`;

export const GASTROSCOPY_LEAFLET = `Your gastroscopy: what to do before and after
Endoscopy Unit, Southgate Clinic

A gastroscopy is a look into your stomach with a thin camera. It takes about 15 minutes; please plan two hours for the whole visit.

Before: Your stomach must be empty. Do not eat anything for six hours before your appointment. You may drink clear water until two hours before it, but no milk, juice or coffee. Take your usual tablets with a sip of water. If you take blood thinners or medicine for diabetes, ring us at least five days beforehand.

On the day: Bring your referral letter and a list of your medicines. Remove nail varnish and leave jewellery at home. You can choose between a throat spray and a sedative. With the spray you can go home after half an hour and drive your car. With the sedative somebody must fetch you, and for 24 hours you must not drive, sign contracts or drink alcohol.

After: Do not eat or drink anything for an hour, because your throat is still numb; then begin with a sip of cold water. Your throat may be sore until the next day. Go to the emergency department at once if you have strong pain in your belly, if you vomit blood or if your stools are black.

We send the result to your own doctor within ten working days. If you cannot come, please cancel at least 48 hours before; otherwise we charge £30. Telephone: 01865 550 143, Monday to Friday, 8:30 am to 4:30 pm.`;

export const ALLOTMENT_MINUTES = `Minutes of the yearly meeting of the Mill Field Allotment Club
Saturday 22 November, 2 pm, in the Scout Hut. 31 members were present. Chair: Denise Abara. Minutes: Tom Pelling.

1. Accounts. The treasurer, Wanda Kroll, reported an income of £3,460 and expenses of £2,985. The biggest expense was the new fence along the railway (£1,240). The accounts were approved without a vote against.

2. Rent. The committee proposed to raise the rent of a plot from £48 to £54 a year. After a discussion this was accepted by 19 votes to 9, with 3 abstentions. The new rent is due on 1 April. Pensioners keep paying £36.

3. Water. Because of last summer's drought, hoses will be allowed only before 9 am and after 6 pm. Watering cans may be used at any time. Two more water tanks will be bought in spring.

4. Waiting list. 17 people are on the list; six plots became free this year. Plots that are not worked for three months will be given to somebody else after one written warning.

5. Elections. Denise Abara was re-elected as chair. Wanda Kroll did not stand again; Samir Haddad is the new treasurer.

6. Summer party. It will be on 11 July. Jo Lindley organises it and needs helpers for the barbecue.

The meeting ended at 4:10 pm. The next one is on 21 November next year.`;

export const HIGH_CHAIR_RECALL = `Important safety notice: Lumi high chair

Tander Kids is recalling the Lumi high chair (item numbers LH-20 and LH-21) that was made between March and October last year. The item number and the month are printed on a white label under the seat.

The screws of the footrest can come loose. A child who stands on the footrest may then fall. We know of 14 cases in which the footrest broke off; in two of them a child was bruised. Nobody was seriously hurt.

What to do: Stop using the chair now. Write to recall@tander.example or ring 0800 555 0177 (free, every day from 8 am to 8 pm) and tell us your item number. We will send you a repair kit free of charge within a week. It contains four new screws and a metal bar, and you need about ten minutes and no tools of your own. If you would rather have your money back, return the chair to the shop where you bought it. You will get the full price of £119, even without a receipt.

The chairs LH-20 and LH-21 that were made from November on have other screws already and are not affected. The Lumi Plus (LH-30) is not affected either.

The chairs were sold by Baby Barn, by Nestling and online at tander.example. We are sorry for the trouble.`;

export const CRUMBLE_RECIPE = `Apple crumble for six
Preparation: 20 minutes, in the oven: 40 minutes

For the fruit: 1 kg of sour apples (about 6), 50 g of brown sugar, the juice of half a lemon, 1 teaspoon of cinnamon
For the crumble: 180 g of flour, 120 g of cold butter, 90 g of sugar, 60 g of oats, a pinch of salt

Heat the oven to 190 °C (170 °C with fan). Peel and core the apples and cut them into pieces of about 2 cm. Mix them with the brown sugar, the lemon juice and the cinnamon and put them into a baking dish.

Rub the flour, the salt and the butter with your fingertips until it looks like breadcrumbs. Stir in the sugar and the oats. Spread the crumble over the fruit, but do not press it down.

Bake for 40 minutes, until the top is golden and the juice bubbles at the sides. If it gets too dark, cover it with foil. Let it stand for 10 minutes before you serve it, with custard or vanilla ice cream.

You can prepare everything a day before and keep it in the fridge; then bake it for 10 minutes longer. For a gluten-free crumble use ground almonds instead of the flour, and gluten-free oats. What is left over keeps for three days in the fridge. Warm it up in the oven and not in the microwave, or the top gets soft.`;
