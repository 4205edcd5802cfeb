import { accepts, Modality, type Given, type ToolSpec } from '../../core/index.js';
import { makesText } from './criteria.js';
import { asTold, inFileFormats, ofGivenText, ofStretch, translatedFirst, withPictureWishes } from './implied-steps.js';
import { onlyForm, shaped } from './shaping.js';
import type { Pick } from './select.js';
import { limitsPicture, statedLimits, type StatedLimits } from './stated-limits.js';
import { givesSeveral, onlyReduces, reducerFor, reductionIn, severalTexts, type Reduction } from './reduce.js';
import { conversionPath, requiredContent } from './type-paths.js';
import type { Use } from './use.js';

export interface Arranging {
  readonly givens: readonly Given[];
  /** Those that the wording may choose. */
  readonly tools: readonly ToolSpec[];
  readonly allTools: readonly ToolSpec[];
  /** What the request tells beside its wishes, in its order. */
  readonly told: readonly string[];
}

/** Words that no tool was chosen for, and how many picks come before them. */
export interface Aside {
  readonly text: string;
  readonly after: number;
}

/** A use, or words that ask for nothing but to bring results together and that no tool was chosen for. */
type Placed = Omit<Use, 'tool'> & { readonly tool: ToolSpec | undefined };

/**
 * Turns picks into uses: limits that a later clause states alone ("it must be in French") go to the step that they speak of, work
 * that is asked for on several files becomes one use each, and where a tool cannot keep to a stated limit of language or form a tool that
 * brings its text into that form follows it.
 */
export function arrange(picks: readonly Pick[], asides: readonly Aside[], { givens, tools, allTools, told }: Arranging): Use[] {
  const uses = ofGivenText(picks.map((pick) => ({ ...pick, limits: statedLimits(pick.clause) })), givens, tools);
  for (const aside of asides) attach(uses, statedLimits(aside.text), aside.after);
  if (uses.length === 0 && givens.some(({ modality }) => modality === Modality.text)) uses.push(...asides.flatMap((aside) => onlyForm(aside.text, tools)));
  const spread: Placed[] = [];
  for (const [at, use] of ofStretch(uses, told, givens, tools).entries()) {
    const walked = spread.at(-1)?.givens;
    spread.push(...(walked && isUnderWay(use, walked, givens, picks.slice(0, at)) ? [{ ...use, givens: walked }] : overGivens(use, givens, picks.slice(0, at), tools)));
  }
  for (const { text, after } of asides.filter((aside) => onlyReduces(aside.text)).reverse()) {
    const before = picks[after - 1];
    spread.splice(before ? spread.findLastIndex(({ clause }) => clause === before.clause) + 1 : 0, 0, { tool: undefined, clause: text, place: before?.place ?? 0, score: 0, limits: {} });
  }
  const shapedUses = reduced(spread, givens, allTools).flatMap((use) => (use.reduces ? [use] : shaped(use, tools)));
  return inFileFormats(withPictureWishes(asTold(translatedFirst(shapedUses, tools), told), tools), told, tools);
}

/**
 * What makes one of several results where the words ask for it: in place of a tool that was chosen for a clause that only brings
 * together, and behind a tool whose own clause says it ("... in one table").
 */
function reduced(uses: readonly Placed[], givens: readonly Given[], tools: readonly ToolSpec[]): Use[] {
  const made: (Use & { readonly several: boolean })[] = [];
  for (const [at, use] of uses.entries()) {
    const { tool } = use;
    const reduction = reductionIn(use.clause) ?? (use.limits.form === 'table' ? { to: 'table' as const } : undefined);
    const last = made.at(-1);
    if (last && reduction && onlyReduces(use.clause) && last.tool === reducerFor(reduction, last.tool.outputs[0]?.modality ?? '', tools)) {
      // It is one already.
      made[made.length - 1] = { ...last, clause: `${last.clause}. ${use.clause}` };
      continue;
    }
    const joined = reduction && onlyReduces(use.clause) && !(reduction.to === 'answer' && comparesTwo(made.at(-1)?.tool ?? tool)) ? modalityOfSeveral(made, givens) : undefined;
    const instead = reduction && joined !== undefined ? reducerFor(reduction, joined, tools) : undefined;
    if (reduction && instead) {
      made.push({ ...use, tool: instead, limits: formOf(reduction), givens: undefined, several: false, reduces: true });
      continue;
    }
    if (!tool) continue;
    const isOneOfSeveral = use.givens?.length === 1 && made.at(-1)?.tool === tool && made.at(-1)?.clause === use.clause;
    const several = isOneOfSeveral || givesSeveral(tool, use.givens, made);
    const isLast = uses[at + 1]?.clause !== use.clause || uses[at + 1]?.tool !== tool;
    const after = several && reduction && isLast ? reducerFor(reduction, tool.outputs[0]?.modality ?? '', tools) : undefined;
    const { form, ...limits } = use.limits;
    made.push({ ...use, tool, limits: after && form === 'table' ? limits : use.limits, several: several && !after });
    if (reduction && after) made.push({ ...use, tool: after, limits: formOf(reduction), givens: undefined, several: false, reduces: true });
  }
  return made;
}

