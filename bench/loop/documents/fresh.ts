/** Texts written for this bench by somebody who had not seen how answers are checked. */

export const HEATER_RECALL = `IMPORTANT SAFETY RECALL

Tarrowby Home is recalling its Glowtop fan heater, models GT-200 and GT-250, because the cable can overheat where it enters the housing. We have received 23 reports of overheating so far, four of which led to small fires. Nobody has been hurt.

Affected heaters were sold between September 2023 and January 2024 in Tarrowby shops and online, for between £39 and £54. The model number is printed on a silver label on the bottom. The GT-300 looks similar but has a different cable and is not affected.

If you own one of these heaters, stop using it at once and unplug it. Do not try to repair it yourself and do not take it back to the shop. Cut off the plug, send a photo of the cut cable and the label to recall@tarrowby.example, and we will refund you in full within 10 working days. You do not need the receipt.

Helpline: 0800 4960 772, Monday to Saturday, 8am-6pm.`;

export const BUS_NOTE = `Route 36 (Penmoor - Hatherley Hospital): changes from Monday 3 June

Because of gas works in Mill Street, buses towards the hospital will not stop at Library or Corn Exchange for about five weeks. Please use the temporary stop outside the post office in Bridge Street. Buses towards Penmoor are not affected.

On weekdays the first bus from Penmoor will leave at 5:52 instead of 6:05, so that it still reaches the hospital before the early shift. The last bus back stays at 23:20. On Saturdays buses run every 30 minutes as before, on Sundays every hour.

Allow up to 12 minutes extra. Tickets are also accepted on route 41 between Bridge Street and the hospital.`;

export const VISIT_MAILS = `From: Priya Raman
To: Callum Beck, Joyce Adeleke
Tue 9 April, 09:14
Subject: Site visit Weaver's Yard

Hi both,
can we do the site visit on Thursday 18 April at 10? I'd meet you at the main gate. Please bring your hard hats, they only have two spare ones there.
Priya

---
From: Joyce Adeleke
Tue 9 April, 11:02

The 18th doesn't work for me, I'm in Leeds for the audit until Friday. Any day the week after is fine except Wednesday.
Joyce

---
From: Callum Beck
Tue 9 April, 11:40

The week after is better anyway, the scaffolding won't be down before the 20th. I can give Joyce a lift from the station.
Callum

---
From: Priya Raman
Wed 10 April, 08:27

OK, then let's make it Tuesday 23 April, 13:30. The main gate is closed that week, so come in through the loading bay on Carder Lane. The foreman, Mr Szabo, will show us round; he has an hour and a half. I've told the client that they'll get our report by 3 May.
P.`;

export const ROWING_NEWS = `Marlbeck Rowing Club: Autumn Newsletter

A word from the chair
What a summer! Our women's four won the Tamsel Regatta by half a length, our first win there since 2011, and the junior eight came third out of nine. For the first time we have more than 200 members: we are now 212, of whom 58 are under eighteen. A big thank you to Hilary Voss, who steps down as treasurer after fourteen years. Deepak Sandhu takes over on 1 October.

The boathouse
The new roof is finished. It cost £18,400, about £1,600 less than we had budgeted, mostly because volunteers stripped off the old tiles themselves. The showers are another story: they will stay cold until a part for the boiler arrives from Denmark, hopefully by mid-November.

Dates for your diary
Saturday 5 October: open day, 10am to 3pm, bring a friend
Sunday 20 October: Head of the Beck race, helpers wanted for the car park
Friday 8 November: quiz night in the clubhouse, teams of up to six, £4 per person
Saturday 7 December: Christmas dinner at the Plough (not at the Swan like last year), £27 including wine

Subscriptions
From January the adult fee goes up from £145 to £160 a year. The junior fee stays at £70. If you pay for next year before 15 December, you still get the old rate.

Lost property
One left rowing shoe, size 44, and three water bottles. Ask Wendy.`;

