import { Budget, type Question, type RunState, type VouchError } from '../core/index.js';

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

/** The field of the budget that a kind is. */
const FIELD = { wall: 'wallMs', tokens: 'tokens', artifacts: 'artifactBytes' } as const satisfies Record<BudgetKind, keyof Budget>;
/** What one unit of an answer is in the unit of the budget's field. */
const FACTOR = { wall: 1000, tokens: 1, artifacts: 1 } as const satisfies Record<BudgetKind, number>;

/**
 * What a run may use in all after this answer to its budget question: the field of its budget, with all that was granted before.
 * `undefined` for a question about something else, and for an answer that grants nothing.
 */
export function grantedBy(state: Pick<RunState, 'budget' | 'answers'>, questionId: string, answer: string): { readonly field: 'wallMs' | 'tokens' | 'artifactBytes'; readonly total: number } | undefined {
  const kind = kindOf(questionId);
  const more = parseExtension(answer);
  if (kind === undefined || more === undefined) return undefined;
  const field = FIELD[kind];
  return { field, total: allowedTo(state, { questionId, answer })[field] };
}

/** What a run may use in all, with all that was granted since it began, and by this answer. */
export function allowedTo({ budget, answers }: Pick<RunState, 'budget' | 'answers'>, given?: { readonly questionId: string; readonly answer: string }): Budget {
  const total = { ...Budget.parse(budget ?? {}) };
  for (const [id, answer] of new Map([...answers, ...(given ? [[given.questionId, given.answer] as const] : [])])) {
    const kind = kindOf(id);
    if (kind !== undefined) total[FIELD[kind]] += (parseExtension(answer) ?? 0) * FACTOR[kind];
  }
  return total;
}

function kindOf(questionId: string): BudgetKind | undefined {
  const [what, kind] = questionId.split('-');
  return what === 'budget' && kind !== undefined && kind in UNITS ? (kind as BudgetKind) : undefined;
}
