import { dependenciesOf, isMedia, mapSources, Modality, validatePlan, VouchError, type Given, type ModelClient, type Plan, type PlanReply, type PlanRequest, type Step, type ToolSpec } from '../../core/index.js';
import { arrange } from './arrange.js';
import type { Use } from './use.js';
import { EFFORT, settleCloseCalls } from './choose.js';
import { fitsOf } from './clause-fits.js';
import { withAntecedent, withStretch } from './antecedents.js';
import { isRestatement, onlyGoes, splitClauses, wishesOf } from './clauses.js';
import { namesWritten } from './given-words.js';
import { comparisonIn } from './comparisons.js';
import { asMeant } from './corrections.js';
import { readCondition, SUBJECTS } from './condition-reading.js';
import { maskConditions } from './conditions.js';
import { criteriaFor, makesText } from './criteria.js';
import { isUnknownAct, isUnknownFormat, isUnknownWork } from './outside-acts.js';
import { parametersFor } from './parameters.js';
import { meantOf } from './meant.js';
import { maskQuotes, type MaskedRequest } from './quoted-text.js';
import type { ToolRanker } from './rank.js';
import { reducerFor } from './reduce.js';
import { selectTools } from './select.js';
import { takesLimit } from './shaping.js';
import type { DraftStep, OpenInput, UnclearInput, Wiring } from './drafts.js';
import type { StatedLimits } from './stated-limits.js';
import { requiredContent } from './type-paths.js';
import { enlargesUnharmed, unservedDemands } from './unserved-demands.js';
import { wireUses } from './wire.js';

export interface TypedPlanning {
  readonly models: ModelClient;
  readonly ranker: ToolRanker;
  /** Those of the request, and those that likeness to the wording does not choose. */
  readonly allTools: readonly ToolSpec[];
  /** English name of the language that the user wrote in, where that is not English: what is written for them is in it. */
  readonly language?: string | undefined;
}

/** Selection by fit to the wording, wiring by types, criteria from tool defaults and stated limits. */
export async function planByTypes(request: PlanRequest, planning: TypedPlanning): Promise<PlanReply> {
  const givens = meantOf(request.goal, request.givens);
  return planWith({ ...request, givens }, request.givens.filter((given) => !givens.includes(given)), planning);
}

/** `spare`: what an earlier run left and the words do not speak of. "How many people are there?" means a picture all the same. */
async function planWith(request: PlanRequest, spare: readonly Given[], planning: TypedPlanning): Promise<PlanReply> {
  const { models, ranker, allTools, language } = planning;
  const wording = maskQuotes(request.goal);
  const { uses, unmet: unserved, kept } = await chooseUses(request, wording, { models, ranker, allTools });
  const { wiring, givens, left } = await wireWhatIsThere(request, wording, uses, { ranker, allTools });
  const unmet = [...unserved, ...left];
  const [missing] = unmet;
  if (wiring.steps.length === 0) return missingReply(missing ?? request.goal);
  const [undecided] = wiring.undecided;
  if (undecided !== undefined && !request.allowOpenInputs) return missingReply(`decide whether ${wording.unmask(undecided)}`);
  const [open] = wiring.open;
  const found = open && isMedia(open.port.modality) ? spare.findLast(({ modality }) => modality === open.port.modality) : undefined;
  if (found) return planWith({ ...request, givens: [...request.givens, found] }, spare.filter((given) => given !== found), planning);
  if (open) return openReply(open, request.givens);
  const [unclear] = wiring.unclear;
  if (unclear && !request.allowOpenInputs) return unclearReply(unclear);
  const steps: Step[] = [];
  const speaks = wiring.steps.some(({ limits }) => limits.language !== undefined) ? undefined : language;
  for (const written of wiring.steps) {
    const draft = speaks !== undefined && makesText(written.tool) && takesLimit(written.tool, 'language') ? { ...written, limits: { ...written.limits, language: speaks } } : written;
    request.onStep?.({ id: draft.id, tool: draft.tool.name });
    steps.push(await finishStep(draft, request, wording, models));
  }
  const plan: Plan = { version: 1, goal: request.goal, steps, deliverables: deliverablesOf(wiring.steps, steps, kept) };
  const check = validatePlan(plan, { tools: allTools, oracles: request.oracles, givens });
  if (!check.plan) {
    const faults = check.faults.map(({ path, message }) => `${path}: ${message}`);
    throw new VouchError('PLAN_NOT_FOUND', `No valid plan was found for the task: ${faults.join('; ')}`, { details: { faults: check.faults } });
  }
  const undecidable = wiring.undecided.map((words) => `decide whether ${words}`);
  return { status: 'planned', plan: check.plan, notes: wiring.notes, unmet: [...unmet, ...undecidable].map((clause) => wording.unmask(clause)) };
}

