/** Everyday texts of the second blind set, written by somebody who had not seen how answers are checked. */

export const LEASE_LETTER = `Brandauer Property Management
14 Lindgren Street, Oldhaven

18 November

To the tenants of 52 Fennel Row, first floor: Ms Ottoline Drew and Mr Hamza Rafiq

Your rent from 1 February

Dear Ms Drew, dear Mr Rafiq,

Your rent has been the same for three years. From 1 February it rises from 910 to 965 euros a month. The advance for heating falls at the same time, from 140 to 125 euros, because the house was insulated in summer. The garage (70 euros) stays as it is.

If you agree, please sign the enclosed form and send it back by 15 December. If you do not agree, you may give notice by 31 January and move out by the end of April; until then you pay the old rent.

New locks are fitted on Thursday 5 December between 8 and 11 am. Somebody has to be at home. Each flat gets three keys free of charge; a further key costs 18 euros. After that day the old keys no longer open the front door, but they still open the cellar.

Mr Pohl, who has looked after the house since 2009, retires at the end of November. From 1 December please ring Ms Ines Arvidsson (0432 77 15 60) if something is broken. At night and on Sundays ring the emergency service instead (0432 77 19 99); whoever calls it without need pays 45 euros.

With kind regards
Theodor Brandauer`;

export const SCHOOL_BULLETIN = `Hollis Road School: Bulletin 9, 2 May

Trips
Year 4 goes to the Clock Museum in Varnby on Tuesday 14 May, Year 5 to the salt mine at Ostrel on Thursday 16 May. Both buses leave at 8:20; Year 4 is back at 15:45, Year 5 at 17:15. The museum costs 9.50 euros and the mine 13 euros, bus included. Please pay at the office by 8 May; families with school aid pay nothing. The mine has 11 degrees even in summer, so Year 5 needs warm jackets. Year 4 brings a packed lunch, while Year 5 eats in the miners' canteen.

Staff
Mrs Kaminski is on leave until 10 June. Mr Bello takes her class (4b), and Ms Ferro takes her choir. The choir now meets on Wednesdays at 14:00 instead of Mondays at 13:30.

Lost property
We have eleven jackets, four pairs of gloves and one violin. Whatever is not collected by 24 May goes to the Red Cross.

Sports day
Sports day was to be on 7 June, but that clashes with the town fair. It is now on 21 June, in the stadium and not on the school field. If it rains, it will be on 28 June. Whoever would like to help, please tell Mr Lindqvist and not the office.

Summer holidays
The last day of school is Friday 5 July; lessons end at 11:30. School begins again on Monday 19 August for Years 2 to 6 and on Wednesday 21 August for Year 1.`;

export const LAB_PROTOCOL = `Protocol 31: Starch in leaves (practical course, group B)
Version 2, replaces the version of 9 January

Safety: wear goggles all the time and gloves from step 3 on. Iodine solution stains. Ethanol is highly flammable: heat it in the water bath only, never over a flame.

1. Keep one plant in the dark for 48 hours (version 1 said 24 hours, which was not enough) and another one under the lamp.
2. Take two leaves of each plant and put them into boiling water for 60 seconds.
3. Put the leaves into 40 ml of ethanol and keep them in the water bath at 78 °C for 8 minutes, until they are pale. Young leaves need only 5 minutes.
4. Rinse them with cold water for 30 seconds, lay them on a white tile and drip on 2 ml of iodine solution.
5. Wait 3 minutes, then photograph the leaves beside the colour scale. Leaves from the light turn blue-black, those from the dark stay yellowish brown.
6. Used ethanol goes into the canister with the red lid, iodine solution into the one with the blue lid. Nothing goes down the sink except the water of step 2.

Each group hands in a report of at most four pages to Dr Nadar by 3 March. Ms Quist, who runs the laboratory, has the key to the solvent cupboard. Whoever missed the practical on 17 February can make it up on 24 February; write to Ms Quist about it and not to Dr Nadar.`;