/** Whether the tool takes two of a kind at once and says in words what it finds: its answer needs no other. */
function comparesTwo(tool: ToolSpec | undefined): boolean {
  const [port, other] = tool ? requiredContent(tool) : [];
  return tool !== undefined && port !== undefined && other?.modality === port.modality && makesText(tool);
}

function formOf({ to }: Reduction): StatedLimits {
  return to === 'table' ? { form: 'table' } : {};
}

/** Of what there is more than one: items of the last use, results of the last two, or texts that were given. */
function modalityOfSeveral(made: readonly (Use & { readonly several: boolean })[], givens: readonly Given[]): string | undefined {
  const [last, before] = [made.at(-1), made.at(-2)];
  if (!last) return severalTexts(givens) ? Modality.text : undefined;
  const modality = last.tool.outputs[0]?.modality;
  return last.several || before?.tool.outputs[0]?.modality === modality ? modality : undefined;
}

function attach(uses: Use[], limits: StatedLimits, after: number): void {
  const fits = (use: Use): boolean => (limitsPicture(limits) ? use.tool.outputs[0]?.modality === Modality.image || use.tool.outputs[0]?.modality === Modality.video : limits.seconds ? use.tool.outputs.some((port) => port.modality === Modality.audio || port.modality === Modality.video) : makesText(use.tool));
  const earlier = uses.slice(0, after).reverse();
  const target = earlier.find(fits) ?? uses.find(fits);
  const at = target ? uses.indexOf(target) : -1;
  if (target && Object.keys(limits).length > 0) uses[at] = { ...target, limits: { ...limits, ...target.limits } };
}

/** "For each of these pictures read the text in it and count the people in it": the same things are walked again. */
function isUnderWay(use: Use, walked: readonly string[], givens: readonly Given[], earlier: readonly Pick[]): boolean {
  const [port, ...others] = requiredContent(use.tool);
  if (!port || port.list || others.length > 0 || walked.length < 2 || !/\b(?:it|each)\b/i.test(use.clause) || givens.some(({ name }) => use.clause.includes(name))) return false;
  const fits = (modality: string): boolean => port.modality !== Modality.any && accepts(port.modality, modality);
  return givens.filter(({ name }) => walked.includes(name)).every(({ modality }) => fits(modality)) && !earlier.some(({ tool }) => tool.outputs.some(({ modality }) => fits(modality)));
}

const SEVERAL = /\b(?:each|every|all|both|these|those|two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?: (?:of|the|my|these|one))*|\b(?:them|they|images|pictures|photos|photographs|videos|clips|recordings|files|documents|pages|sites|texts|articles|letters)\b/i;

const PLURAL = /\b(?:the|my|our|your) (?:\w+ )?[a-z]{3,}[^s\W]s\b/i;
const ONE_THING = /\b(?:the|this|that|my|our|a|an|it) ?(?:\w+ )?(?:image|picture|photo|photograph|screenshot|recording|audio|video|clip|film|text|letter|article|document|page|site|it|this)\b/i;

/** "These", "each", "the receipts"; "the labels in the picture" are of one thing. */
function speaksOfSeveral(clause: string): boolean {
  return SEVERAL.test(clause) || (PLURAL.test(clause) && !ONE_THING.test(clause));
}

/** One use for each given that the words name, or one that walks all givens of the port's modality where they are spoken of together. */
function overGivens(use: Use, givens: readonly Given[], earlier: readonly Pick[], tools: readonly ToolSpec[]): Use[] {
  const ports = requiredContent(use.tool);
  const things = ports.filter(({ modality }) => modality !== Modality.text && modality !== Modality.json);
  const [port, ...others] = things.length > 0 ? things : ports;
  if (!port || others.length > 0 || port.list || port.modality === Modality.any) return [use];
  const fitting = givens.filter((given) => accepts(port.modality, given.modality));
  const named = fitting.filter((given) => use.clause.includes(given.name));
  if (named.length > 1) return named.map((given) => ({ ...use, givens: [given.name] }));
  const made = earlier.some((pick) => pick.tool.outputs.some((output) => accepts(port.modality, output.modality)));
  if (named.length > 0 || made || !(speaksOfSeveral(use.clause) || reductionIn(use.clause)?.to === 'one')) return [use];
  const together = fitting.length > 1 ? fitting : fitting.length === 0 ? convertible(givens, port.modality, tools) : [];
  return together.length > 1 ? [{ ...use, givens: together.map(({ name }) => name) }] : [use];
}

/** The givens of the one modality of which several were given and the wanted one can be made. */
function convertible(givens: readonly Given[], wanted: string, tools: readonly ToolSpec[]): readonly Given[] {
  const modalities = [...new Set(givens.map(({ modality }) => modality))].filter((modality) => givens.filter((given) => given.modality === modality).length > 1);
  const made = modalities.find((modality) => conversionPath(tools, modality, wanted, () => 0) !== undefined);
  return givens.filter(({ modality }) => modality === made);
}