export const HOUSE_MINUTES = `Minutes of the Orchard Court Residents' Committee
Wednesday 12 February, flat 3, 7:30pm to 9:05pm

Present: Gwen Farrell (chair), Imran Qureshi (secretary), Lotte Brandt, Stephen Okoro, Mrs D. Pell
Apologies: Anton Vidal

1. Minutes of the last meeting. Approved without changes.

2. Lift. Imran has two quotes for the overhaul: Kestrel Lifts, £11,900, work to take three weeks; Boland & Sons, £13,250, work to take eight working days. Mrs Pell pointed out that she cannot manage the stairs and that three weeks without a lift would be impossible for her. The committee agreed unanimously to accept Boland's quote.

3. Bicycle shed. Lotte reported that six bikes have not been moved for over a year. She will tie a notice to each of them; bikes not claimed by 31 March go to the charity workshop in Elm Road. Stephen's proposal to charge £2 a month for a space was rejected, two in favour and three against.

4. Noise. There have been four complaints about drumming in flat 17. Gwen has spoken to the tenant, who promised not to play after 8pm.

5. Garden. The plum tree by the gate is diseased and has to be felled. Anton had offered in writing to plant a pear tree in its place at his own expense. Accepted with thanks.

6. Any other business. The front door code changes on 1 March. Imran will put the new code into the letterboxes and not send it by email.

Next meeting: Wednesday 9 April, same time, at Stephen's (flat 8).`;

export const VACUUM_TEST = `Cordless vacuum cleaners under £250: our verdict

We used three models for six weeks on carpet, tiles and dog hair.

Aerion S2, £189. At 2.1 kg the lightest, and the quietest too. It ran for 34 minutes at normal power. The dust container holds only 0.4 litres, so you will be emptying it often. Two-year guarantee.

Brackwell Pro, £239. By far the strongest suction, and the only one that got all the hair out of the carpet. The battery lasted 52 minutes and can be swapped. At 3.3 kg it is tiring on stairs. Three-year guarantee.

Cleanor Lite, £129. Cheap and fairly light (2.4 kg), but it gave up after 21 minutes and scattered crumbs on the tiles. It takes five hours to charge, the others about three. One-year guarantee.

Our pick is the Brackwell if you have pets. For a small flat without carpets we would take the Aerion and save £50.`;

export const DROPS_LEAFLET = `Optivane 0.5 mg/ml eye drops: information for the user

What it is for
Optivane relieves itching and redness caused by hay fever and other allergies. It does not treat infections.

Before you use it
Do not use Optivane if you are allergic to ketovastine. Talk to your doctor first if you are pregnant or have glaucoma. Do not give it to children under 4. Optivane contains a preservative that can discolour soft contact lenses: take your lenses out before using the drops and wait at least 15 minutes before putting them back in.

How to use it
Adults and children over 12: one drop in each eye twice a day, in the morning and in the evening. Children from 4 to 12: one drop in each eye once a day. If you forget a dose, use it as soon as you remember, but never use two drops to make up for it. If your eyes are no better after 7 days, see a doctor.

Possible side effects
Common: brief stinging. Uncommon: headache, dry mouth. Rare (fewer than 1 in 1,000 people): swelling of the eyelids; if this happens, stop and call your doctor at once. Your sight may be blurred for a few minutes; do not drive until it clears.

Storing it
Below 25 °C, but not in the fridge. Throw the bottle away 28 days after opening, even if there is some left.`;

export const STREET_REPORT = `Ellersby closes Harrow Street to cars, and not everyone is pleased

ELLERSBY, 22 May. Cars have been banned from Harrow Street since Monday. In March the town council voted 14 to 9 for a trial that will last six months; after that it wants to decide whether the ban stays.

"We counted 7,200 vehicles a day in a street with two schools and a nursery," said Councillor Miriam Aldous, who proposed the trial. "In the last three years there were 19 accidents with pedestrians here. In the ten streets around it there were six, all together."

Buses, ambulances and residents with a permit may still drive through. Delivery vans are allowed between 6 and 10 in the morning. Anyone else who is caught by one of the two cameras pays £60, or £30 if they pay within a fortnight. During the first four weeks drivers only get a warning letter.

Not all shopkeepers are happy. Gareth Pym, who has run the hardware shop at number 48 for 26 years, said his takings on Monday and Tuesday were down by a third. "Nobody carries a bag of cement to the bus," he said. Two doors away, café owner Leila Haddad sees it differently: she has put out ten more tables and taken on two waiters. "It's the best week I've had since I opened."

Robert Anscombe, head teacher of Harrow Street Primary, said that 40 more children than usual had come by bike on Tuesday. He would like the council to go further and close Mason Road as well. Traffic engineer Dr Yuki Tanabe of Wexcombe University, who will evaluate the trial, warned against judging too soon. "After three days you know nothing," she said. "After three months we may know where the cars have gone."

A petition against the ban had 1,150 signatures by Tuesday evening. It will be discussed at the council meeting on 11 June.`;

