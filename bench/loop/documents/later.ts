/** Texts written for this bench and not looked at while the ladder's ways were built. */

export const CAMP_LETTER = `Summer camp at Lake Ossian: information for parents

The camp begins on Saturday 5 July at 14:00 and ends on Sunday 13 July at 10:30. The bus leaves from the school in Renwick at 11:15; whoever brings a child by car should be there by 13:30. Of the 64 places 51 are taken.

The camp costs 280 euros a child. For brothers and sisters each further child pays 220 euros. Families who receive housing support pay half. The price includes the bus, all meals and the boat trip, but not the pocket money; we advise at most 25 euros.

Every child needs a sleeping bag, rain clothes and a vaccination card. Telephones stay at home: in urgent cases parents reach the head of the camp, Marguerite Solberg, at 0471 55 83 20. Swimming is allowed only when one of the three lifeguards is at the beach.`;

export const ENGINE_REPORT = `Report on the inspection of the ferry Alcyone, 17 September 2023

Length 42 metres, beam 9.6 metres, built in Lorient in 1994. The ferry carries up to 180 passengers and 22 cars. Captain at the time of the inspection: Yves Marchand.

The port engine has run 21,400 hours, the starboard engine 18,950. The oil of the port engine held water; its seals must be replaced before 15 October. Two of the 14 life rafts were past their date. The fire pumps gave 38 cubic metres an hour, which is above the 30 that the rule asks for.

The inspector, Sigrid Amundsen, found the lighting of the car deck too weak. The company has to send proof of the repairs within 60 days; otherwise the ferry may sail in daylight only. The next regular inspection is due in March 2026.`;

export const FARM_STATEMENT = `Statement of the Holbrook Farm Cooperative for 2024

Members: 37 farms, two more than in 2023.
Milk delivered: 4,120,000 litres, of these 610,000 litres organic
Price paid to members: 0.46 euros a litre, organic 0.58 euros
Cheese made: 182 tonnes (2023: 169 tonnes)
Sales of cheese: 1,730,000 euros
Spent on the new cold store: 395,000 euros, of which 120,000 euros were a grant
Employees: 28 at the end of the year, among them 5 apprentices
Surplus: 64,300 euros; 40 percent of it is paid out to the members on 30 April 2025

The board was elected for three years: Ottilie Farrow (chair), Duncan Mabey (treasurer), Inge Castellan. The books were checked by the firm Prior & Lund.`;

export const THEATRE_NEWS = `The Lantern Theatre opens its season with a comedy

From 12 October the Lantern Theatre in Cresswick plays "The Borrowed Uncle" by Roland Achterberg, directed by Pilar Ferreira. There are 18 performances until 9 November, always at 19:45, on Sundays at 16:00. On Mondays and Tuesdays the theatre is dark.

A seat in the stalls costs 32 euros, in the balcony 21 euros. Pupils pay 10 euros for any seat. On the first Wednesday of the month two tickets are sold for the price of one. The box office opens an hour and a half before each performance; tickets that have not been fetched twenty minutes before the beginning are sold again.

The stage was rebuilt in summer for 260,000 euros, because the old turntable of 1958 had jammed four times last season. In January a musical follows, for which 45 children from the town are rehearsing already.`;

export const CLINIC_LEAFLET = `After your knee operation: leaflet of the Sandholm Clinic

You may get up on the evening of the operation, but only with crutches. Use the crutches for two weeks; put your full weight on the leg after six weeks at the earliest. The stitches are taken out after 12 days by your own doctor, not in the clinic.

Take one tablet of Ravexin 400 in the morning and one in the evening, never more than three a day, and never on an empty stomach. Stop after 10 days. If you are allergic to aspirin, you must not take Ravexin; ask for another medicine.

Showers are allowed from the third day with a waterproof plaster, baths after four weeks. Driving is forbidden for as long as you use crutches. Most patients return to office work after three weeks and to heavy work after three months. Call 0800 664 219 at any hour if the knee becomes hot or if you have more than 38.5 degrees of fever.`;

export const WORKSHOP_MAIL = `To: all exhibitors
Subject: Spring market in the Tannery Hall

Dear exhibitors,

the market takes place on 22 and 23 March, on Saturday from 9 to 18 o'clock and on Sunday from 10 to 17 o'clock. You can build up your stand on Friday between 15 and 21 o'clock; the hall is locked overnight and guarded by the firm Bastion.

A stand of three metres costs 75 euros for both days, each further metre 20 euros. Electricity is 12 euros more. Please pay by 28 February; after that date stands are given to those on the waiting list, on which there are 16 names at present. Of last year's 94 exhibitors 71 come again.

Cars must leave the yard by 8:30. Food may be sold only at the stands 40 to 52. Candles and gas cookers are forbidden. With questions turn to Leopold Hainz; Rosa Imhof, who did this until now, has retired.`;
