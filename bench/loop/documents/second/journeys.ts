/** Texts of the second blind set that speak of one another: a journey, where it leads, and an outage that a chat and a memo tell of. */

export const ITINERARY = `Your journey: Varnby and the lakes, 10 to 17 May
Booking 4F-20881: Mr Julian Ostrander, Mrs Celia Ostrander

Friday 10 May. Flight KM 417, departs Bristol 9:35, arrives Varnby 12:50. Transfer to the Hotel Linden, three nights with breakfast.
Saturday 11 May. Walk through the town at 10:00 with Ms Petra Vang, from the fountain in front of the town hall.
Sunday 12 May. Boat trip on Lake Sorne, departs 11:15 from pier 3, lunch on board. In bad weather the boat trip moves to Tuesday.
Monday 13 May. In the morning a visit to the Clock Museum. In the afternoon by train to Ostrel (14:05 to 15:40). Hotel Seeblick, four nights with half board.
Tuesday 14 and Wednesday 15 May. At your leisure. Bicycles can be hired at Kessler's by the station.
Thursday 16 May. Coach to the salt mine at 9:00; take a jacket with you. Dinner in the Old Mill at 19:00 (not included).
Friday 17 May. Transfer at 6:45. Flight KM 422, departs Varnby 10:20, arrives Bristol 11:40.

Luggage: one case of up to 20 kg and hand luggage of up to 8 kg each. A second case costs 35 pounds if you book it in advance, 55 pounds at the airport.

Payment: you have paid 1,480 pounds. The remaining 620 pounds are due by 19 April.

Cancelling: free until 26 April. After that we keep 40 % of the price, from 3 May on 80 %.

On the way you reach Ms Vang from 8 to 20 o'clock at +44 117 496 0233; at other times ask at the hotel desk.`;

export const CLOCK_MUSEUM = `Clock Museum Varnby: summer at the museum

See 640 clocks from five centuries; about ninety of them are running. The oldest is a tower clock of 1511. The most famous is the Moon Clock, which Elias Thorne built in 1768. His pupil Margarethe Sund made the Small Moon Clock in 1791; it is on loan to Stockholm until October.

New: "Lost Time", an exhibition about railway clocks, from 27 April to 15 September on the top floor.

Open: Wednesday to Sunday from 10 to 17, on Thursdays to 20. Closed on Mondays. On Tuesdays only school groups that have booked are let in. The café closes half an hour before the museum.

Entry: Adults pay 11 euros, pensioners and students 8 euros. Children from 6 to 16 pay 4 euros, younger ones nothing. A family ticket (two adults and up to three children) costs 24 euros. School groups pay 3 euros a child, and two teachers come in free. "Lost Time" costs adults 2 euros more, children nothing. On the first Sunday of the month everybody pays half.

Tours: on Saturdays and Sundays at 11:30 in English and at 14:00 in Danish, 50 minutes, 4 euros. On Sundays at noon all clocks strike.

Getting here: tram 5 to Mint Square, or bus 12 (not on Sundays) to the gate. There is no car park. The lift goes to the second floor; to the top floor there are 38 stairs.

Photographs are allowed without flash, but not in "Lost Time".`;

export const BICYCLE_PRICES = `Kessler's Bicycle Hire, Ostrel station
Prices in euros from 1 April

| bicycle | half day | day | week | deposit |
| --- | --- | --- | --- | --- |
| city bike | 9 | 14 | 70 | 50 |
| touring bike | 12 | 18 | 90 | 50 |
| electric bike | 22 | 34 | 175 | 150 |
| cargo bike | 19 | 29 | 155 | 150 |
| tandem | 20 | 32 | - | 100 |
| child's bike | 5 | 8 | 38 | none |

A half day is up to four hours. Whoever comes back later pays for the whole day; after closing time it costs 6 euros more. The tandem is not hired out by the week.

A helmet costs 2 euros a day, for children nothing. Panniers are free with the touring bike and cost 4 euros a day with all others.

Groups of eight or more get 10 percent off, guests of the Hotel Seeblick 15 percent. Only one discount at a time, and none for electric bikes.

Electric bikes are for people of 16 years or older; please bring an identity card. The battery lasts for about 80 kilometres, in the mountains for 50.

Insurance against theft costs 3 euros a day, for electric bikes 5 euros. Without it you pay up to 400 euros for a stolen bike, with it 60 euros.

Open from April to October, 8:30 to 18:30, in July and August to 20:00. Closed on Tuesdays, except in July and August. Bookings: Anton Kessler, 0571 30 84. Repairs: his daughter Judith Kessler, 0571 30 85.`;

