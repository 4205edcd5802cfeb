import type { ModelClient, PlanRequest, ToolSpec } from '../../core/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import type { MaskedRequest } from './quoted-text.js';
import type { RankedClause } from './select.js';

/** How much the language model is asked. */
export interface Effort {
  /** A clause is asked about where its best tool is less than this ahead of the next, or fits less than `sure` itself. */
  readonly clearLead: number;
  readonly sure: number;
  /** Tools that the model chooses among, beside "none". */
  readonly options: number;
  /** Clauses of one request that the model is asked about, the closest calls first. */
  readonly questions: number;
  /** Orders of the options in which each question is asked: small models favour a place in a list. */
  readonly orders: number;
}

export const EFFORT = {
  typed: { clearLead: 0.15, sure: 0.5, options: 4, questions: 2, orders: 2 },
  thorough: { clearLead: 0.4, sure: 0.8, options: 5, questions: 6, orders: 3 },
} as const satisfies Record<string, Effort>;

/** What certainty of the model adds to a fit. */
const WEIGHT = 0.35;
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'];
/** Quoted texts above this length stay marks in the question. */
const QUOTE_LENGTH = 60;

/**
 * Lets the language model settle close calls: it gives the probability of each of the few likeliest tools and of "none",
 * asked in several orders.
 */
export async function settleCloseCalls(clauses: readonly RankedClause[], request: PlanRequest, wording: MaskedRequest, models: ModelClient, effort: Effort): Promise<RankedClause[]> {
  if (!models.has('chat') || !models.canScore()) return [...clauses];
  const close = clauses
    .map((clause, at) => ({ clause, at, lead: leadOf(clause.scores) }))
    .filter(({ lead }) => lead.ahead <= effort.clearLead || lead.best <= effort.sure)
    .sort((a, b) => a.lead.ahead - b.lead.ahead)
    .slice(0, effort.questions);
  const settled = [...clauses];
  for (const { clause, at } of close) settled[at] = { ...clause, scores: await asked(clause, request, wording, models, effort) };
  return settled;
}

function leadOf(scores: readonly number[]): { best: number; ahead: number } {
  const [best = 0, next = 0] = [...scores].sort((a, b) => b - a);
  return { best, ahead: best - next };
}

async function asked(clause: RankedClause, request: PlanRequest, wording: MaskedRequest, models: ModelClient, effort: Effort): Promise<number[]> {
  const likeliest = request.tools
    .map((tool, at) => ({ tool, at, score: clause.scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, effort.options);
  const sums = new Map<number | undefined, number>();
  const orders = [likeliest, [...likeliest].reverse(), inwards(likeliest)].slice(0, effort.orders);
  for (const order of orders) {
    const options = [...order.map(({ tool, at }) => ({ at, line: describe(tool) })), { at: undefined, line: 'none' }];
    const { messages } = loadPrompt('planner/choose').render({
      goal: wording.unmask(wording.masked, QUOTE_LENGTH),
      clause: wording.unmask(clause.text, QUOTE_LENGTH),
      options: options.map(({ line }, place) => `${LETTERS[place] ?? ''}. ${line}`).join('\n'),
    });
    const reply = await models.score({ messages, candidates: options.map((_, place) => LETTERS[place] ?? '') }, { signal: request.signal });
    for (const [place, { at }] of options.entries()) sums.set(at, (sums.get(at) ?? 0) + (reply.logProbabilities[place] ?? -Infinity) / orders.length);
  }
  const total = [...sums.values()].reduce((sum, log) => sum + Math.exp(log), 0);
  const share = (at: number | undefined): number => Math.exp(sums.get(at) ?? -Infinity) / (total || 1);
  return clause.scores.map((score, at) => score + WEIGHT * (sums.has(at) ? share(at) - 1 / sums.size : -1 / sums.size) - WEIGHT * (share(undefined) - 1 / sums.size));
}

/** The middle ones first. */
function inwards<T>(items: readonly T[]): T[] {
  const middle = Math.floor(items.length / 2);
  return [...items.slice(middle), ...items.slice(0, middle)];
}

/** Name and first sentence of the description. */
function describe(tool: ToolSpec): string {
  return `${tool.name}: ${tool.description.split(/(?<=\.)\s/)[0] ?? ''}`;
}
