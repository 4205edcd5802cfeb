/** Texts of the fourth blind set that people read about their town: in the sports pages, on the door of a museum, among the jobs. */

export const MATCH_REPORT = `Late goal saves Ridgeway a point
Ridgeway Rovers 2, Aldbrook Town 2 (half-time 0-1)

In front of 640 spectators Ridgeway Rovers came back from two goals down on Saturday and still have not lost at home this season.

Aldbrook were better in the first half. Lewis Marr put them ahead after 18 minutes with a header from a corner, and only a fine save by Rovers' goalkeeper Owen Tate stopped him from scoring again just before half-time. In the 52nd minute Kofi Brandt made it 2-0 from the penalty spot, after captain Dale Hurst of Rovers had brought down Marr.

Then coach Maria Stenning brought on two forwards, and the match turned. Luca Ferris, who had been on the pitch for only three minutes, scored in the 70th minute from 20 metres. Aldbrook had to play with ten men from the 81st minute, when Ben Cawley saw his second yellow card. In the third minute of added time Hurst headed in a free kick by Ferris: 2-2.

"We slept for an hour," said Stenning, "but I liked how the boys never gave up." Aldbrook's coach, Piet Vos, spoke of two points thrown away.

Rovers stay fourth with 27 points; Aldbrook are second with 33. Next Saturday Rovers play at Elmstead, who have lost their last five matches. Rovers' striker Jamal Reid, out since September with a knee injury, is expected to be back.`;

export const TRAM_MUSEUM = `Tramway Museum, Port Selby: opening hours and tickets

April to October: Wednesday to Sunday, 10 am to 5 pm. In July and August also on Tuesdays.
November to March: Saturday and Sunday only, 11 am to 4 pm.
Closed on 24, 25 and 31 December and for the whole of January.
Last entry is 45 minutes before closing time.

Tickets: adults £9.50, children from 5 to 15 £4, under 5 free. Family ticket (2 adults and up to 3 children): £22. Students and people over 65 pay £7. The ticket includes one ride on an old tram; every further ride costs £1.50. On the first Friday of the month admission is free after 2 pm, but rides must be paid for.

Rides start every 20 minutes at the main gate, the last one half an hour before closing. In heavy rain and in strong wind there are no rides.

Getting here: bus 14 from the railway station (stop "Old Depot"), or on foot along the river in 25 minutes. There is no car park at the museum; use the one in Canal Street (£3 a day), five minutes away.

Wheelchairs can go everywhere except to the workshop gallery upstairs. Dogs are welcome on a lead, but not on the trams. The café is open until half an hour before closing.

Groups of ten or more should book a week ahead: visits@selbytrams.example.`;

export const BAKERY_JOB = `Fennel & Rye, 41 Market Row, is looking for a sales assistant (part-time, 24 hours a week)

We are a family bakery with three shops and 28 people. For our shop in Market Row we need somebody from 1 June, or earlier if you can.

Your work: You serve customers, make coffee and sandwiches, keep the shop clean and cash up in the evening. You work on three weekdays from 12 to 7 pm and on every second Saturday from 6:30 am to 1 pm. We are closed on Sundays.

What you bring: You like people and stay friendly when there is a queue. You speak English well; a second language is welcome. You do not have to be a trained baker, and experience in a shop is good, but not a must. You are at least 18 years old.

What we offer: £13.20 an hour, and £15 on Saturdays; 28 days of holiday; bread and lunch for free; a permanent contract after a trial period of three months. We pay for your course in food hygiene.

Apply by 10 May with a short letter and your CV: jobs@fennelrye.example, or hand them in at the shop. Interviews are on 14 and 15 May. If you have questions, ring Judith Amos, the manager of the shop, on 020 7946 0853, on weekdays between 2 and 4 pm.`;
