/** A text with honest summaries or paraphrases of it, and summaries with one planted defect each. */
export interface GroundingCase {
  readonly source: string;
  readonly honest: readonly string[];
  readonly planted: readonly { readonly defect: 'number' | 'name' | 'invented' | 'negation' | 'outside' | 'swap'; readonly text: string }[];
}

/** The set on which limits were chosen. */
export const TUNING_CASES: readonly GroundingCase[] = [
  {
    source: 'Water will be turned off in Mill Lane on Thursday, 14 May, from 9 am to 3 pm while the main pipe is replaced. Residents of numbers 2 to 48 are affected. Please fill some bottles the evening before. Bottled water can be collected free of charge at the Town Hall. For questions call the Northbrook Water Company at 020 5550 114.',
    honest: [
      'Water in Mill Lane will be shut off on Thursday 14 May between 9:00 and 15:00 because the main pipe is being replaced.',
      'The water supply for numbers 2 to 48 in Mill Lane stops on 14 May from 9 am until 3 pm; free bottled water is available at the Town Hall.',
      'Residents should fill bottles the evening before the water is cut.',
    ],
    planted: [
      { defect: 'number', text: 'Water in Mill Lane will be shut off on Thursday 14 May between 9 am and 5 pm.' },
      { defect: 'number', text: 'Water will be turned off in Mill Lane on 15 May from 9 am to 3 pm.' },
      { defect: 'name', text: 'Water in Hill Road will be shut off on Thursday 14 May from 9 am to 3 pm.' },
      { defect: 'name', text: 'For questions residents can call the Southbrook Water Company.' },
      { defect: 'invented', text: 'Water will be turned off in Mill Lane on 14 May. The mayor has apologised for the trouble this causes.' },
      { defect: 'negation', text: 'Water will not be turned off in Mill Lane on 14 May from 9 am to 3 pm.' },
      { defect: 'outside', text: 'Clean drinking water is essential for human health and prevents many diseases.' },
      { defect: 'negation', text: 'Bottled water is not free of charge at the Town Hall.' },
    ],
  },
  {
    source: 'The Harbour Museum opens every day except Monday. Adults pay 12 euros, children pay 5 euros, and visitors over 65 enter free. Guided tours in English start at 11:00 and 14:30. Photography is allowed, but flash and tripods are forbidden. The café on the second floor closes at 17:00, one hour before the museum.',
    honest: [
      'The Harbour Museum is open daily apart from Mondays, and admission costs 12 euros for adults and 5 euros for children.',
      'Adults pay 12 euros while children pay 5 euros; people over 65 get in free.',
      'There are guided tours in English at 11 am and 2:30 pm.',
      'Visitors may take photos, but flash and tripods are not allowed.',
    ],
    planted: [
      { defect: 'swap', text: 'Adults pay 5 euros and children pay 12 euros.' },
      { defect: 'number', text: 'Adults pay 15 euros and children pay 5 euros.' },
      { defect: 'negation', text: 'Flash and tripods are allowed in the Harbour Museum.' },
      { defect: 'negation', text: 'Photography is forbidden in the museum.' },
      { defect: 'name', text: 'The Maritime Museum opens every day except Monday.' },
      { defect: 'name', text: 'The Harbour Museum opens every day except Tuesday.' },
      { defect: 'invented', text: 'The Harbour Museum opens every day except Monday and offers free parking behind the building.' },
      { defect: 'outside', text: 'The museum was founded in the nineteenth century and houses one of the largest ship collections in Europe.' },
    ],
  },
  {
    source: 'Researchers at the University of Delft tested a new battery that charges in six minutes. In the trial, 240 cells were charged and emptied 1,500 times, and they kept 87 percent of their capacity. The team, led by Ingrid Vos, used a sodium electrolyte instead of lithium. Vos said that mass production would not begin before 2029. The work was paid for by the Dutch Research Council.',
    honest: [
      'A team led by Ingrid Vos at the University of Delft tested a battery that can be charged in six minutes.',
      'After 1500 cycles the 240 cells still had 87% of their capacity.',
      'Mass production will not start before 2029, according to Vos.',
      'The new battery uses a sodium electrolyte rather than lithium and was funded by the Dutch Research Council.',
    ],
    planted: [
      { defect: 'number', text: 'After 1,500 cycles the cells kept 78 percent of their capacity.' },
      { defect: 'number', text: 'Researchers tested a new battery that charges in sixteen minutes.' },
      { defect: 'name', text: 'The team was led by Ingrid Bos at the University of Delft.' },
      { defect: 'name', text: 'Researchers at the University of Leiden tested a new battery that charges in six minutes.' },
      { defect: 'invented', text: 'The battery charges in six minutes. A carmaker has already ordered the first thousand units.' },
      { defect: 'negation', text: 'Vos said that mass production would begin before 2029.' },
      { defect: 'outside', text: 'Lithium batteries can catch fire when they are damaged or overheated.' },
      { defect: 'swap', text: 'The battery used a lithium electrolyte instead of sodium.' },
    ],
  },
  {
    source: 'Dear team, the launch of the Falcon app moves from 3 June to 17 June because two security tests failed. Priya will repair the login service, and Tomas will write the new test plan. The marketing campaign goes ahead as planned. Nobody needs to cancel their holidays. We meet again on Friday at 10 in room B4. Best wishes, Lena',
    honest: [
      'The Falcon app launch is postponed from 3 June to 17 June after two security tests failed.',
      'Priya repairs the login service and Tomas writes the new test plan.',
      'The marketing campaign continues as planned and nobody has to cancel holidays.',
      'The team meets again on Friday at 10 in room B4.',
    ],
    planted: [
      { defect: 'number', text: 'The Falcon app launch is postponed from 3 June to 27 June.' },
      { defect: 'swap', text: 'Tomas will repair the login service, and Priya will write the new test plan.' },
      { defect: 'name', text: 'The launch of the Eagle app moves to 17 June.' },
      { defect: 'name', text: 'Marcus will repair the login service.' },
      { defect: 'negation', text: 'The marketing campaign does not go ahead as planned.' },
      { defect: 'invented', text: 'The launch moves to 17 June and the budget was raised to cover the delay.' },
      { defect: 'outside', text: 'Software projects are often late because testing is started too late.' },
      { defect: 'negation', text: 'Everyone needs to cancel their holidays.' },
    ],
  },
  {
    source: 'Heavy snow closed the Brenner pass on Sunday night. About 340 drivers were stuck for up to nine hours, and the Red Cross handed out tea and blankets. By Monday noon the road was open again for cars, but lorries had to wait until the evening. No one was injured. Forecasters expect another 20 centimetres on Wednesday.',
    honest: [
      'Heavy snow shut the Brenner pass on Sunday night and left about 340 drivers stuck for up to nine hours.',
      'The Red Cross gave tea and blankets to the stranded drivers.',
      'The road reopened to cars by noon on Monday, while lorries had to wait until the evening.',
      'Nobody was hurt, and another 20 cm of snow is expected on Wednesday.',
    ],
    planted: [
      { defect: 'number', text: 'About 430 drivers were stuck for up to nine hours.' },
      { defect: 'name', text: 'Heavy snow closed the Gotthard pass on Sunday night.' },
      { defect: 'negation', text: 'By Monday noon the road was still closed for cars.' },
      { defect: 'negation', text: 'Several people were injured when heavy snow closed the Brenner pass.' },
      { defect: 'invented', text: 'Heavy snow closed the Brenner pass. Police fined drivers who had no winter tyres.' },
      { defect: 'outside', text: 'The Brenner pass is one of the lowest crossings of the Alps and connects Austria with Italy.' },
      { defect: 'swap', text: 'By Monday noon the road was open for lorries, but cars had to wait until the evening.' },
      { defect: 'name', text: 'Forecasters expect another 20 centimetres on Thursday.' },
    ],
  },
  {
    source: 'For the lentil soup, fry one onion and two carrots in olive oil for five minutes. Add 250 g of red lentils, one litre of vegetable stock and a teaspoon of cumin. Simmer for 20 minutes without a lid. Do not add salt before the lentils are soft. Serve with lemon juice and fresh coriander. The soup keeps for three days in the fridge.',
    honest: [
      'Fry an onion and two carrots in olive oil, then add 250 g red lentils, a litre of vegetable stock and a teaspoon of cumin.',
      'The soup simmers for 20 minutes uncovered and is served with lemon juice and coriander.',
      'Salt should not be added until the lentils are soft.',
      'It can be kept in the fridge for three days.',
    ],
    planted: [
      { defect: 'number', text: 'Add 350 g of red lentils and one litre of vegetable stock.' },
      { defect: 'number', text: 'The soup keeps for five days in the fridge.' },
      { defect: 'negation', text: 'Add salt before the lentils are soft.' },
      { defect: 'negation', text: 'Simmer for 20 minutes with a lid.' },
      { defect: 'invented', text: 'Simmer for 20 minutes, then blend the soup with a cup of cream until smooth.' },
      { defect: 'outside', text: 'Lentils are rich in protein and have been grown in the Middle East for thousands of years.' },
    ],
  },
];

