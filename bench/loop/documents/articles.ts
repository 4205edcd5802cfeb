/** Articles and letters, written for this bench. */

export const BRIDGE_ARTICLE = `A bridge made of wood again

The town of Halvik has opened its new bridge over the river Tana. It is 148 metres long and made wholly of spruce, so that it weighs only 310 tonnes; the old steel bridge of 1961 weighed 890 tonnes. The architect Leena Korhonen won the competition against 22 others.

The bridge cost 7.2 million euros, 0.4 million less than planned. It was to be opened in May, but floods in spring delayed the work by eleven weeks, so that the first cyclists crossed it on 3 August. Lorries over 12 tonnes are not allowed.

The wood was treated with hot steam instead of chemicals and should last 90 years. Mayor Eskil Brandt said that the bridge would bring visitors to the town. Some neighbours complain about noise at night, because the planks rattle when cars pass.`;

export const BEES_ARTICLE = `City bees do better than expected

For four years researchers of the University of Gronau have watched 56 bee colonies, half of them on roofs in the city and half of them near fields. The city bees made 31 kilograms of honey a colony in a year on average, the country bees only 22 kilograms. In the city 9 percent of the colonies died in winter, in the country 17 percent.

Doctor Miriam Falk, who led the study, believes that parks and balconies flower longer than fields. Traffic did not harm the bees measurably: the honey held no more lead than that from the country.

The researchers warn that keeping too many hives in one district would leave too little for wild bees. They propose at most 5 colonies a square kilometre. The study was paid for by the Hartung Foundation with 480,000 euros.`;

export const BAKERY_LETTER = `Dear Mrs Albrecht,

thank you for your order of 3 September. We are sorry to tell you that we cannot deliver the 40 walnut loaves on 12 September, because our large oven broke down last Tuesday. The spare part comes from Denmark and will arrive on 15 September at the earliest.

We can offer you two ways out. Either we deliver all 40 loaves on 19 September, one week late, and take 15 percent off the price of 172 euros. Or we bring you 25 loaves on 12 September, baked in the small oven, and you pay for those only.

Please tell us by 9 September which way you prefer. My colleague Jonas Pfeil answers the telephone from 6 to 14 o'clock. The 30 rye rolls of your order come on 12 September in any case.

With kind regards
Friederike Baum, Baum Bakery`;

export const RESCUE_ARTICLE = `Hikers found after a night in the snow

Two hikers were found unhurt on Mount Corvane on Sunday morning. Nadia Petrov, 34, and her brother Mikhail, 29, had set out on Saturday at 8 o'clock to reach the Gallo hut, which lies 2,310 metres high. At about 15 o'clock fog came up and they lost the path.

They called the mountain rescue service at 17:25, but their telephone went dead before they could say where they were. 18 rescuers with four dogs searched all night at 11 degrees below zero. At 6:40 a dog named Bruno found the two in a hollow, less than 900 metres from the hut.

They had dug a cave in the snow and shared a bar of chocolate. The head of the rescue service, Carlo Bianchi, said that the cave had saved their lives. He advised hikers to carry a second battery. The search cost 14,000 euros; the hikers have to pay nothing.`;

export const RECIPE = `Lentil soup for six people

Wash 400 grams of brown lentils and cover them with 1.5 litres of water. Peel 3 carrots, 2 onions and one stick of celery and cut them small. Fry them in 4 spoons of olive oil for 8 minutes, then add them to the lentils with 2 bay leaves. Cook all of it for 35 minutes on a low flame; lentils that have soaked overnight need only 20 minutes.

Take out the bay leaves. Add 2 spoons of vinegar, salt and pepper. Never salt the lentils before they are soft, or they stay hard. Serve the soup with bread. It keeps for 3 days in the refrigerator and can be frozen for 2 months.`;

export const JOB_OFFER = `The Orchard Clinic in Winslow is looking for a night nurse from 1 February. The post is part-time, 25 hours a week, at 19.80 euros an hour with a bonus of 30 percent at weekends. You work in a team of nine people on the ward for children and have 31 days of holiday a year.

We ask for a finished training as a nurse and at least two years of work with children. A driving licence is useful but not needed. Flats can be rented from the clinic for 420 euros a month; the canteen is free for everybody on night duty.

Send your papers to Sylvia Bennett by 15 December. Interviews take place on 8 and 9 January. Those who are invited get their travel costs back up to 60 euros.`;
