import { splitClauses } from '../../../src/agents/planner/clauses.js';
import { maskConditions } from '../../../src/agents/planner/conditions.js';
import { asMeant } from '../../../src/agents/planner/corrections.js';

test.each([
  ['Keep the right third? No wait, keep the left third.', 'keep the left third.'],
  ['Sum it up. Translate it into Greek, no, sorry, into Dutch.', 'Sum it up. Translate it into Dutch.'],
  ['Cut the first ten seconds, no, wait, twenty. Then read it.', 'Cut the first 20 seconds. Then read it.'],
  ['Make it red. Scratch that. Make it black and white. No wait, sepia please.', 'sepia please.'],
  ['Make it smaller, say 300 wide.', 'Make it smaller, about 300 wide.'],
  ['Take a few, say five, and say hello.', 'Take a few, about five, and say hello.'],
  ['There is no waiting room. Say hello.', 'There is no waiting room. Say hello.'],
  ['Describe the picture.', 'Describe the picture.'],
  ['Write down that we must not forget that the shop shuts at 5.', 'Write down that we must not forget that the shop shuts at 5.'],
  ['Find out who said no, sorry and goodbye.', 'Find out who said no, sorry and goodbye.'],
  ['Translate it into French, or rather German.', 'Translate it into German.'],
  ['Rotate it left, no wait, right.', 'Rotate it right.'],
  ['Rotate it left. No wait? Right!', 'Rotate it Right!'],
  ['Convert it to mp3, sorry, no, to wav. Then send it.', 'Convert it to wav. Then send it.'],
  ['Cut the first ten seconds, no, wait, the last ten.', 'Cut the last ten seconds.'],
  ['No wait, describe it', 'No wait, describe it'],
])('%j is meant as %j', (request, meant) => {
  expect(asMeant(request)).toBe(meant);
});

test('a question about a date in a row of questions is no condition', () => {
  expect(maskConditions("What's the amount and when is it due? Read it aloud.").conditions).toEqual([]);
  expect(maskConditions('Sum it up and when it is longer than a page, shorten it.').conditions).toHaveLength(1);
});

test('a long request is split in no time', () => {
  const goal = Array.from({ length: 180 }, (_, at) => `${['Describe photo number', 'Translate it into French as version', 'Read the version aloud as number'][at % 3] ?? ''} ${at}.`).join(' ');
  splitClauses('Describe it.');
  const begun = process.cpuUsage();
  expect(splitClauses(goal).length).toBeGreaterThanOrEqual(180);
  // It took 20 s and more, and four times as long for twice as much.
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(4000);
});
