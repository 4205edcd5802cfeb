import { accepts, isMedia, Modality, type Given, type Port, type ToolSpec } from '../../core/index.js';
import { asksFact } from './clause-kinds.js';
import { SUBJECTS } from './condition-reading.js';
import { carriedWords } from './carried-words.js';
import type { ClauseCondition } from './conditions.js';
import { makesOtherKind } from './named-results.js';
import { onlyReduces } from './reduce.js';
import { statedLimits } from './stated-limits.js';
import { statesParameter } from './parameters.js';
import { REMOVES } from './stated-times.js';
import { conversions, needsMaterial, requiredContent } from './type-paths.js';

/** A piece of the request with how well each tool fits it. */
export interface RankedClause {
  readonly text: string;
  /** Place among the clauses of the request. */
  readonly place: number;
  readonly on?: ClauseCondition | undefined;
  /** In the order of the tools. */
  readonly scores: readonly number[];
}

/** A tool that the request asks for, with the words that ask. */
export interface Pick {
  readonly tool: ToolSpec;
  /** With the words of later clauses that only go on with the same work. */
  readonly clause: string;
  /** Place of the first words among the clauses of the request. */
  readonly place: number;
  readonly score: number;
  /** What must hold for the work to be done. */
  readonly on?: ClauseCondition | undefined;
  /** The same work as that of the pick before it, on the same things, with another result: "into French and into Spanish". */
  readonly twin?: true;
}

/** Below this no tool is meant. */
const NONE = 0.42;
/** Below this not even a request that would otherwise get nothing means the tool. */
const FLOOR = 0.3;
const BEAM = 24;
const CHOICES = 6;
const COST = { unreachable: 0.3, convertible: 0.15, beside: 0.25, secondMissing: 0.03, noAddress: 0.25, ignoresNamed: 0.08, ignoresSpokenOf: 0.03, repeat: 0.02, again: 0.2, drops: 0.1, reduces: 0.15, changes: 0.3, leaves: 0.2, takesAll: 0.08, onlyMedia: 0.15, invents: 0.12, otherKind: 0.3 };

/** What was chosen, and the clauses that no choice serves. */
export interface Selection {
  readonly picks: readonly Pick[];
  readonly unmet: readonly string[];
}

interface State {
  readonly picks: readonly Pick[];
  /** Clauses that a pick serves: its own, and those that only say the same work again. */
  readonly served: readonly string[];
  readonly available: readonly string[];
  readonly total: number;
}

/**
 * Chooses one tool or none for each clause, in order, so that the sum of fits is highest, where a tool whose inputs
 * nothing can provide at that place costs, and so does one that has no port for a file that its clause names (beam search). `hasText`: texts may
 * stand in the request itself.
 */
export function selectTools(clauses: readonly RankedClause[], tools: readonly ToolSpec[], givens: readonly Given[], hasText: boolean): Selection {
  const reachable = conversions(tools);
  const available = [...givens.map((given) => given.modality), ...(hasText ? [Modality.text] : [])];
  let beam: State[] = [{ picks: [], served: [], available, total: 0 }];
  for (const clause of clauses) {
    const named = givens.filter((given) => clause.text.includes(given.name) || SUBJECTS[given.modality]?.test(clause.text)).map((given) => given.modality);
    const choices = clause.scores.map((score, at) => ({ score, tool: tools[at] })).sort((a, b) => b.score - a.score).slice(0, CHOICES);
    beam = beam
      .flatMap((state) => [
        { ...state, total: state.total + NONE },
        ...choices.flatMap(({ score, tool }) => (tool ? [extend(state, tool, clause, score, named, givens.some((given) => clause.text.includes(given.name)), reachable, givens)] : [])),
      ])
      .sort((a, b) => b.total - a.total)
      .slice(0, BEAM);
  }
  const left = (state: State): number => state.total - leftGivens(state.picks, givens, reachable);
  const { picks = [], served = [] } = [...beam].sort((a, b) => left(b) - left(a))[0] ?? {};
  const chosen = picks.length > 0 ? picks : likeliest(clauses, tools, (tool, clause) => missingInputs(tool, clause, available, reachable) < COST.unreachable || speaksOfInputs(tool, clause));
  const covered = new Set([...served, ...chosen.map(({ clause }) => clause)]);
  return { picks: chosen, unmet: clauses.map(({ text }) => text).filter((text) => !covered.has(text)) };
}

/** Whether the words name what the tool needs and nobody gave: it can be asked for. */
function speaksOfInputs(tool: ToolSpec, clause: string): boolean {
  return requiredContent(tool).some(({ modality }) => (modality === Modality.text ? GIVEN_TEXT : SUBJECTS[modality])?.test(clause));
}

