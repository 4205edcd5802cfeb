/** Texts of the third blind set about free time: what people buy, learn, plan together and write down. */

export const TENT_PAGE = `Corrie 2 and Corrie 4: tents for people who carry them

The Corrie is our lightest tent with two doors. This year's version has aluminium poles instead of the glass-fibre ones that some of you broke, and the inner tent can stay hooked in when you pack up.

| | Corrie 2 | Corrie 4 |
| --- | --- | --- |
| weight with all parts | 2.3 kg | 4.1 kg |
| weight without pegs and bag | 1.9 kg | 3.5 kg |
| packed size | 42 x 15 cm | 52 x 20 cm |
| height inside | 105 cm | 140 cm |
| pegs | 12 | 16 |
| price | £219 | £329 |

Last year's Corrie 2, with the old poles, is being sold off at £149 while stocks last; it used to be £199. There is no old Corrie 4 left.

In the box: inner tent, fly, poles, pegs and a repair sleeve. Not in the box: the footprint (£28 for the small tent, £36 for the big one) and the storm lines, which we send free of charge if you write to us.

Colours: moss and sand. The Corrie 4 comes in moss only. Delivery takes 3 to 5 working days; sand is out of stock and takes three weeks at present.

Changed your mind? An unused tent can come back within 60 days. A tent that has been pitched outdoors cannot, unless it is faulty.

The guarantee covers seams, zips and poles for three years. It does not cover damage by winds above 70 km/h, nor by sunlight: do not leave the tent standing for a whole summer. Never wash it in a machine, and do not keep it packed wet for longer than a day.`;

export const WALK_DIARY = `Tannock Way, four days in May

Thursday. Alderby to Sike Farm, 17 km. We set off at 10:40 instead of 9:00, because Jo had left the tent poles in the luggage rack and had to run back to the train. Flat all the way, mostly along the canal. The guidebook says five hours; we needed six and a half. Sike Farm takes £8 a person, and the shower is cold after seven.

Friday. Sike Farm to Low Hallow, 22 km. Up Tannock Fell (596 m) in fog; saw nothing. Met a couple from Leeds, Bernie and Bernadette, who are walking the Way for the third time. By the evening my left heel was bleeding. Jo has blisters, too, but does not complain.

Saturday. We were going to do the 15 km to Ember Bridge. My heel said no, so we took the bus (£3.20 each, 25 minutes) and bought plasters and thicker socks. It rained from four o'clock until the morning. The tent, our new Corrie 2, stayed dry, except in the corner that Jo had not pegged out. The shop says 1.9 kg; on our kitchen scales it was 2.4 kg, with bag and pegs. So I have been carrying half a kilo more than I thought.

Sunday. Ember Bridge to Saltby, 11 km, downhill and in the sun. At the last stile we met Bernie again, alone: Bernadette had twisted her knee and gone home by taxi. We reached the sea at 14:10. The 14:32 train was cancelled, so we ate chips and took the one at 15:32.

Walked: 50 of 65 km. Spent: £61 for the two of us, trains not counted. Next time I carry the poles.`;

export const POTTERY_COURSE = `Pottery for beginners (course 214): outline for the spring term

Tuesdays, 18:30 to 21:00, in the Old Dairy, Tanyard Lane. Eight evenings from 4 March to 6 May; no class on 1 April and 22 April.

Evening 1: getting to know clay, pinch pots
Evening 2: coils, a vase
Evening 3: slabs, a box with a lid
Evenings 4 and 5: the wheel. We have five wheels for ten people, so half of the group makes tiles meanwhile.
Evening 6: trimming, handles. What is not on the shelf at the end of this evening cannot be fired.
Evening 7: glazing
Evening 8: opening the kiln, tea and cake. Friends are welcome.

Yolanda Pryce leads evenings 1 to 6 and 8. Joanna Price, who runs the Thursday course, takes evening 7.

The fee is £168, for members of the Craft Guild £140. It includes 10 kg of clay and two firings. Each further 10 kg costs £9. Tools are not included: bring your own or buy a set for £14. You can pay in two halves, the first when you book, the second by evening 3.

If you cancel at least 14 days before the course begins, you get back everything but £15. After that you get half, and only if somebody takes your place. Once the course has begun, nothing is paid back.

You need no experience. You must be 16 or older; for children from 8 there is the Saturday workshop (course 219). The studio is up one flight of stairs, and there is no lift. Aprons are provided, towels are not.

Missed an evening? You may make up for one of them in the Thursday course (216, at 10:00), if a wheel is free.`;

export const FAREWELL_CHAT = `Group: Bea's farewell (without Bea!)

Monday
09:12 Tomasz: Morning, all. Bea's last day is Friday 28th, not Monday 31st as I wrote in my mail. Shall we go out on Thursday evening?
09:15 Annelie: Thursday is bad for me. Wednesday?
09:18 Gus: Or lunch on Friday, then Henrike from the warehouse can come, too. She is only in on Fridays.
09:20 Tomasz: Friday lunch, then. Where?
09:24 Annelie: Not the Golden Pheasant again, we waited an hour for the soup. The Lemon Tree?
09:31 Gus: Rang them. The Lemon Tree has no table for 14 before 14:00. Casa Nove could take us at 12:30. The set menu is 18 euros, the vegetarian one 16.
09:33 Tomasz: Take it. I'm vegetarian, and so is Priti.
09:40 Gus: Booked for 14 in my name. We can change the number until Wednesday noon.
10:02 Annelie: The present: I have 110 euros so far. Dirk still owes me 10. She would love the garden chair at Holm's. It was 149.
10:05 Priti: It's down to 129 this week, I saw it yesterday.
10:06 Annelie: Then we have it with Dirk's ten and another nine. I'll put in the nine.
10:11 Gus: No, let me, you paid the rest last time.
10:12 Annelie: All right, thanks!
10:30 Henrike: I'm in, but I must be back at 14:00 for a delivery. I can fetch the chair with the van on Thursday.
10:32 Tomasz: Lovely. The card is in the blue folder on my desk. Not a word to Bea.

Tuesday
11:47 Gus: Dirk and Lotte can't come. So we're 12 now, and Casa Nove knows.
11:50 Annelie: Dirk has paid all the same :)`;

export const PHONE_BLOG = `Nine months with a stupid phone

In January I put my smartphone into a drawer. It was a bet with my brother Felix: 30 days without. Felix gave up after eleven. It is October, and I am still at it.

My new phone is a grey thing with keys, second-hand, for £35. It rings, it sends texts, and it has a torch. One charge lasts six days. My contract has gone from £24 a month to £7.

Before, I spent four hours and ten minutes a day on that screen, by its own count. Now it is about an hour at the laptop, on most evenings. I have read 23 books since January; in the whole of last year it was five. People ask whether I sleep better. I do not, whatever you hear about blue light. I only go to bed earlier, because I am bored.

What was hard? Not the maps: I bought a street atlas. The bank was hard. It wanted me to approve every payment in an app, so I moved to another one that sends its customers a little card reader. That took five weeks. Two of the three car parks in our town can only be paid by phone, so I take the bus. And when the school closed early because of the storm, I was the only father who did not know. Since then Mrs Obi from next door texts me.

I cheat, by the way. For flights the smartphone comes out of its drawer, twice so far, because of the boarding passes.

Would I recommend it? Not to everybody. If your job needs apps, it will be a fight every day. My daughter is 13, and I have promised her that she need not do the same. She gets her first smartphone at Christmas.`;
