import type { ModelClient, PlanRequest, ToolSpec } from '../../core/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import type { MaskedRequest } from './quoted-text.js';
import type { RankedClause } from './select.js';

/** A clause is asked about where its best tool is less than this ahead of the next, or fits less than `SURE` itself. */
const CLEAR_LEAD = 0.15;
const SURE = 0.5;
/** Tools that the model chooses among, beside "none". */
const OPTIONS = 4;
/** Clauses of one request that the model is asked about, the closest calls first. */
const QUESTIONS = 2;
/** What certainty of the model adds to a fit. */
const WEIGHT = 0.35;
const LETTERS = ['A', 'B', 'C', 'D', 'E'];
/** Quoted texts above this length stay marks in the question. */
const QUOTE_LENGTH = 60;

/**
 * Lets the language model settle close calls: it gives the probability of each of the few likeliest tools and of "none",
 * asked in two orders because small models favour a place in a list.
 */
export async function settleCloseCalls(clauses: readonly RankedClause[], request: PlanRequest, wording: MaskedRequest, models: ModelClient): Promise<RankedClause[]> {
  if (!models.has('chat') || !models.canScore()) return [...clauses];
  const close = clauses
    .map((clause, at) => ({ clause, at, lead: leadOf(clause.scores) }))
    .filter(({ lead }) => lead.ahead <= CLEAR_LEAD || lead.best <= SURE)
    .sort((a, b) => a.lead.ahead - b.lead.ahead)
    .slice(0, QUESTIONS);
  const settled = [...clauses];
  for (const { clause, at } of close) settled[at] = { ...clause, scores: await asked(clause, request, wording, models) };
  return settled;
}

function leadOf(scores: readonly number[]): { best: number; ahead: number } {
  const [best = 0, next = 0] = [...scores].sort((a, b) => b - a);
  return { best, ahead: best - next };
}

async function asked(clause: RankedClause, request: PlanRequest, wording: MaskedRequest, models: ModelClient): Promise<number[]> {
  const likeliest = request.tools
    .map((tool, at) => ({ tool, at, score: clause.scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, OPTIONS);
  const sums = new Map<number | undefined, number>();
  for (const order of [likeliest, [...likeliest].reverse()]) {
    const options = [...order.map(({ tool, at }) => ({ at, line: describe(tool) })), { at: undefined, line: 'none' }];
    const { messages } = loadPrompt('planner/choose').render({
      goal: wording.unmask(wording.masked, QUOTE_LENGTH),
      clause: wording.unmask(clause.text, QUOTE_LENGTH),
      options: options.map(({ line }, place) => `${LETTERS[place] ?? ''}. ${line}`).join('\n'),
    });
    const reply = await models.score({ messages, candidates: options.map((_, place) => LETTERS[place] ?? '') }, { signal: request.signal });
    for (const [place, { at }] of options.entries()) sums.set(at, (sums.get(at) ?? 0) + (reply.logProbabilities[place] ?? -Infinity) / 2);
  }
  const total = [...sums.values()].reduce((sum, log) => sum + Math.exp(log), 0);
  const share = (at: number | undefined): number => Math.exp(sums.get(at) ?? -Infinity) / (total || 1);
  return clause.scores.map((score, at) => score + WEIGHT * (sums.has(at) ? share(at) - 1 / sums.size : -1 / sums.size) - WEIGHT * (share(undefined) - 1 / sums.size));
}

/** Name and first sentence of the description. */
function describe(tool: ToolSpec): string {
  return `${tool.name}: ${tool.description.split(/(?<=\.)\s/)[0] ?? ''}`;
}