export const HANDBALL_REPORT = `Varnby throw away a lead of six goals

VARNBY. At half-time it looked so easy. The handball women of Varnby led 16:10 on Saturday evening in front of 1,240 spectators, and lost all the same: 27:28 against Eskerholm, who had not won in Varnby since 2015.

In the first half goalkeeper Jonna Weil saved eleven shots. After the break Carla Dinu replaced her because of a sore shoulder; she saved three. Eskerholm's coach Maren Hoff had changed her defence, and Varnby scored only once in the first twelve minutes of the second half. In the 48th minute Ida Brokaw made it 22:22. Five minutes before the end Varnby led once more, 26:25, but Brokaw scored twice, Sanne Oort equalised, and with eleven seconds left Thea Lund, only 18 years old, scored the winning goal.

Brokaw was the best scorer of the evening with nine goals, four of them penalties. For Varnby Oort scored eight and Lotte Wirth six. Wirth was sent off in the 55th minute.

"We stopped running," said Varnby's coach Pavel Strand. "That is my fault, too, because I changed players too late." Hoff spoke of luck: "A draw would have been fair."

Varnby stay third with 21 points, two behind Eskerholm, who are second now. Tarn, the leaders with 27 points, did not play; their match was put off to 4 April. On Wednesday Varnby play in the cup at Molde, on Saturday in the league against Lisk. Weil will miss both matches, Wirth only the one in the cup.`;

export const SUPPORT_CHAT = `Chat with Sorne Telecom, 6 March

14:31 Mila: Hello, my internet has been down since 14:10. The telephone works.
14:33 Ruben (technical support): Good afternoon, I'm sorry about that. What is your customer number?
14:34 Mila: 880-3127.
14:35 Ruben: Thank you. Is a light on the router red?
14:37 Mila: No. The second from the left blinks orange, the others are green.
14:40 Ruben: Then it is not your router, so please don't reset it. There is a fault in your district. I have opened ticket 51946 for you. It should be mended by 18:00.
14:42 Mila: And my video call at 16:00?
14:44 Ruben: You can use your mobile phone as a hotspot. I have added 10 gigabytes to your mobile plan, free of charge. They last until Sunday.
14:46 Mila: Great. Another thing: my last bill was 44.90 euros, but my contract says 39.90.
14:48 Ruben: I can't see bills. I'll pass you on to a colleague.
14:52 Oksana (billing): Hello Mila. The price of 39.90 was for the first 12 months and ended in January. Since February it has been 44.90.
14:55 Mila: Nobody told me.
14:57 Oksana: We wrote to you on 11 December. If you stay for another 24 months, I can give you 37.90, and 100 megabits instead of 50.
14:59 Mila: I don't want to bind myself for two years.
15:01 Oksana: For 12 months it would be 41.90, with 50 megabits as now.
15:03 Mila: I'll take that one. From when?
15:04 Oksana: From 1 April. You will get an e-mail today, and you can change your mind within 14 days.
15:06 Mila: Thanks. Is it still 18:00 for the internet?
15:08 Oksana: I see here that it will be 19:00, unfortunately.`;

export const OUTAGE_MEMO = `Internal memo: incident 118, outage in Sorne West on 6 March

Written by Yusuf Baran (network operations) on 8 March, copies to Annika Roth and Denis Clay

What happened. At 13:52 a digger cut the fibre cable in Mill Lane. 3,150 households lost the internet; telephone and television went on working. The first customer rang at 14:09. At 14:20 the control room had found the place. The cable was to be mended by 18:00, but at 16:30 a second damaged place was found. For most households the internet was back at 18:47, for the last 240 at 20:05.

Cause. The building firm Hartung had a plan of our cables, but an old one of 2017. The cable was moved in 2021. We sent the new plan to the town, but not to the firm. So the fault is partly ours.

What else went wrong. The warning on our website appeared only at 15:10, because the editor on duty was on a break and his deputy had no password. The hotline had 4 people instead of 9.

What went well. The repair team was there within 25 minutes. The hospital was switched to the spare line at once and noticed nothing.

Cost. The repair cost 18,600 euros, and the credits for customers come to 12,000 euros. Hartung's insurance is to pay two thirds of the repair; about the credits nothing has been agreed.

What we do now. Annika Roth sends all new plans to building firms by 31 March. Denis Clay gives each deputy a password by 15 March. Yusuf Baran gets an offer for a spare cable through Quay Street by 30 April.

The board discusses this memo on 20 March.`;