/** What is longer is material and no task, and the time for reading it grows with its square. */
const MOST_CHARACTERS = 8_000;

async function chooseUses(request: PlanRequest, wording: MaskedRequest, { models, ranker, allTools }: TypedPlanning): Promise<{ uses: Use[]; unmet: readonly string[]; kept: readonly string[] }> {
  const length = wording.masked.length;
  if (length > MOST_CHARACTERS) throw new VouchError('INPUT_TOO_LARGE', `The task has ${length.toLocaleString('en')} characters outside of quoted texts; at most ${MOST_CHARACTERS.toLocaleString('en')} are read. Say in fewer words what is to be done, and attach long texts as files or put them into quotation marks.`, { details: { characters: length, most: MOST_CHARACTERS } });
  const { text: unconditional, conditions } = maskConditions(asMeant(wording.masked));
  const all = splitClauses(unconditional, conditions);
  const wishes = wishesOf(all, { nothingGiven: request.givens.length === 0 && wording.quotes.length === 0 && request.allowOpenInputs !== true });
  const wanted = wishes.filter(({ text }) => wishes.length === 1 || !onlyGoes(text)).filter(({ text }, at) => at === 0 || !isRestatement(text, request.tools));
  const stated = all.filter((clause) => clause.kind === 'limits' && !wishes.includes(clause));
  const asked = wanted.map((clause, at) => ({ ...clause, text: withStretch(withAntecedent(clause.text, wanted[at - 1]?.text), all.find(({ place }) => place === clause.place - 1)?.text) })).flatMap((clause) => {
    const comparison = reducerFor({ to: 'answer' }, Modality.text, allTools) && comparisonIn(clause.text, request.givens);
    // Texts are compared as they are; of other things something must be found out first.
    return comparison && comparison.modality !== Modality.text && !comparesItself(comparison.modality, request) ? [{ ...clause, text: comparison.measure, place: clause.place - 0.5 }, clause] : [clause];
  });
  const impossible = asked.filter(({ text }) => isUnknownAct(text, request.tools) || isUnknownFormat(text, request.tools) || isUnknownWork(text, request.tools, request.givens) || enlargesUnharmed(text)).map(({ text }) => text);
  const { clauses, fits } = await fitsOf(asked.filter(({ text }) => !impossible.includes(text)), request, ranker);
  const ranked = request.strategy === 'fast' ? fits : await settleCloseCalls(fits, request, wording, models, EFFORT[request.strategy === 'thorough' ? 'thorough' : 'typed']);
  const { picks, unmet } = selectTools(ranked, request.tools, request.givens, request.allowOpenInputs === true || wording.quotes.length > 0);
  const beside = [...clauses.filter(({ text }) => unmet.includes(text)), ...stated].sort((a, b) => a.place - b.place);
  const asides = beside.map(({ text, place }) => ({ text, after: picks.filter((pick) => pick.place < place).length }));
  const uses = arrange(picks, asides, { givens: request.givens, tools: request.tools, allTools, told: all.filter((clause) => clause.kind !== 'talk' && (!wishes.includes(clause) || unmet.includes(clause.text))).map(({ text }) => text) });
  const demands = [...new Set(uses.flatMap(({ clause, tool }) => unservedDemands(clause, tool)))];
  return { uses, unmet: [...impossible, ...unmet.filter((text) => !uses.some(({ clause }) => clause === text)), ...demands], kept: asked.filter(({ beside: isBeside }) => isBeside).map(({ text }) => text) };
}