export const RECIPE_BLOG = `My grandmother's plum cake, a little lighter

My grandmother Agnes baked this cake every September, and I have made it every year since I moved to Lyon in 2016. She used 200 g of sugar; I take 130 g, and nobody has ever complained. I have also replaced her lard by butter.

For a tin of 26 cm: 250 g flour, 130 g sugar, 120 g soft butter, 3 eggs, 80 ml milk, 2 teaspoons of baking powder, a pinch of salt and 700 g plums. For the top: 40 g flaked almonds.

Beat the butter with the sugar for 5 minutes, then add the eggs one after the other. Fold in the flour and the baking powder, then the milk. Lay the halved plums on the dough, cut side up. Bake at 175 °C for 45 minutes. Strew on the almonds 10 minutes before the end.

Frozen plums work, too: do not thaw them, and give the cake 10 minutes more. With apples instead of plums I bake it at 180 °C for 40 minutes.

Let it cool in the tin for a quarter of an hour. It tastes best on the second day and keeps for four. In the fridge it gets soggy, so leave it under a cloth. You can freeze it, but without the almonds.

Comments
Renske: I took 100 g of sugar, and it was too sour for my children.
Agata: Can I use spelt flour?
Author: Yes, Agata, but take two spoonfuls of milk more.`;

export const CHESS_MINUTES = `Tollbridge Chess Club: minutes of the committee, Monday 7 October

Present: Rosalind Ekwueme (chair), Tobias Lunt (treasurer), Farah Sabet (youth), Henrik Moll (minutes)
Excused: Dilys Prewett (tournaments)

1. Room. The community centre raises the rent from 35 to 42 euros an evening from January. Moll has looked at two other rooms: the parish hall (30 euros, but only on Tuesdays) and the back room of the Railway Inn (free if everybody has a drink). The club stays in the community centre for the time being; Lunt will ask for a lower price.

2. Youth. The youth group has 19 members now, seven more than a year ago. Sabet needs a second trainer. Moll will help until Christmas, but not on 18 November.

3. Winter tournament. In Prewett's absence Ekwueme reports: seven rounds as last year, from 14 November to 30 January, no games on 26 December and 2 January. The fee is 12 euros, for players under eighteen 5 euros. Registration until 8 November.

4. Clocks. Ten digital clocks are bought from Varga for 39 euros each. The cheaper offer of Gambit Shop (33 euros) was declined because delivery would take nine weeks. Lunt voted against.

5. Website. The old site is switched off on 31 December. Sabet's sister builds the new one and gets 150 euros for it.

Next meeting: Monday 4 November, 19:30, at Ekwueme's home (not in the community centre, which is closed that week).`;

export const OAT_BAR_RECALL = `Product recall: Morgenfeld oat bars "Honey & Seed"

Morgenfeld Ltd is calling back its oat bar Honey & Seed (box of 6 bars) with the best-before dates 12 September and 19 September. By mistake, bars of the kind Honey & Nut were packed into these boxes. They contain hazelnuts and traces of soya, which the box does not name. For people with a nut allergy they may be dangerous; everybody else can eat them without risk.

The boxes were sold from 4 to 22 March in the shops of Kranich and Tulla. Shops of Beller were not supplied. Boxes with other dates and the single bars at the till are not affected. The batch number, which begins with L7, stands on the side flap.

Bring the boxes back to the shop where you bought them. You get the full price of 3.49 euros back, also without a receipt. Please do not send us any boxes by post. Whoever has eaten such a bar and feels itching or has trouble breathing should call a doctor at once.

So far two customers have told us of a reaction; one of them was treated in hospital and is at home again. A worker in Dorvik noticed the mistake on 21 March, and the packing line has stood still since then. We deliver again from 8 April.

Questions: Ms Liv Tanner, 0800 220 41 41, on working days from 9 to 17, on Saturday 30 March from 10 to 14.`;