const GIVEN_TEXT = /\b(?:the|this|that|these|those|my|our|his|her|their|attached) (?:\w+ )?(?:texts?|letters?|articles?|documents?|reports?|stor(?:y|ies)|e?-?mails?|notes?|papers?|files?|messages?|contracts?|minutes|chapters?|pages?)\b/i;

/** The one best fit of a request of which nothing fits well. */
function likeliest(clauses: readonly RankedClause[], tools: readonly ToolSpec[], isPossible: (tool: ToolSpec, clause: string) => boolean): Pick[] {
  const all = clauses.flatMap(({ text, place, on, scores }) => tools.map((tool, at): Pick => ({ tool, clause: text, place, on, score: scores[at] ?? 0 })));
  const [best] = all.filter(({ tool, clause }) => isPossible(tool, clause)).sort((a, b) => b.score - a.score);
  return best && best.score >= (best.tool.wordings ? NONE : FLOOR) ? [best] : [];
}

function extend(state: State, tool: ToolSpec, { text: clause, place, on }: RankedClause, score: number, named: readonly string[], isNamed: boolean, reachable: ReturnType<typeof conversions>, givens: readonly Given[]): State {
  const last = state.picks.at(-1);
  const isOtherKind = makesOtherKind(tool, clause, givens);
  const isTwin = last?.tool === tool && wantsAnother(last.clause, clause);
  if (last?.tool === tool && !isNamed && !isOtherKind && !isTwin && isSame(last.on, on) && !onlyReduces(clause)) {
    const longer = { ...last, clause: `${last.clause}. ${clause}` };
    return { ...state, picks: [...state.picks.slice(0, -1), longer], served: [...state.served, clause], total: state.total + Math.max(score, NONE) - (changesMedium(tool) && statesParameter(tool, clause) ? -COST.repeat : COST.repeat) };
  }
  const again = !isNamed && !isTwin && state.picks.some((pick) => pick.tool === tool && isSame(pick.on, on)) ? COST.again : 0;
  const cost = missingInputs(tool, clause, state.available, reachable) + ignoredGivens(tool, named, isNamed, reachable) + again + inventedAnew(tool, clause, givens, state.picks, reachable) + (asksFact(clause) && (changesMedium(tool) || (ASKS_WHICH.test(clause) && showsOnly(tool))) ? COST.changes : 0) + (isOtherKind ? COST.otherKind : 0) + droppedResult(tool, clause, last) - reducedResult(tool, clause, last) - takenTogether(tool, clause, givens);
  return {
    picks: [...state.picks, { tool, clause, place, on, score, ...(isTwin && !REMOVES.test(clause) ? { twin: true as const } : {}) }],
    served: [...state.served, clause],
    available: [...state.available, ...tool.outputs.map((port) => port.modality)],
    total: state.total + score - cost,
  };
}

/** Whether the words state of a result what others state otherwise: one step cannot do both. */
function wantsAnother(before: string, clause: string): boolean {
  const [one, other] = [statedLimits(before), statedLimits(clause)] as Readonly<Record<string, unknown>>[];
  return Object.entries(other ?? {}).some(([limit, value]) => one?.[limit] !== undefined && JSON.stringify(one[limit]) !== JSON.stringify(value));
}

/** Two pictures came and the tool takes two: what is meant for both at once is likelier than one that would have to be told which. */
function takenTogether(tool: ToolSpec, clause: string, givens: readonly Given[]): number {
  if (/\b(?:each|every)\b/i.test(clause)) return 0;
  const ports = requiredContent(tool);
  const [modality] = ports.map((port) => port.modality);
  const count = givens.filter((given) => given.modality === modality).length;
  return count > 1 && isMedia(modality ?? '') && (ports.filter((port) => port.modality === modality).length === count || ports.some((port) => port.list)) ? COST.takesAll : 0;
}

/** People attach what they want something done with: what no tool takes, by itself or converted, costs. */
function leftGivens(picks: readonly Pick[], givens: readonly Given[], reachable: ReturnType<typeof conversions>): number {
  if (picks.length === 0) return 0;
  const ports = picks.flatMap(({ tool }) => tool.inputs.filter(({ role }) => role === 'content'));
  const isTaken = (modality: string): boolean => ports.some((port) => accepts(port.modality, modality) || reachable.some(({ from, to }) => from === modality && accepts(port.modality, to)));
  return COST.leaves * [...new Set(givens.filter(({ earlier }) => !earlier).map(({ modality }) => modality))].filter((modality) => !isTaken(modality)).length;
}

/** A question wants to know something: a tool that makes a medium of the same one only changes it. */
function changesMedium(tool: ToolSpec): boolean {
  const made = tool.outputs[0]?.modality ?? '';
  return isMedia(made) && requiredContent(tool).some(({ modality }) => modality === made);
}

