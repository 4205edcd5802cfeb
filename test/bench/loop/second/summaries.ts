import { changed, type SamplesByTask } from './samples.js';

const LEASE = 'From 1 February the rent rises from 910 to 965 euros, while the advance for heating falls to 125 euros. The tenants should send back the signed form by 15 December or give notice by 31 January.';
const PROTOCOL = 'To show starch in leaves, leaves from a dark plant and from one under the lamp are boiled, bleached in ethanol at 78 °C and treated with iodine. Leaves from the light turn blue-black, those from the dark stay yellowish.';
const RECIPE = "The author bakes her grandmother's plum cake with 130 g of sugar instead of 200 g and with butter instead of lard.";
const MINUTES = '- The club stays in the community centre, although the rent rises to 42 euros.\n- The youth group has 19 members and needs a second trainer.\n- The winter tournament has seven rounds from 14 November to 30 January.\n- Ten clocks are bought from Varga for 39 euros each.\n- The new website is built by Sabet\'s sister for 150 euros.';
const ITINERARY = 'Mr and Mrs Ostrander travel to Varnby and the lakes from 10 to 17 May, with three nights in the Hotel Linden and four in the Seeblick at Ostrel. They have paid 1,480 pounds, and 620 pounds are due by 19 April.';
const RECALL = 'Morgenfeld recalls its oat bar Honey & Seed because it may contain hazelnuts, which are dangerous for people with an allergy. Bring affected boxes back to the shop for a refund of 3.49 euros.';
const CHAT = "Mila's internet is down because of a fault in her district, which will be mended by 19:00. Her contract costs 44.90 since the lower price ended in January. She takes an offer of 41.90 for 12 months from 1 April.";
const REPORT = "Varnby's handball women lost 27:28 against Eskerholm after a lead of 16:10 at half-time. Brokaw was the best scorer with 9 goals, and Thea Lund scored the winning goal. Varnby stay third, two points behind Eskerholm.";
const MEMO = 'On 6 March at 13:52 a digger cut a cable in Mill Lane, and 3,150 households lost the internet, most until 18:47. The firm had an old plan, so the fault is partly ours. New plans will be sent to firms, deputies get passwords, and a spare cable is planned.';

