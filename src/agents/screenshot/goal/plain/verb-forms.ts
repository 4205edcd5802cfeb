import { VERBS } from '../vocabulary.js';

/** Participles that do not end in -ed. */
const IRREGULAR: Readonly<Record<string, string>> = {
  begun: 'begin', bought: 'buy', brought: 'bring', chosen: 'choose', cut: 'cut', drawn: 'draw', found: 'find', given: 'give', gone: 'go', hidden: 'hide', hit: 'hit', kept: 'keep', made: 'make', put: 'put', read: 'read', sent: 'send', set: 'set', shown: 'show',
  taken: 'take', told: 'tell', undone: 'undo', written: 'write',
};

const GERUNDS = new Map<string, string>();
const PARTICIPLES = new Map<string, string>(Object.entries(IRREGULAR));
for (const verb of VERBS) {
  const stem = /[^e]e$/.test(verb) ? verb.slice(0, -1) : verb;
  const doubled = /[^aeiou][aeiou][bdgklmnprt]$/.test(verb) ? `${verb}${verb.slice(-1)}` : undefined;
  GERUNDS.set(`${stem}ing`, verb);
  PARTICIPLES.set(/[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`, verb);
  if (doubled === undefined) continue;
  GERUNDS.set(`${doubled}ing`, verb);
  PARTICIPLES.set(`${doubled}ed`, verb);
}

/** "pressing": press. Undefined for what is the form of no verb of instructions. */
export const baseOfGerund = (word: string): string | undefined => GERUNDS.get(word.toLowerCase());

/** "pressed", "chosen": press, choose. */
export const baseOfParticiple = (word: string): string | undefined => PARTICIPLES.get(word.toLowerCase());