/** The set that is only measured: no limit was chosen by it. */
export const HELD_OUT_CASES: readonly GroundingCase[] = [
  {
    source: 'The Riverdale library moves to Station Square on 1 September. The old building in Park Street shuts its doors on 20 August. Between these dates no books can be borrowed, but books may be returned at the Town Office. The new library has 64 reading places, a music room and a garden. Director Helen Marsh thanks the 30 volunteers who pack the boxes. Membership stays free for everybody under 18.',
    honest: [
      'The Riverdale library is moving to Station Square on 1 September and the Park Street building closes on 20 August.',
      'During the move nobody can borrow books, although returns are accepted at the Town Office.',
      'The new building offers 64 reading places, a music room and a garden.',
      'Helen Marsh, the director, thanked 30 volunteers for packing boxes.',
      'Membership remains free for people younger than 18.',
    ],
    planted: [
      { defect: 'number', text: 'The new library has 46 reading places, a music room and a garden.' },
      { defect: 'number', text: 'The Riverdale library moves to Station Square on 11 September.' },
      { defect: 'name', text: 'The Riverdale library moves to Market Square on 1 September.' },
      { defect: 'name', text: 'Director Sarah Marsh thanks the volunteers who pack the boxes.' },
      { defect: 'invented', text: 'The library moves to Station Square, and the old building will become a hotel.' },
      { defect: 'invented', text: 'The new library has a music room and a garden. It will stay open until midnight at weekends.' },
      { defect: 'negation', text: 'Between these dates books can be borrowed as usual.' },
      { defect: 'negation', text: 'Membership is no longer free for everybody under 18.' },
      { defect: 'outside', text: 'Public libraries play an important role in education and democracy.' },
      { defect: 'swap', text: 'The old building shuts on 1 September and the library moves on 20 August.' },
    ],
  },
  {
    source: 'Kestrel Air cancelled 62 flights on Saturday after a failure of its booking computers. Passengers to Lisbon and Oslo were hit hardest. The airline pays for hotel rooms, but not for missed cruises. Chief executive Paolo Greco said the fault was repaired at 4 am on Sunday. Flights on Sunday run normally. Travellers can change their tickets free of charge until 31 October.',
    honest: [
      'Kestrel Air had to cancel 62 flights on Saturday because its booking computers failed, with Lisbon and Oslo passengers hit hardest.',
      'Hotel rooms are paid for by the airline, but missed cruises are not.',
      'Paolo Greco, the chief executive, said that the problem was fixed at 4 am on Sunday.',
      'Tickets can be changed for free until 31 October.',
      'On Sunday flights operate normally.',
    ],
    planted: [
      { defect: 'number', text: 'Kestrel Air cancelled 26 flights on Saturday.' },
      { defect: 'number', text: 'Travellers can change their tickets free of charge until 30 October.' },
      { defect: 'name', text: 'Passengers to Madrid and Oslo were hit hardest.' },
      { defect: 'name', text: 'Chief executive Paolo Rossi said the fault was repaired on Sunday.' },
      { defect: 'name', text: 'Kestrel Air cancelled 62 flights on Friday after a computer failure.' },
      { defect: 'negation', text: 'The airline also pays for missed cruises.' },
      { defect: 'negation', text: 'Flights on Sunday do not run normally.' },
      { defect: 'negation', text: 'The airline does not pay for hotel rooms.' },
      { defect: 'invented', text: 'Kestrel Air cancelled 62 flights on Saturday. Shares of the company fell sharply.' },
      { defect: 'invented', text: 'The airline pays for hotel rooms and gives every passenger a voucher for food.' },
      { defect: 'outside', text: 'European law entitles passengers to compensation when flights are delayed.' },
    ],
  },
  {
    source: 'The village of Alden plants 1,200 trees this autumn to protect the valley from floods. Farmers give the land along the river, and the county pays 45,000 pounds. Most trees are oaks and willows; spruce is avoided because it does not stand wet ground. School classes help on two days in November. The first results are expected in eight years, says forester Rhys Morgan.',
    honest: [
      'Alden is planting 1200 trees this autumn so that the valley is protected from flooding.',
      'The county contributes 45,000 pounds, and farmers provide land by the river.',
      'Oaks and willows make up most of the trees, while spruce is avoided as it cannot stand wet ground.',
      'Forester Rhys Morgan expects the first results in eight years.',
      'Pupils will help for two days in November.',
    ],
    planted: [
      { defect: 'number', text: 'Alden plants 12,000 trees this autumn to protect the valley.' },
      { defect: 'number', text: 'The county pays 54,000 pounds.' },
      { defect: 'name', text: 'The village of Arden plants trees to protect the valley from floods.' },
      { defect: 'name', text: 'The first results are expected in eight years, says forester Owen Morgan.' },
      { defect: 'negation', text: 'Spruce is preferred because it stands wet ground.' },
      { defect: 'negation', text: 'Farmers do not give the land along the river.' },
      { defect: 'swap', text: 'Farmers pay 45,000 pounds and the county gives the land along the river.' },
      { defect: 'invented', text: 'The village plants trees along the river, and a new footpath will be built next year.' },
      { defect: 'outside', text: 'Climate change is making floods more frequent in many parts of the world.' },
      { defect: 'number', text: 'The first results are expected in eighteen years.' },
    ],
  },
  {
    source: 'Notice to tenants: the lift in house C is out of order. A spare part arrives on Tuesday, and the repair takes about four hours. Until then please use the stairs or the lift in house D. Deliveries can be left with the caretaker, Mr Olsen, in the ground-floor office. Do not use the lift even if the door opens. Rent for May is reduced by 2 percent.',
    honest: [
      'The lift in house C is broken, so tenants should take the stairs or the lift in house D.',
      'The repair takes about four hours once a spare part arrives on Tuesday.',
      'Mr Olsen, the caretaker, accepts deliveries in the ground-floor office.',
      'Tenants must not use the lift even when its door opens.',
      'The May rent goes down by 2%.',
    ],
    planted: [
      { defect: 'number', text: 'The repair takes about fourteen hours.' },
      { defect: 'number', text: 'Rent for May is reduced by 5 percent.' },
      { defect: 'name', text: 'A spare part arrives on Thursday.' },
      { defect: 'name', text: 'Deliveries can be left with the caretaker, Mr Jensen.' },
      { defect: 'negation', text: 'Rent for May is increased by 2 percent.' },
      { defect: 'negation', text: 'You may use the lift if the door opens.' },
      { defect: 'negation', text: 'The lift in house C is working again.' },
      { defect: 'invented', text: 'The lift in house C is out of order. The landlord plans to install a second lift.' },
      { defect: 'outside', text: 'Lifts must be inspected every year by a certified engineer.' },
      { defect: 'swap', text: 'The lift in house D is out of order; please use the lift in house C.' },
    ],
  },
];
