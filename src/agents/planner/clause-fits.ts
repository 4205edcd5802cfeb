import { accepts, isMedia, Modality, type Given, type PlanRequest, type ToolSpec } from '../../core/index.js';
import { asksFact, LEADS, ON_PAGE, ordersWork, verbOf } from './clause-kinds.js';
import { focusOf, glossOf, withoutMaterial, type Clause } from './clauses.js';
import { namesWritten, withGivenFor, withKinds } from './given-words.js';
import { fileFormats } from './implied-steps.js';
import { withoutFile, withoutLanguage, withoutLengths } from './limit-words.js';
import { changesNothing, statesParameter } from './parameters.js';
import type { ToolRanker } from './rank.js';
import type { RankedClause } from './select.js';
import { statedLimits, type StatedLimits } from './stated-limits.js';
import { twoPieces } from './shared-verbs.js';
import { conversions, requiredContent } from './type-paths.js';
import { stems } from './words.js';

/** Weight of a clause's head ("create an image") beside the whole clause. */
const HEAD_WEIGHT = 0.2;
/** Weight of the other words for a clause. */
const GLOSS_WEIGHT = 0.9;
/** Weight of the clause without its limits, beside the clause as it is and as it is said. */
const FREE_WEIGHT = 1;
/** What it costs a tool that it fits only without the language that the words name. */
const PLAIN_COST = 0.1;
/** Found on test/planning: requests that no tool can do beside those that one can. */
const LEAST_LEAD = { changer: 0.05, other: -0.04 };
/** What it costs to be less ahead than that. */
const UNLIKE = { changer: 0.6, other: 0.3 };
/** What a question adds to a tool that answers questions about what was given. */
const ASKED_OF_GIVEN = 0.15;
/** What it costs to hand out a page where something is asked about it. */
const UNREAD = 0.3;
/** What it adds to a tool that works towards a goal on a page that the words say where to do something, in a verb that no other tool knows. */
const DONE_ON_PAGE = 0.6;
/** What it costs a tool that answers questions where nothing is asked. */
const NOT_ASKED = 0.15;
/** What it costs to say a text where something is asked about it. */
const SAID = 0.1;
/** A text or page can be asked anything: it may not say. */
const ANSWERABLE = 0.6;
/** What it costs a tool that it fits only without the medium that the words speak of. */
const BARE_COST = 0.03;

/** The clauses with how well each tool fits them; those that ask one thing of two media become two. */
export async function fitsOf(clauses: readonly Clause[], request: PlanRequest, ranker: ToolRanker): Promise<{ clauses: readonly Clause[]; fits: RankedClause[] }> {
  const fits = await rankClauses(clauses, request, ranker);
  const split = clauses.flatMap((clause, at) => {
    const scores = fits[at]?.scores ?? [];
    const best = request.tools[scores.indexOf(Math.max(...scores))];
    return twoPieces(clause.text, best, request.givens)?.map((text): Clause => ({ ...clause, text })) ?? [clause];
  });
  return split.length === clauses.length ? { clauses, fits } : { clauses: split, fits: await rankClauses(split, request, ranker) };
}

async function rankClauses(clauses: readonly Clause[], { goal, tools, givens, signal }: PlanRequest, ranker: ToolRanker): Promise<RankedClause[]> {
  const texts = clauses.map(({ text }) => text);
  const formats = fileFormats(tools);
  const worded = clauses.map(({ text, place, on }, at) => {
    const kinds = withKinds(withoutFile(text, formats), givens);
    // After other work a pronoun stands for what that made, more likely than for what was given.
    const named = at === 0 ? withGivenFor(kinds, givens, goal) : kinds;
    return { text, place, on, ...focusOf(named, texts.slice(0, at)), said: focusOf(kinds, texts.slice(0, at)).whole, free: withoutLengths(focusOf(named, texts.slice(0, at)).whole), plain: withoutLanguage(named), gloss: glossOf(named), bare: withoutMaterial(named) };
  });
  // Each wording once: a clause is often its own head.
  const wordings = [...new Set(worded.flatMap(({ whole, said, free, plain, head, gloss, bare }) => [whole, said, free, plain, head, gloss, bare].filter((words) => words !== undefined)))];
  const ranked = await ranker.rank(wordings, signal);
  const reachable = conversions(tools);
  const fitsOfWords = new Map(wordings.map((words, at) => [words, ranked[at] ?? []]));
  return worded.map(({ text, place: clausePlace, on, whole, said, free, plain, head, gloss, bare }) => {
    const score = (words: string, place: number): number => fitsOfWords.get(words)?.[place]?.score ?? 0;
    const fit = (tool: ToolSpec, place: number): number => Math.max(
      // Whoever says how people ask for a tool needs no other words for it.
      tool.wordings ? (score(whole, place) + score(said, place) + (free === undefined ? 0 : FREE_WEIGHT * score(free, place))) / (2 + (free === undefined ? 0 : FREE_WEIGHT)) : (1 - HEAD_WEIGHT) * score(whole, place) + HEAD_WEIGHT * score(head, place),
      gloss !== undefined && !tool.wordings ? GLOSS_WEIGHT * score(gloss, place) : 0,
      plain !== undefined && tool.wordings && writesIn(tool) ? score(plain, place) - PLAIN_COST : 0,
      bare !== undefined && tool.wordings && worksOnText(tool) ? score(bare, place) - BARE_COST : 0,
    );
    const asks = asksFact(text);
    const limits = statedLimits(text);
    const unlike = (tool: ToolSpec, place: number): number => costOfUnlike(tool, text, limits, fitsOfWords.get(whole)?.[place]?.lead ?? Infinity);
    return { text, place: clausePlace, on, scores: tools.map((tool, place) => {
      if (!asks) return fit(tool, place) - unlike(tool, place) + (operates(tool) && isDoneOnPage(text, tools) ? DONE_ON_PAGE : 0) - (ordersWork(text) && takesQuestion(tool) ? NOT_ASKED : 0);
      if (answersAbout(tool, { givens, goal }, reachable)) return Math.max(fit(tool, place) - unlike(tool, place) + ASKED_OF_GIVEN, isOfText(tool, givens, goal) ? ANSWERABLE : 0);
      return fit(tool, place) - unlike(tool, place) - (readsPage(tool) && !WANTS_WORDS.test(text) ? UNREAD : 0) - (worksOnText(tool) && isMedia(tool.outputs[0]?.modality ?? '') ? SAID : 0);
    }) };
  });
}

