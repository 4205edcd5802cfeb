/** Notices, schedules and minutes, written for this bench. */

export const POOL_NOTICE = `Harbour Lane Swimming Pool: winter repairs

The main pool at Harbour Lane will be closed from Monday 12 January to Friday 30 January. During these weeks the old filter pumps are replaced and 240 tiles around the deep end are laid anew. The children's pool and the sauna stay open as usual, from 7 am to 9 pm.

Holders of a season ticket may swim at the Millbrook pool, 14 Station Road, without paying extra; show your ticket at the desk. Swimming courses that would have begun on 19 January start on 2 February instead. Course fees of 85 euros that were already paid remain valid.

The repairs cost 61,500 euros and are paid by the city. Questions: Petra Lindqvist, telephone 555 0182.`;

export const TRAIN_SCHEDULE = `Narrow Gauge Railway: timetable from 1 May to 30 September

Trains leave Ashford Mill at 9:10, 11:40, 14:20 and 16:50. They reach Thornbury Lake after 55 minutes and stay there for 35 minutes before they go back. On Sundays the train at 16:50 does not run; instead a steam train leaves at 13:05.

A single ticket costs 8.50 euros, a return ticket 14 euros. Children under 6 travel free, children up to 14 pay half. Bicycles are carried for 2 euros each, but not on the steam train. Groups of more than 10 people must book two days ahead with Mr Okafor.

Dogs may travel on a lead. There is a buffet car on every train except the first one of the day.`;

export const LIBRARY_RULES = `Wexley Town Library: rules from March on

Readers may borrow up to 12 items at a time. Books are lent for 28 days, films and music for 7 days. A loan can be renewed twice unless another reader has reserved the item. For each day that an item is late, 20 cents are charged, and never more than 6 euros for one item.

A card costs 18 euros a year; pupils, students and people over 70 get it free of charge. Lost cards are replaced for 5 euros. The reading room is open from 10 to 19 o'clock on working days and from 10 to 14 o'clock on Saturdays. The library is closed on Sundays.

Laptops can be borrowed for use in the building by readers aged 16 or more. The head librarian is Dorothea Quill.`;

export const COUNCIL_MINUTES = `Minutes of the parish council of Lower Denholm, 14 October

Present: Amara Nwosu (chair), Tobias Reuter, Helen Carrick, Ravi Menon. Absent: Julia Stroud.

1. Playground. The council decided by three votes to one to buy a new climbing frame for 9,400 euros. Helen Carrick voted against it because she finds the price too high. It shall be set up by the end of April.
2. Street lamps. Tobias Reuter reported that 17 of the 62 lamps in Church Street are broken. The council asked the firm Lumero for an offer; it is expected by 5 November.
3. Winter service. Ravi Menon will look for a second driver for the snow plough. Last winter the plough was out on 23 days.
4. The summer fair brought in 3,180 euros, which is 400 euros more than the year before. Half of it goes to the fire brigade.

The next meeting is on 18 November at 19:30 in the old school.`;

export const RECALL_NOTICE = `Product recall: electric kettle Brisa 170

The maker Oderwald recalls all kettles of the model Brisa 170 with serial numbers from 40200 to 46899. They were sold between June and August in the shops of the chain Hallmann for 34.90 euros. In 11 cases the handle came loose while the kettle was full of boiling water; two people were scalded.

Owners should stop using the kettle at once. They can bring it back to any Hallmann shop and get the full price without a receipt. The colour of the kettle does not matter. Kettles with a serial number that begins with 47 have a new handle and are safe.

A helpline is open on working days from 8 to 17 o'clock at 0800 555 714.`;

export const MUSEUM_NOTICE = `Museum of Clocks, Velden: what is new this spring

From 6 March to 14 June the museum shows "Time at Sea", an exhibition with 73 ship's clocks and sextants from four centuries. The oldest piece is a sand-glass of 1588. Many were lent by the Maritime Museum in Aarhus.

The museum is open from Tuesday to Sunday, 10:00 to 17:00, and on Thursdays until 20:00. It is closed on Mondays. Entry costs 9 euros; on the first Sunday of each month it is free. Guided tours with Ingrid Sommer start on Saturdays at 11:30 and last 75 minutes; they cost 4 euros more.

Because the lift is being repaired, the second floor cannot be reached by wheelchair until 20 April. The cafe on the ground floor is open again.`;