/** Asks for a number, a moment, a name or a reason, which is said and not shown. */
const ASKS_WHICH = /\b(?:when|(?:at|in|on) (?:which|what) \w+|what time|who|whose|why|how (?:many|much|long|often|old|far|late))\b/i;

/** Whether nothing that the tool makes can be read. */
function showsOnly({ outputs }: ToolSpec): boolean {
  return outputs.length > 0 && !outputs.some(({ modality }) => modality === Modality.text || modality === Modality.any) && outputs.some(({ modality }) => isMedia(modality));
}

function isSame(one: ClauseCondition | undefined, other: ClauseCondition | undefined): boolean {
  return one?.condition === other?.condition && one?.otherwise === other?.otherwise;
}

function missingInputs(tool: ToolSpec, clause: string, available: readonly string[], reachable: ReturnType<typeof conversions>): number {
  const wanted = requiredContent(tool).map((port) => port.modality);
  return [...new Set(wanted)].reduce((cost, modality) => {
    if (modality === Modality.any) return cost + (available.length === 0 ? COST.unreachable : available.every(isMedia) ? COST.onlyMedia : 0);
    // Of whatever was given or made a text can be made; where there is nothing, the words themselves must hold one.
    if (modality === Modality.text || modality === Modality.json) return cost + (available.length === 0 && new Set(wanted).size === 1 && needsMaterial(tool) && carriedWords(clause) === undefined ? COST.unreachable : 0);
    // What joins several of a kind wants more than one.
    if (available.length === 1 && accepts(modality, available[0] ?? '') && changesMedium(tool) && requiredContent(tool).every((port) => port.list)) return cost + COST.unreachable;
    const have = available.filter((other) => accepts(modality, other)).length;
    if (have >= wanted.filter((other) => other === modality).length) return cost;
    if (have > 0) return cost + COST.secondMissing;
    if (modality === Modality.url) return cost + COST.noAddress;
    const convertible = reachable.some((conversion) => accepts(modality, conversion.to) && available.includes(conversion.from));
    // Who gives a video and does not speak of its sound wants the video changed.
    const isBeside = changesMedium(tool) && SUBJECTS[modality]?.test(clause) !== true;
    return cost + (convertible ? (isBeside ? COST.beside : COST.convertible) : COST.unreachable);
  }, 0);
}

function ignoredGivens(tool: ToolSpec, named: readonly string[], isNamed: boolean, reachable: ReturnType<typeof conversions>): number {
  // What can be made of a medium or page takes it, too, but for a text: that may be anything that is said of it.
  const takes = (port: Port, modality: string): boolean => accepts(port.modality, modality) || (isMedia(port.modality) && reachable.some(({ from, to }) => from === modality && accepts(port.modality, to)));
  const ignored = named.filter((modality) => (isMedia(modality) || modality === Modality.url) && !tool.inputs.some((port) => takes(port, modality)));
  if (ignored.length === 0) return 0;
  return isNamed ? COST.ignoresNamed : COST.ignoresSpokenOf;
}

const POINTS = /\b(?:the|this|that|these|those|it|them|my|our|its)\b/i;

/** A text was given, or something with words in it that the words point at: what writes out of nothing is hardly meant before anything was done with it. */
function inventedAnew(tool: ToolSpec, clause: string, givens: readonly Given[], picks: readonly Pick[], reachable: ReturnType<typeof conversions>): number {
  const isText = ({ modality, earlier }: Given): boolean => !earlier && modality === Modality.text;
  const isReadable = ({ modality, earlier }: Given): boolean => !earlier && reachable.some(({ from, to }) => from === modality && to === Modality.text);
  if (picks.length > 0 || requiredContent(tool).length > 0) return 0;
  return givens.some(isText) || (POINTS.test(clause) && givens.some(isReadable)) ? COST.invents : 0;
}

/** "Write them as JSON" after another step: a tool that takes nothing of what that step made is hardly meant. */
function droppedResult(tool: ToolSpec, clause: string, last: Pick | undefined): number {
  if (!last || !/\b(?:it|them|this|that|these|those|the result)\b/i.test(clause)) return 0;
  const takes = tool.inputs.some((port) => port.role === 'content' && last.tool.outputs.some((output) => accepts(port.modality, output.modality)));
  return takes ? 0 : COST.drops;
}

const REDUCES = /\b(?:join|combine|merge|unite|collect|gather|together|(?:in|into|to|as|make) (?:a |an )?(?:one|single|common)\b)/i;

/** "Put them all into one table" after another step: a tool that takes a list of what that step made is likely meant. */
function reducedResult(tool: ToolSpec, clause: string, last: Pick | undefined): number {
  if (!last || !REDUCES.test(clause)) return 0;
  const takes = requiredContent(tool).some((port) => port.list && accepts(port.modality, last.tool.outputs[0]?.modality ?? ''));
  return takes ? COST.reduces : 0;
}