/**
 * The price of being hardly nearer to what people ask the tool for than to what no tool is for. Who states a value that the tool takes, or calls it by its
 * verb, means it; one that only changes a medium, and is told nothing to change, is easily mistaken for another that does not exist.
 */
function costOfUnlike(tool: ToolSpec, clause: string, limits: StatedLimits, lead: number): number {
  const kind = changesNothing(tool) ? 'changer' : 'other';
  if (!tool.wordings || lead >= LEAST_LEAD[kind] || statesParameter(tool, clause, limits)) return 0;
  const verb = verbOf(clause);
  return kind === 'other' && verb !== undefined && stems(tool.name.replaceAll('_', ' '))[0] === verb ? 0 : UNLIKE[kind];
}

/** Whether the tool answers questions about something that was given: whoever gives a thing and asks something asks it about the thing. */
function answersAbout(tool: ToolSpec, { givens, goal }: Pick<PlanRequest, 'givens' | 'goal'>, reachable: ReturnType<typeof conversions>): boolean {
  if (!takesQuestion(tool)) return false;
  const ports = requiredContent(tool).filter(({ name }) => name !== 'question');
  return ports.every((port) => givens.some(({ modality }) => accepts(port.modality, modality) || ((modality !== Modality.image || isRead(givens, goal)) && modality !== Modality.video && reachable.some(({ from, to }) => from === modality && accepts(port.modality, to)))));
}

function operates(tool: ToolSpec): boolean {
  return tool.wordings !== undefined && requiredContent(tool).some(({ modality }) => modality === Modality.url) && tool.inputs.some(({ name }) => name === 'goal');
}

/** "On https://a.org reserve two seats", where no other tool speaks of reserving. */
function isDoneOnPage(clause: string, tools: readonly ToolSpec[]): boolean {
  const work = clause.replace(LEADS, '');
  const done = work.replace(/^.*?\S+:\/\/\S+[,:]? +/, '');
  const verb = ON_PAGE.test(work) ? verbOf(done) : undefined;
  return verb !== undefined && ordersWork(work) && (/\b(?:press|click|tick|tap|submit)\b/i.test(done) || !tools.some((tool) => !operates(tool) && [tool.name.replaceAll('_', ' '), tool.description, ...(tool.wordings?.asks ?? [])].some((words) => verbOf(words) === verb)));
}

function takesQuestion(tool: ToolSpec): boolean {
  return tool.wordings !== undefined && tool.inputs.some(({ name }) => name === 'question');
}

function readsPage(tool: ToolSpec): boolean {
  const ports = requiredContent(tool);
  return tool.outputs[0]?.modality === Modality.text && ports.length === 1 && ports[0]?.modality === Modality.url;
}

const WANTS_WORDS = /\b(?:says?|written|text|words|read|content)\b/i;

function isOfText(tool: ToolSpec, givens: readonly Given[], goal: string): boolean {
  return worksOnText(tool) && givens.some(({ modality }) => modality === Modality.text || modality === Modality.url || (modality === Modality.image && isRead(givens, goal)));
}

/** Whether the tool writes in a language that it may be told. */
function writesIn(tool: ToolSpec): boolean {
  return tool.inputs.some(({ name, optional, role }) => role === 'parameter' && optional && name === 'language') && (worksOnText(tool) || requiredContent(tool).length === 0);
}

/** One picture of something that is made to be read: a question about it is one about its words. */
function isRead(givens: readonly Given[], goal: string): boolean {
  return namesWritten(goal) && givens.filter(({ modality }) => modality === Modality.image).length === 1;
}

/** Whether a text is all that it must be given. */
function worksOnText(tool: ToolSpec): boolean {
  const ports = requiredContent(tool);
  return ports.length > 0 && ports.every(({ modality }) => modality === Modality.text);
}
