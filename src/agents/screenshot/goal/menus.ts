import type { Clause } from './clauses.js';
import { quotesIn, withQuotes } from './quoted.js';
import type { SubGoal } from './sub-goal.js';

/** Verbs by which one goes on in a menu. */
const STEP = /^(?:go|navigate|move|point|hover)(?: (?:to|at|on|over))? (.+)$|^(?:click(?: on)?|press|tap|open|choose|select|pick|take)(?: on)? (.+)$/i;
const NAME = /^(?:the )?(?:⟦\d+⟧|[\p{L}\p{N}-]+(?: [\p{L}\p{N}-]+){0,2})(?: (?:entry|item|menu|sub-?menu|option))?$/iu;

/** "In the menu ⟦0⟧ open ⟦1⟧ and choose ⟦2⟧" is one way through a menu; undefined where a sentence says anything else. */
export function menuPath(clauses: readonly Clause[], passages: readonly string[]): SubGoal | undefined {
  const scope = clauses[0]?.scope;
  if (scope === undefined || !/\bmenu\b/i.test(scope)) return undefined;
  const steps = clauses.map(({ text }) => {
    const match = STEP.exec(text);
    const name = match?.[1] ?? match?.[2] ?? '';
    return NAME.test(name) ? nameOf(name, passages) : undefined;
  });
  if (steps.some((step) => step === undefined)) return undefined;
  const own = quotesIn(scope, passages)[0] ?? scope.replace(/^the\s+/i, '').replace(/\s*\bmenu(?: bar)?\b\s*/i, '').trim();
  return { kind: 'menu', words: clauses.map(({ text }) => withQuotes(text, passages)).join(', '), items: [...(/^(?:main|top|navigation|page)?$/i.test(own) ? [] : [own]), ...(steps as string[])] };
}

const nameOf = (phrase: string, passages: readonly string[]): string => quotesIn(phrase, passages)[0] ?? phrase.replace(/^the\s+/i, '').replace(/\s+(?:entry|item|menu|sub-?menu|option)$/i, '').trim();