export const summarySamples: SamplesByTask = {
  'summarise-lease': {
    right: [LEASE, 'The rent goes up to 965 euros from February 1, and new locks are fitted on 5 December. Ms Arvidsson follows Mr Pohl.', 'The landlord raises the rent by 55 euros to 965 euros from 1 February; the garage does not get dearer. The form is to be sent back by 15 December.'],
    wrong: [changed(LEASE, 'from 910 to 965', 'from 965 to 910'), changed(LEASE, 'falls to 125', 'rises to 125'), changed(LEASE, 'From 1 February', 'Soon'), `${LEASE} The garage stays as it is.`, changed(LEASE, '965', '995')],
  },
  'summarise-protocol': {
    right: [PROTOCOL, 'The protocol shows how to test leaves for starch with iodine: those kept in the dark for 48 hours stay brownish, those from the light turn blue-black.', 'Leaves kept in the dark for 48 hours, not 24 hours, and leaves from the lamp are tested for starch with iodine solution.'],
    wrong: [changed(PROTOCOL, 'Leaves from the light turn blue-black, those from the dark stay yellowish', 'Leaves from the dark turn blue-black'), changed(PROTOCOL, 'iodine', 'water'), changed(PROTOCOL, 'a dark plant', 'a plant kept dark for 24 hours'), changed(PROTOCOL, '78', '87'), `${PROTOCOL} Wear goggles all the time and gloves from step 3 on, and put the used ethanol into the canister with the red lid.`],
  },
  'summarise-recipe': {
    right: [RECIPE, 'This is a lighter version of the plum cake of grandmother Agnes.', 'A recipe for a plum cake as the author\'s grandmother made it, but with less sugar and without lard.'],
    wrong: [changed(RECIPE, '130 g of sugar instead of 200 g', '100 g of sugar and 20 eggs'), `${RECIPE} It keeps for four days.`, changed(RECIPE, 'and with butter instead of lard', 'and with lard'), 'A recipe for an apple cake that is lighter than that of the grandmother.'],
  },
  'summarise-minutes': {
    right: [MINUTES, changed(MINUTES, 'The club stays in', 'The club will remain in'), changed(MINUTES, 'from Varga for 39 euros each', 'from Varga, although Gambit Shop was cheaper')],
    wrong: [changed(MINUTES, 'bought from Varga for 39', 'bought from Gambit Shop for 33'), changed(MINUTES, 'The club stays in the community centre, although the rent rises to 42 euros', 'The club will stay but moves to the parish hall'), changed(MINUTES, '- Ten clocks are bought from Varga for 39 euros each.\n', ''), changed(MINUTES, 'The winter tournament has', 'Prewett reports that the winter tournament has')],
  },
  'summarise-itinerary': {
    right: [ITINERARY, 'From 10 May to 17 May the Ostranders visit Varnby and Lake Sorne. They see the town, the Clock Museum and a salt mine.', changed(ITINERARY, 'three nights in the Hotel Linden and four in the Seeblick', 'stays in two hotels')],
    wrong: [changed(ITINERARY, 'three nights in the Hotel Linden and four in the Seeblick', 'four nights in the Hotel Linden and three in the Seeblick'), changed(ITINERARY, '10 to 17 May', '10 to 16 May'), changed(ITINERARY, 'They have paid 1,480 pounds, and 620 pounds are due by 19 April', 'They have paid 620 pounds, and 1,480 pounds are due'), `${ITINERARY} The journey can be cancelled free of charge until 26 April.`],
  },
  'summarise-recall': {
    right: [RECALL, 'Oat bars Honey & Seed with dates 12 and 19 September are called back, since they may contain hazelnuts; people with a nut allergy are at risk.', changed(RECALL, 'Bring affected boxes back to the shop', 'Do not send boxes by post; bring them to the shop')],
    wrong: [changed(RECALL, 'Honey & Seed', 'bars Honey & Nut').replace('its oat bar', 'its'), changed(RECALL, 'for people with an allergy', 'for everybody, also without an allergy'), changed(RECALL, 'Bring affected boxes back to the shop', 'Send the boxes back by post'), changed(RECALL, '3.49', '4.39'), changed(RECALL, ', which are dangerous for people with an allergy', '')],
  },
  'summarise-chat': {
    right: [CHAT, changed(CHAT, 'Her contract costs 44.90 since the lower price ended in January', 'She complains about her bill of 44.90'), changed(CHAT, 'She takes an offer of 41.90 for 12 months', 'She declines 24 months and gets a contract for 41.90')],
    wrong: [changed(CHAT, '41.90 for 12 months', '37.90 for 24 months'), changed(CHAT, 'because of a fault in her district', 'because her router is faulty'), changed(CHAT, '41.90', '49.10'), changed(CHAT, 'Her contract costs 44.90 since the lower price ended in January. ', ''), changed(CHAT, 'because of a fault in her district', 'because the router is broken and there is a fault in the area')],
  },
  'summarise-report': {
    right: [REPORT, changed(REPORT, "Varnby's handball women lost 27:28 against Eskerholm", "Eskerholm beat Varnby's handball women 28:27"), changed(REPORT, 'after a lead of 16:10 at half-time', 'although they had led by six goals at half-time')],
    wrong: [changed(REPORT, "Varnby's handball women lost 27:28 against Eskerholm", 'Varnby won 28:27 against Eskerholm'), changed(REPORT, 'Thea Lund scored the winning goal', 'Brokaw scored the winning goal'), changed(REPORT, '27:28', '26:28'), changed(REPORT, ' Varnby stay third, two points behind Eskerholm.', ''), changed(REPORT, 'Brokaw was the best scorer', "Varnby's Brokaw was the best scorer")],
  },
  'summarise-memo': {
    right: [MEMO, changed(MEMO, 'most until 18:47', 'most of them for about five hours'), changed(MEMO, ' The firm had an old plan, so the fault is partly ours.', ' Telephone and television went on working, and the hospital noticed nothing.')],
    wrong: [changed(MEMO, '13:52', '14:52'), changed(MEMO, 'lost the internet', 'lost the internet and the telephone'), changed(MEMO, 'the fault is partly ours', "the fault is the firm's alone").replace('The firm had', 'The firm alone had'), changed(MEMO, 'at 13:52 a digger cut a cable', 'an outage started at 18:47 as a digger cut a cable'), changed(MEMO, '3,150', '240')],
  },
};
