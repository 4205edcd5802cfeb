import type { SamplesByTask } from './samples.js';

/** More answers, as a writer puts them that copies or says at length. */
export const longerSamples: SamplesByTask = {
  'answer-lease-heating': {
    right: ['The monthly advance for heating from February on is 125 euros.', 'From 1 February the advance falls from 140 to 125 euros because the house was insulated.', '€125', 'The advance for heating falls at the same time, from 140 to 125 euros, because the house was insulated in summer.'],
    wrong: ['The advance rises to 140 euros.', '965 euros', 'It falls from 125 to 140 euros.', 'It is 910 euros instead of 125.'],
  },
  'answer-lease-sunday': {
    right: ['They should ring the emergency service at 0432 77 19 99 on Sundays.', '0432771999'],
    wrong: [],
  },
  'answer-bulletin-choir': {
    right: ['Ms Ferro leads the choir while Mrs Kaminski is on leave until 10 June.', 'Mr Bello takes her class (4b), and Ms Ferro takes her choir.'],
    wrong: [],
  },
  'answer-bulletin-rain': {
    right: ['Sports day will be on 28 June if it rains.', 'It is now on 21 June, in the stadium. If it rains, it will be on 28 June.', '28 June.'],
    wrong: [],
  },
  'answer-protocol-young': {
    right: ['Young leaves need only 5 minutes.', 'Young leaves stay in the ethanol for 5 minutes.', '5 min', 'Keep them in the water bath at 78 °C for 8 minutes, until they are pale. Young leaves need only 5 minutes.', '5'],
    wrong: ['60 seconds', '5 minutes longer than 8 minutes, so 13 minutes'],
  },
  'answer-recall-sold': {
    right: ['The affected boxes were sold until 22 March.', 'The boxes were sold from 4 to 22 March in the shops of Kranich and Tulla.'],
    wrong: [],
  },
  'answer-report-lisk': {
    right: ['Weil will miss both matches, Wirth only the one in the cup.', 'Jonna Weil will miss the match against Lisk.', 'Goalkeeper Weil'],
    wrong: ['Weil and Wirth will both miss it.', 'Wirth'],
  },
  'answer-memo-last': {
    right: ['The last 240 households had the internet back at 20:05.', 'For most households the internet was back at 18:47, for the last 240 at 20:05.'],
    wrong: [],
  },
  'answer-minutes-clocks': {
    right: ['The cheaper offer of Gambit Shop (33 euros) was declined because delivery would take nine weeks.', 'Because the delivery would take nine weeks. Lunt voted against.'],
    wrong: [],
  },
  'answer-chat-price': {
    right: ['Mila will pay 41.90 euros a month from 1 April.', '€41.90 per month', 'For 12 months it would be 41.90, with 50 megabits as now.', '41,90 euros'],
    wrong: ['She agreed to 37.90.', '44.90 from 1 April, not 41.90'],
  },
  'answer-recall-beller': {
    right: ['No, your box is not one of the affected boxes, as shops of Beller were not supplied.', 'Shops of Beller were not supplied.', 'No, it is not affected.'],
    wrong: [],
  },
  'answer-bicycle-tandem': {
    right: ['No, the tandem is not hired out by the week.', 'No, you can only hire it for a half day or a day.'],
    wrong: [],
  },
  'answer-lease-cellar': {
    right: ['Yes, the old keys will still open the cellar after the locks are changed.', 'After that day the old keys no longer open the front door, but they still open the cellar.'],
    wrong: [],
  },
  'answer-recipe-spelt': {
    right: ['Yes, you can make the cake with spelt flour, but take two spoonfuls of milk more.', 'Yes, Agata, but take two spoonfuls of milk more.'],
    wrong: [],
  },
  'answer-bicycle-dearer': {
    right: ['The electric bike costs more for a day (34 euros) than the tandem (32 euros).', 'Electric bike', 'The electric bike costs more than the tandem, which costs 32.', 'The tandem is cheaper; the electric bike costs 34.'],
    wrong: ['Tandem (34) is more than electric bike (32).', 'The tandem.', 'The tandem at 32 euros costs more than the electric bike at 22.'],
  },
  'answer-museum-older': {
    right: ['The Moon Clock, built in 1768, is older than the Small Moon Clock, made in 1791.', 'The Moon Clock is older.', 'The Moon Clock, as the Small Moon Clock was made in 1791.', 'The Moon Clock (1768) is older than the Small Moon Clock (1791).'],
    wrong: ['The Small Moon Clock, since 1768.', 'The tower clock of 1511.', 'The Small Moon Clock (1768) is older.', 'The Small Moon Clock was built first, before the Moon Clock.'],
  },
  'answer-report-saves': {
    right: ['Jonna Weil saved more shots (eleven) than Carla Dinu (three).', 'Weil saved eleven shots and Dinu three.'],
    wrong: ['Carla Dinu with eleven.', 'Dinu saved more shots than Weil.'],
  },
  'open-bulletin-teacher': {
    right: ['The text does not say which teacher goes to the salt mine with Year 5.', 'The text does not mention a teacher. Mr Bello takes the class 4b.'],
    wrong: [],
  },
  'open-minutes-members': {
    right: ['The text does not say how many members the whole chess club has.', 'The text does not specify the number; the youth group has 19 members.'],
    wrong: [],
  },
  'summarise-chat': {
    right: ["Mila contacts Sorne Telecom because her internet has been down since 14:10. Ruben says that there is a fault in her district and adds 10 gigabytes to her mobile plan. Oksana explains the bill and Mila takes a 12-month contract at 41.90 from 1 April."],
    wrong: [],
  },
  'summarise-report': {
    right: ['Varnby lost 27:28 to Eskerholm at home despite leading 16:10 at half-time. Ida Brokaw was the best scorer with nine goals, and Thea Lund scored the winning goal. Varnby stay third with 21 points, two behind Eskerholm.', 'Eskerholm won 28:27 in Varnby. Varnby had led by six goals at the break. Lund scored the winner with eleven seconds left.'],
    wrong: ['Varnby beat Eskerholm 28:27. It was close. They led 16:10.', 'Eskerholm lost 27:28 in Varnby. They had led by six goals at half-time. Lund scored.'],
  },
  'summarise-memo': {
    right: ['On 6 March a digger cut a fibre cable in Mill Lane, and 3,150 households lost the internet, while telephone and television went on working. The building firm Hartung had an old plan. The repair cost 18,600 euros. New plans will be sent to firms and deputies get passwords.', 'A digger cut the fibre cable at 13:52, cutting internet for 3,150 households. Most were back at 18:47, the last 240 at 20:05. The firm had an old plan from 2017. The hospital was not affected.'],
    wrong: ['On 6 March a digger cut a cable and 3,150 households lost internet and telephone. Plans are sent to firms.'],
  },
  'summarise-lease': {
    right: ['The rent rises from 910 to 965 euros from 1 February, but the advance for heating falls from 140 to 125 euros. New locks are fitted on 5 December, and Ms Arvidsson replaces Mr Pohl.', 'The rent will increase from 910 to 965 euros a month from 1 February, while the heating advance will decrease from 140 to 125 euros. The tenants must return the form by 15 December or they may give notice by 31 January.'],
    wrong: [],
  },
  'summarise-itinerary': {
    right: ['The Ostranders travel from 10 to 17 May to Varnby and Ostrel, where they take a boat trip and visit the Clock Museum and the salt mine. The remaining 620 pounds are due by 19 April.', 'This is an 8-day journey to Varnby and the lakes from 10 to 17 May. They stay in two hotels and take a boat trip.'],
    wrong: [],
  },
  'summarise-protocol': {
    right: ['The protocol tests leaves kept in the dark and under a lamp for starch: they are boiled, put into ethanol at 78 °C, rinsed and covered with iodine solution. Leaves from light turn blue-black, those from the dark stay yellowish brown.'],
    wrong: [],
  },
  'summarise-recipe': {
    right: ["A lighter version of the author's grandmother's plum cake uses 130 g of sugar and butter instead of lard, and is baked at 175 °C for 45 minutes."],
    wrong: [],
  },
  'summarise-recall': {
    right: ['Morgenfeld is recalling oat bars Honey & Seed with best-before dates 12 and 19 September because bars with hazelnuts and soya were packed into the boxes by mistake, which may be dangerous for people with a nut allergy.'],
    wrong: [],
  },
  'summarise-minutes': {
    right: ['- The community centre raises the rent from 35 to 42 euros; the club stays there for the time being.\n- The youth group has 19 members and needs a second trainer; Moll will help until Christmas.\n- The winter tournament runs from 14 November to 30 January with 7 rounds.\n- 10 digital clocks are bought from Varga for 39 euros each; the cheaper offer of Gambit Shop was declined.\n- The old site is switched off on 31 December.'],
    wrong: [],
  },
  'rewrite-memo-measures': {
    right: ['- Annika Roth: Send all new plans to building firms by 31 March.\n- Denis Clay: Give each deputy a password by 15 March.\n- Yusuf Baran: Get an offer for a spare cable through Quay Street by 30 April.', '- Plans: sent to building firms by Annika Roth by 31 March\n- Passwords: given to each deputy by Denis Clay by 15 March\n- Spare cable: offer obtained by Yusuf Baran by 30 April'],
    wrong: [],
  },
  'rewrite-museum-entry': {
    right: ['- Adults: 11 euros; pensioners and students: 8 euros\n- Children (6 to 16): 4 euros; younger: free\n- Family ticket (two adults and up to three children): 24 euros\n- School groups: 3 euros a child, two teachers free\n- "Lost Time": 2 euros more for adults, nothing for children\n- First Sunday of the month: half price for everybody', '- Adults pay €11, pensioners and students €8.\n- Children aged 6-16 pay €4, under 6 go free.\n- A family ticket costs €24.\n- School groups pay €3 per child and 2 teachers come in free.\n- "Lost Time" costs adults €2 more.\n- Everyone pays half on the first Sunday of the month.'],
    wrong: [],
  },
  'rewrite-recipe-steps': {
    right: ['1. Beat the butter with the sugar for 5 minutes, then add the eggs one after the other.\n2. Fold in the flour and the baking powder, then the milk.\n3. Lay the halved plums on the dough, cut side up.\n4. Bake at 175 °C for 45 minutes.\n5. 10 minutes before the end, strew on the almonds.', '1. Beat butter and sugar for 5 minutes.\n2. Add the eggs one after the other.\n3. Fold in the flour and baking powder, then the milk.\n4. Lay the halved plums on the dough, cut side up, and bake at 175 °C for 45 minutes.\n5. Add the almonds 10 minutes before it is done.'],
    wrong: [],
  },
  'rewrite-bulletin-message': {
    right: ['Dear parents of Year 4, our trip to the Clock Museum in Varnby is on Tuesday 14 May. The bus leaves at 8:20 and returns at 15:45. Cost: 9.50 euros, please pay by 8 May. Packed lunch needed.', 'Trip: Year 4 to the Clock Museum, 14 May, bus 8:20, back 15:45. 9.50 euros by 8 May (Year 5 goes to the mine on 16 May and needs jackets).'],
    wrong: ['Year 4 trip to the museum on 14 May, bus at 8:20, back at 17:15. Pay 9.50 euros by 8 May.', 'Year 4: museum, 14 May, bus 8:20, 9.50 euros, pay by 8 May. Bring a warm jacket.'],
  },
  'rewrite-recall-plain': {
    right: ['Morgenfeld is recalling its Honey & Seed oat bars. The box has 6 bars. The best-before dates are 12 September and 19 September. Honey & Nut bars were packed into these boxes by mistake. They contain hazelnuts and traces of soya. This is not on the box. They may be dangerous for people with a nut allergy. Everyone else can eat them safely.'],
    wrong: [],
  },
  'rewrite-report-headline': {
    right: ['Varnby lose after leading 16:10', 'Varnby Throws Away Six-Goal Lead', 'Eskerholm Wins 28:27 Against Varnby', 'Heartbreak for Varnby as Eskerholm snatch late victory', "Eskerholm's comeback stuns Varnby", "Varnby Women's Handball Loses to Eskerholm 27:28"],
    wrong: ['Varnby wins 28:27', 'Handball thriller in Varnby', 'Eskerholm lose in Varnby'],
  },
  'rewrite-itinerary-terms': {
    right: ['Luggage: one case up to 20 kg, hand luggage up to 8 kg each; second case 35 pounds in advance, 55 pounds at the airport. Paid: 1,480 pounds; 620 pounds due by 19 April. Cancelling is free until 26 April; after that 40 %, from 3 May 80 %.', 'One 20 kg case and 8 kg of hand luggage each. A second case costs £35 in advance or £55 at the airport. £620 is due by 19 April. Free cancellation until 26 April, then 40% and from 3 May 80%.'],
    wrong: [],
  },
  'rewrite-slip-formal': {
    right: ['Dear Mr. Kessler,\n\nI am writing regarding the touring bicycle I rented from you on May 13. The chain came off three times, and we returned late at 18:50. You therefore charged an additional 6 euros. I do not find this acceptable, as it was not my fault. I request a refund of the 6 euros and my deposit of 50 euros, which I forgot to take with me. My number is 0660 41 27.\n\nSincerely,\nJulian Ostrander'],
    wrong: [],
  },
  'rewrite-lease-short': {
    right: ['Dear Ms Drew, dear Mr Rafiq,\nFrom 1 February your rent rises from 910 to 965 euros a month, and the advance for heating falls from 140 to 125 euros. Please sign and return the form by 15 December. If you do not agree, you may give notice by 31 January. New locks are fitted on Thursday 5 December between 8 and 11 am. From 1 December please ring Ms Ines Arvidsson (0432 77 15 60), at night and on Sundays the emergency service (0432 77 19 99).\nTheodor Brandauer'],
    wrong: [],
  },
  'compared-opening': {
    right: ['No, the museum is closed on Mondays, and the visit is planned for Monday 13 May.', 'According to the itinerary they visit the Clock Museum on Monday, 13 May. The museum is open Wednesday to Sunday, so it is not open on that day.', 'The Clock Museum is closed on Mondays.'],
    wrong: ['Yes, the museum is open on Monday.', 'The museum is open from Wednesday to Sunday from 10 to 17, on Thursdays to 20.', 'No, the visit is on Tuesday.'],
  },
  'compared-outage': {
    right: ['According to the customer in the chat the outage began at 14:10, and according to the memo at 13:52.', 'Chat: 14:10. Memo: 13:52.', 'The outage began at 14:10 according to Mila and 13:52 according to the memo.'],
    wrong: ['Both say 14:10.', '13:52 in the chat and 14:10 in the memo.', 'The customer says 14:10 and the memo says 14:09.'],
  },
  'compared-entry': {
    right: ['By the bulletin a child pays 9.50 euros for the trip, and the museum charges 3 euros a child for school groups.', '9.50 euros and 3 euros.', 'The trip costs 9.50 euros per child, and the museum charges school groups 3 euros per child.'],
    wrong: ['9.50 euros and 4 euros', '3 euros by the bulletin, 9.50 euros by the museum', '13 euros; 3 euros'],
  },
  'steps-memo': {
    right: ['The outage began at 13:52, the internet was back for most households at 18:47, and 3,150 households lost it.'],
    wrong: [],
  },
  'translate-locks': {
    right: ['Neue Schlösser werden am Donnerstag, den 5. Dezember zwischen 8 und 11 Uhr morgens angebracht. Jemand muss zuhause sein. Jede Wohnung bekommt drei Schlüssel kostenlos; ein weiterer Schlüssel kostet 18 Euro. Nach diesem Tag öffnen die alten Schlüssel nicht mehr die Vordertür, aber sie öffnen immer noch den Keller.'],
    wrong: [],
  },
  'translate-return': {
    right: ["Ramenez les boîtes dans le magasin où vous les avez achetées. Vous récupérez le prix complet de 3,49 euros, également sans reçu. Veuillez ne pas nous envoyer de boîtes par courrier. Quiconque a mangé une telle barre et ressent des démangeaisons ou a des difficultés à respirer doit appeler un médecin immédiatement."],
    wrong: [],
  },
  'translate-cause': {
    right: ['Causa. La empresa de construcción Hartung tenía un plano de nuestros cables, pero uno antiguo de 2017. El cable se movió en 2021. Enviamos el nuevo plano a la ciudad, pero no a la empresa. Así que la culpa es parcialmente nuestra.', 'Causa: La empresa constructora Hartung tenía un plan de nuestros cables, pero uno viejo de 2017. El cable fue movido en 2021. Hemos enviado el plan nuevo a la ciudad, pero no a la firma. Por lo tanto, la falla es en parte nuestra.'],
    wrong: [],
  },
  'translate-quotes': {
    right: ['"Wir haben aufgehört zu rennen", sagte der Trainer von Varnby, Pavel Strand. "Das ist auch mein Fehler, denn ich habe die Spieler zu spät gewechselt." Hoff sprach vom Glück: "Ein Unentschieden wäre fair gewesen."'],
    wrong: [],
  },
};
