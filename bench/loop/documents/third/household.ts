/** Texts of the third blind set about home and family; a letter of complaint and its answer speak of one another. */

export const OBITUARY = `Harriet Lowe, 1938-2024

Harriet Lowe, who taught half of Penwick to play the piano, died at home on 3 February, two weeks before her 86th birthday.

She was born Harriet Tull in Garston, the second of four children of a postman. At nine she won a place at the cathedral school, but her parents could not pay for the uniform. A neighbour, Miss Ada Finch, gave her free lessons on a piano that stood in an unheated hallway. "I learned to play in gloves," she used to say.

In 1957 she went to the Northern College of Music, but left after a year, when her father fell ill, and worked in the office of a paint factory. She finished her studies only in 1972, as the oldest student of her class. From 1973 to 2011 she taught at Penwick Grammar School, for the last twelve years as head of music. Twice she was offered the post of deputy headmistress, and twice she said no.

Her Saturday Orchestra, founded in 1979 with nine children and a borrowed drum, has 64 players today. The best known of her pupils is the concert pianist Harriet Lowry, who was often taken for her niece. "We share most of a name and not one drop of blood," Lowe would answer.

In 1964 she married Desmond Lowe, a bus driver, who died in 2009. She leaves two daughters, Ruth and Miriam, a son, Peter, and five grandchildren. Her son Adam died in 1990.

The funeral is at St Brannoc's on Friday 16 February at 11 o'clock. The family asks for no flowers, but for gifts to the Saturday Orchestra. A concert in her memory will be held on 25 May in the Corn Hall.`;

export const TAP_GUIDE = `How to stop a dripping tap

Most dripping taps only need a new washer: 40 pence and half an hour. This guide is for taps with two handles. Taps with one lever have a cartridge instead; see guide 18.

You need an adjustable spanner, a flat screwdriver, a cloth, some silicone grease and a washer: half an inch for a basin, three quarters of an inch for a bath.

1. Turn off the water. The valve is under the basin; a quarter turn with the screwdriver is enough. If there is none, use the main stopcock, which is mostly under the kitchen sink.
2. Open the tap until nothing comes out. Put the plug in, so that no screw gets lost.
3. Lift off the cap, undo the screw and pull off the handle. If it sticks, pour warm water over it, not boiling water, and never hit it.
4. Wrap the cloth around the cover and unscrew it. Hold the spout with your other hand, or the basin may crack.
5. Take out the valve. The washer sits at its lower end. Put in a new one of the same size.
6. Grease the thread and put everything back in reverse order. Tighten it by hand, then a quarter turn with the spanner.
7. Turn the water on again slowly.

It may go on dripping for up to an hour. If it still drips the next day, the seat of the valve is worn: a new washer will not help for long, and a plumber has to grind the seat, which costs about £60.

If water comes from under the handle and not from the spout, the washer is fine. Then you need a new O-ring (25 pence); follow steps 1 to 4.

One drop a second makes about 20 litres a day.`;

export const KITTEN_LEAFLET = `Your kitten's first year
A leaflet of Brookside Vets

Vaccinations. The first is due at 9 weeks, the second three weeks later. Keep your kitten away from other cats until one week after the second. A booster follows after 12 months. The first two cost £62 together, the booster £44.

Worms and fleas. Give a worm tablet every two weeks until your kitten is 12 weeks old, then once a month until it is six months old, and after that every three months. Flea drops may be used from 8 weeks on, if the kitten weighs at least 1 kg. Never use drops for dogs: they can kill a cat.

Food. Kitten food until the first birthday: four meals a day until four months, three until six months, then two. Fresh water always, cow's milk never.

Neutering. We neuter cats when they are four to six months old. A female does not need to have kittens first. Give no food after 20:00 on the evening before; water is allowed until 7:00. Bring your cat at 8:30 and fetch it after 16:00. It costs £70 for a male and £105 for a female. Females come back for a check after 3 and after 10 days, males only if something is swollen. The stitches dissolve by themselves.

Microchip. It is required by law before the age of 20 weeks. It costs £18; together with neutering it is free.

Kitten Plan. For £13.50 a month you get the first two vaccinations, all worm tablets and flea drops of the first year, and 10 % off neutering. The booster is not part of it.

Ring us at once if your kitten has not eaten for 24 hours or breathes with an open mouth: 01632 960 118, Monday to Friday 8:30 to 18:30, Saturday 9:00 to 12:00. At other times ring Hartley Animal Hospital, 01632 960 775.`;

export const REMOVAL_COMPLAINT = `Imogen Astley
9 Quarry Rise, Stavely Bridge

12 September

To: Fenwick & Daughters, Removals
Our move on 29 August, order R-5572

Dear Sir or Madam,

On 29 August your men moved us from Dale Street to Quarry Rise. Kofi and Luis worked hard and were friendly, and I would like to say so first. What follows is not their fault.

You had promised three men at 8:00. Two came, at 9:50. So we were finished at 20:30 and not at 15:00, and for this you even charge overtime.

Your estimate was £840. The bill is £1,062: the £840, £135 for overtime and £87 for a "long carry" of 60 metres. Ms Doyle had looked at the house in July and had written: "Access checked, no extra charges."

The glass door of our bookcase was broken; a joiner wants £110 for a new one. My grandmother's lamp is in pieces. Nothing can replace it, but I ask £60 for it. The washing machine has a dent, too; it is old, and I want nothing for it. Box K7 with the children's winter boots has not arrived at all.

I therefore ask you to drop both extra charges (£222), to pay me £170 for the door and the lamp, and to find box K7.

On 5 September I paid you £840. I shall not pay more until I have heard from you. If I have no answer by 26 September, I shall turn to the arbitration board of the removers' association.

Yours faithfully,
Imogen Astley`;

export const REMOVAL_REPLY = `Fenwick & Daughters, Removals

19 September

Order R-5572: your letter of 12 September

Dear Ms Astley,

Thank you for your letter. I have spoken to Kofi Mensah; Luis Ortega is on holiday until the end of the month.

Overtime: you are right. Our third man fell ill that morning, and the van had a flat tyre. That is our risk and not yours. We drop the £135.

Long carry: here I see things differently. The estimate was made for the front entrance. On the day of your move a neighbour's skip stood before it, and our men had to go round by the back gate. As that was not your fault either, I suggest that we share the £87: you pay £43.50.

Bookcase: our insurer will pay the £110 in full. He needs the joiner's bill; an offer is not enough.

Lamp: you had packed it yourselves, and our terms exclude what customers pack. I cannot pay the £60, but I enclose a voucher for £30.

Box K7 has been found. It was in our store under the name of another customer. We shall bring it on Saturday 21 September between 9 and 12. If this does not suit you, please ring Maeve Doyle at 0555 0142.

May I ask you to pay the remaining £43.50 by 10 October? I hope that you will not need the arbitration board.

Yours sincerely,
Mairead Fenwick`;
