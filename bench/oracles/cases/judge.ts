import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { fill, honest, parallelText, passagesOf, templatesOf, withWrongSlot, type Filled } from '../material/index.js';

/** What is asked for a text, and what a good answer to it is. */
interface Task {
  readonly requirement: string;
  readonly source: string;
  readonly good: string;
  readonly filled: Filled;
}

function task({ half, random }: Kit): Task {
  const filled = fill(random.pick(templatesOf(half).filter(({ language }) => language === 'en')), random);
  const claims = random.some(filled.template.claims, 3);
  const [requirement, good] = random.pick([
    ['Sum the text up in three sentences.', honest(filled, random, claims)],
    ['Give me three facts of the text as bullet points.', claims.map((claim) => `- ${honest(filled, random, [claim])}`).join('\n')],
    ['Write one sentence about the text.', honest(filled, random, claims.slice(0, 1))],
  ] as const);
  return { requirement, source: filled.text, good, filled };
}

function judged(what: string, answer: (task: Task, kit: Kit) => string): Maker {
  return maker(what, (kit) => {
    const asked = task(kit);
    const text = answer(asked, kit);
    return { subject: valueSubject(text, { inputs: [textInput(asked.source)] }), params: { requirement: asked.requirement }, note: `${asked.requirement} SAYS ${text}` };
  });
}

const requirementMet: OracleCases = {
  defects: [
    judged('an excuse', (_, { random }) => random.pick(['I am sorry, but I cannot do that.', 'As an AI I cannot read this text.', 'Please give me the text first.'])),
    judged('an answer about something else', (_, kit) => kit.random.pick(passagesOf(kit.half, 'en')).sentences.slice(0, 2).join(' ')),
    judged('a wrong value', ({ filled, good }, kit) => withWrongSlot(filled, kit.random)?.text ?? good.replace(/\d/g, '7')),
    judged('in another language', (_, kit) => parallelText(kit.half, kit.random).sentences('de').slice(0, 3).join(' ')),
    judged('the order said back', ({ requirement }) => requirement),
    judged('nothing of use', (_, { random }) => random.pick(['Done.', 'Here is the summary:', 'Sure! I can help with that.'])),
  ],
  clean: [judged('what was asked for', ({ good }) => good)],
};

/** By oracle. */
export const judgeCases: Readonly<Record<string, OracleCases>> = { requirement_met: requirementMet };