/** Whether a tool compares as many things of a kind as were given itself. */
function comparesItself(modality: string, { tools, givens }: PlanRequest): boolean {
  const count = givens.filter((given) => given.modality === modality).length;
  return tools.some((tool) => requiredContent(tool).filter((port) => port.modality === modality).length >= Math.max(2, count) && tool.outputs[0]?.modality === Modality.text);
}

/** What a picture of something that is made to be read, a sound and a video are turned into words by, whatever is then done with the words. */
const READING = 'read the text in the picture';
const HEARING = 'write down what is said in the recording';
const WATCHING = 'describe what can be seen in the video';

/** How well each tool fits a request as a converter. What measures a recording or video tells of the file and not of what is in it. */
async function converterFits({ tools, signal }: PlanRequest, words: string, ranker: ToolRanker): Promise<Map<ToolSpec, number>> {
  const [fits = [], reading = [], hearing = [], watching = []] = await ranker.rank([words, READING, HEARING, WATCHING], signal);
  const asConverter = (tool: ToolSpec): typeof fits => {
    const [port, ...others] = requiredContent(tool);
    if (!port || others.length > 0 || !tool.outputs.some(({ modality }) => modality === Modality.text)) return fits;
    if (port.modality === Modality.image) return namesWritten(words) ? reading : fits;
    return port.modality === Modality.audio ? hearing : port.modality === Modality.video ? watching : fits;
  };
  return new Map(tools.map((tool, at) => [tool, asConverter(tool)[at]?.score ?? 0]));
}

/**
 * Wires the uses but for those that lack a medium of which the words say nothing where others were given: subtitles of a recording are wanted of the
 * recording, and nobody is asked for a video. `left`: the words of those.
 */
async function wireWhatIsThere(request: PlanRequest, wording: MaskedRequest, uses: readonly Use[], planning: Pick<TypedPlanning, 'ranker' | 'allTools'>): Promise<{ wiring: Wiring; givens: readonly Given[]; left: readonly string[] }> {
  const wired = await wire(request, wording, uses, planning);
  const isUnspoken = ({ port: { modality } }: OpenInput): boolean => isMedia(modality) && SUBJECTS[modality]?.test(request.goal) !== true;
  const unspoken = request.givens.some(({ earlier }) => !earlier) ? wired.wiring.open.find(isUnspoken) : undefined;
  if (!unspoken) return { ...wired, left: [] };
  const rest = await wireWhatIsThere(request, wording, uses.filter(({ clause }) => clause !== unspoken.clause), planning);
  return { ...rest, left: [unspoken.clause, ...rest.left] };
}

/** Wires the uses; media that the request only speaks of become givens where that is allowed. */
async function wire(request: PlanRequest, wording: MaskedRequest, uses: readonly Use[], { ranker, allTools }: Pick<TypedPlanning, 'ranker' | 'allTools'>): Promise<{ wiring: Wiring; givens: readonly Given[] }> {
  const fit = await converterFits(request, wording.masked, ranker);
  const quotes = new Map(wording.quotes.map((quote) => [quote.mark, quote.value]));
  const attempt = (givens: readonly Given[]): Wiring => wireUses({ goal: request.goal, uses, givens, tools: request.tools, allTools, quotes, wordingIsMaterial: request.allowOpenInputs === true, fit: (tool) => fit.get(tool) ?? 0, readCondition: (on) => readCondition(on, wording.quotes, request.oracles) });
  let givens = request.givens;
  let wiring = attempt(givens);
  while (request.allowOpenInputs && wiring.open[0]) {
    const { modality } = wiring.open[0].port;
    const names = new Set(givens.map((given) => given.name));
    let name = modality;
    for (let number = 2; names.has(name); number += 1) name = `${modality}-${number}`;
    givens = [...givens, { name, modality }];
    const next = attempt(givens);
    wiring = { ...next, notes: [...next.notes, `The request speaks of ${modality} that it does not name; the plan calls it ${JSON.stringify(name)}.`] };
  }
  return { wiring, givens };
}

