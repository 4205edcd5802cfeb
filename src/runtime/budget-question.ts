import type { Question, VouchError } from '../core/index.js';

const UNITS = { wall: 'seconds', tokens: 'tokens', artifacts: 'bytes of artifacts' } as const;
export type BudgetKind = keyof typeof UNITS;

/** Which budget an error speaks of. */
export function budgetKind(error: VouchError): BudgetKind {
  const kind = error.details?.['budget'];
  return kind === 'wall' || kind === 'tokens' ? kind : 'artifacts';
}

/** The question at the end of a budget; `count` tells several ends in one run apart. */
export function budgetQuestion(error: VouchError, count: number): Question {
  const kind = budgetKind(error);
  return {
    id: `budget-${kind}-${count}`,
    kind: 'budget',
    text: `${error.message} How many more ${UNITS[kind]} may it use? (A number, or "stop" to end with what there is.)`,
    options: [],
  };
}

/** The number in an answer ("60", "60 seconds", "20,000"); `undefined` when the user wants to stop. */
export function parseExtension(answer: string): number | undefined {
  const amount = Number(/\d+(?:\.\d+)?/.exec(answer.replace(/(?<=\d)[,_ ’'](?=\d{3}\b)/g, ''))?.[0] ?? Number.NaN);
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}