export const TENANCY_PART = `Tenancy agreement (part), flat 2B, 17 Coppice Row

4. Rent
4.1 The rent is €780 per month, payable in advance by the third working day of each month.
4.2 Heating and water are charged at a flat rate of €115 per month. Electricity and internet are not included; the tenant makes their own contracts.
4.3 The rent may not be raised during the first 24 months.

5. Deposit
The tenant pays a deposit of €1,560 before the keys are handed over. It is returned within 60 days of the end of the tenancy, less the cost of any damage.

6. Use of the flat
6.1 Small animals in cages and one cat are permitted. Dogs require the landlord's written consent.
6.2 Subletting is forbidden, except to one person for no more than three months in a year and if the landlord has been told in advance.
6.3 Holes may be drilled into the walls, but not into tiles. Smoking is allowed only on the balcony.

7. Repairs
7.1 The landlord, Mrs Constance Ibbotson, pays for repairs. The tenant bears minor repairs of up to €90 each, but no more than €270 in any calendar year.
7.2 Defects are to be reported within three days to the caretaker, Mr Bogdan Ilic (0171 220 6148).

8. Ending the tenancy
The tenant may give notice of two months to the end of any month. For the landlord the period is four months. Notice must be given by letter; an email is not sufficient.`;

export const BARLEY_RECIPE = `Tomato and barley bake (serves 4)

250 g pearl barley
700 ml vegetable stock
2 onions
3 cloves of garlic
800 g tomatoes
150 g feta
2 tbsp olive oil
1 tsp dried thyme

Heat the oven to 190 °C (170 °C with a fan). Fry the chopped onions gently in the oil for 8 minutes; add the garlic and thyme for the last minute. Stir in the barley, pour on the hot stock and simmer with the lid on for 20 minutes. It should still have some bite.

Tip everything into an ovenproof dish, lay the halved tomatoes on top, cut side up, and bake for 35 minutes. Crumble over the feta and bake for another 10 minutes until golden. Let it rest for 5 minutes.

For vegans: leave out the feta and scatter toasted almonds over the dish when it comes out of the oven. Leftovers keep for three days in the fridge but do not freeze well.`;

export const CAR_FAQ = `Greenloop car sharing: frequently asked questions

How do I join? Register online and show your licence at our office, 6 Quay Street. You must be at least 21 and have had your licence for two years.

What does it cost? There's a joining fee of $25. After that you pay $6.50 per hour or $49 per day, plus 22 cents per kilometre. Fuel is included.

Do I have to fill up? Only if the tank is less than a quarter full. Use the card in the glove box.

Can I cancel a booking? Yes, for free up to 6 hours before it starts. After that we charge half the booking fee, and if you just don't show up, all of it.

What if I'm late? Call us. If nobody is waiting for the car, you simply pay for the extra time. If you bring it back late without telling us, that's another $20.

May someone else drive? Yes, as long as they're a member too.

Can I go abroad? Canada, yes. Mexico, no: our insurance doesn't cover it.

What if I have an accident? If it's your fault, you pay at most $800. For $9 a month you can lower that to $150.

How do I reach you? help@greenloop.example, or 555-0147 (day and night) for breakdowns.`;

export const DISHWASHER_LETTER = `Nora Whitcombe
9 Saddler's Close, Birchington

4 September

Dunmore Kitchens, Customer Services

Order 70-4418: dishwasher delivered damaged

Dear Sir or Madam,

On 12 July I ordered a Felsen D40 dishwasher in your showroom in Aldgate Street and paid £465, plus £35 for delivery and fitting. Your salesman, Mr Teague, promised that it would come by 2 August. It came on 19 August, two and a half weeks late, and I had taken two days off work for nothing.

The machine has a dent in the door and the bottom rack was missing. The fitters, who were friendly enough, said they could not take it back and that I should ring the hotline. I have rung it five times since then. Twice I was cut off, and once I was told that I must have made the dent myself.

I do not want a repair. I would like a new machine by 20 September, and the £35 for delivery back. If I do not hear from you within 14 days, I will cancel the purchase and go to the consumer advice centre. I enclose photographs and a copy of the receipt.

Yours faithfully,
Nora Whitcombe`;