async function finishStep(draft: DraftStep, request: PlanRequest, wording: MaskedRequest, models: ModelClient): Promise<Step> {
  const words = wording.unmask(draft.clause);
  const inputs: Step['inputs'] = Object.fromEntries(
    Object.entries(draft.inputs).map(([port, binding]) => [port, mapSources(binding, (source) => ('value' in source && typeof source.value === 'string' ? { value: wording.unmask(source.value) } : source))]),
  );
  const quotes = wording.quotes.filter((quote) => draft.clause.includes(quote.mark)).map((quote) => quote.value);
  const parameters = await parametersFor(draft.tool, { clause: draft.inserted ? '' : words, quotes, limits: { ...objectOfCondition(draft), ...draft.limits }, goal: request.goal }, models, request.signal);
  for (const [port, value] of Object.entries(parameters)) inputs[port] = { value };
  const stated = criteriaFor(draft.tool, draft.limits, request.oracles);
  const decided = new Set(stated.map((criterion) => criterion.oracle));
  return { id: draft.id, tool: draft.tool.name, inputs, ...(draft.when ? { when: draft.when } : {}), criteria: [...draft.tool.criteria.filter((criterion) => !decided.has(criterion.oracle)), ...stated] };
}

/** "If there is a dog in it, cut it out": the pronoun stands for what the condition found. */
function objectOfCondition({ clause, when }: DraftStep): Pick<StatedLimits, 'object'> {
  const object = when?.not === true ? undefined : when?.criterion?.params?.object;
  return typeof object === 'string' && /\b(?:it|him|her|them|they|that|this|those)\b/i.test(clause) ? { object } : {};
}

/** The outputs of steps that no other step uses. `kept`: words whose results are wanted also where another step uses them. */
function deliverablesOf(drafts: readonly DraftStep[], steps: readonly Step[], kept: readonly string[]): string[] {
  const used = new Set(steps.flatMap(dependenciesOf));
  const last = drafts.filter((draft) => !used.has(draft.id) || (!draft.inserted && kept.includes(draft.clause)));
  // A step without outputs works by its effect; the validator counts all steps as needed when no deliverable is named.
  if (last.some((draft) => draft.tool.outputs.length === 0)) return [];
  return last.flatMap((draft) => draft.tool.outputs.map((port) => `${draft.id}.${port.name}`));
}

function missingReply(capability: string): PlanReply {
  return { status: 'missing', capability, message: `No tool here can do this: ${capability}.` };
}

/** A medium that is to be made of nothing is a missing capability; one that is spoken of but not there is a question. */
function openReply(open: OpenInput, givens: readonly Given[]): PlanReply {
  const { modality } = open.port;
  if (modality === Modality.any) return missingReply(open.clause);
  if (isMedia(modality) && /^\W*(?:please |can you |i (?:want|need|would like)(?: you)? (?:to )?)*(?:generate|create|draw|paint|design|make|compose|produce|invent|imagine|sketch|record|film|shoot|photograph|take (?:an? |my )?(?:\w+ )?(?:photos?|pictures?|videos?|selfies?))\b/i.test(open.clause)) return missingReply(open.clause);
  const question = isMedia(modality) ? `Which ${modality} is meant? Attach one for ${open.tool}.` : `Which ${modality} should ${open.tool} use?`;
  return { status: 'ambiguous', question, options: givens.filter((given) => given.modality === modality).map((given) => given.name) };
}

function unclearReply({ tool, port, options }: UnclearInput): PlanReply {
  return { status: 'ambiguous', question: `Which ${port.modality} is meant for ${tool}?`, options };
}
