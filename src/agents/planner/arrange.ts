import { accepts, Modality, type Given, type ToolSpec } from '../../core/index.js';
import { makesText, textLimits } from './criteria.js';
import type { Pick } from './select.js';
import { statedLimits, type StatedLimits } from './stated-limits.js';
import { conversionPath, requiredContent } from './type-paths.js';

/** A tool to be used once, with what its words say about the result. */
export interface Use extends Pick {
  readonly limits: StatedLimits;
  /** The givens that this use is about, where the request asks for the same work on several: one step each or, spoken of together, one step that walks them. */
  readonly givens?: readonly string[];
}

/**
 * Turns picks into uses: limits that a later clause states alone ("it must be in French") go to the step that they speak of, work
 * that is asked for on several files becomes one use each, and where a tool cannot keep to a stated limit of language or form a tool that
 * brings its text into that form follows it.
 */
export function arrange(picks: readonly Pick[], asides: readonly { text: string; after: number }[], givens: readonly Given[], tools: readonly ToolSpec[]): Use[] {
  const uses = picks.map((pick): Use => ({ ...pick, limits: statedLimits(pick.clause) }));
  for (const aside of asides) attach(uses, statedLimits(aside.text), aside.after);
  return uses.flatMap((use, at) => overGivens(use, givens, picks.slice(0, at), tools)).flatMap((use) => shaped(use, tools));
}

function attach(uses: Use[], limits: StatedLimits, after: number): void {
  const fits = (use: Use): boolean => (limits.seconds ? use.tool.outputs.some((port) => port.modality === Modality.audio || port.modality === Modality.video) : makesText(use.tool));
  const earlier = uses.slice(0, after).reverse();
  const target = earlier.find(fits) ?? uses.find(fits);
  const at = target ? uses.indexOf(target) : -1;
  if (target && Object.keys(limits).length > 0) uses[at] = { ...target, limits: { ...limits, ...target.limits } };
}

const SEVERAL = /\b(?:each|every|all|both|these|those|two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?: (?:of|the|my|these|one))*|\b(?:images|pictures|photos|photographs|videos|clips|recordings|files|documents|pages|sites|texts|articles|letters)\b/i;

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
  if (named.length > 0 || made || !SEVERAL.test(use.clause)) return [use];
  const together = fitting.length > 1 ? fitting : fitting.length === 0 ? convertible(givens, port.modality, tools) : [];
  return together.length > 1 ? [{ ...use, givens: together.map(({ name }) => name) }] : [use];
}

/** The givens of the one modality of which several were given and the wanted one can be made. */
function convertible(givens: readonly Given[], wanted: string, tools: readonly ToolSpec[]): readonly Given[] {
  const modalities = [...new Set(givens.map(({ modality }) => modality))].filter((modality) => givens.filter((given) => given.modality === modality).length > 1);
  const made = modalities.find((modality) => conversionPath(tools, modality, wanted, () => 0) !== undefined);
  return givens.filter(({ modality }) => modality === made);
}

/** Follows a use by a tool that brings its text into the stated language or form where the tool itself has no such parameter. */
function shaped(use: Use, tools: readonly ToolSpec[]): Use[] {
  if (!makesText(use.tool)) return [use];
  const limits = textLimits(use.limits);
  const followers = (['language', 'form'] as const).flatMap((limit): Use[] => {
    if (limits[limit] === undefined || takesLimit(use.tool, limit)) return [];
    const tool = shaperFor(limit, tools);
    return tool ? [{ tool, clause: use.clause, score: use.score, on: use.on, limits: limit === 'language' && limits.language !== undefined ? { language: limits.language } : { ...limits } }] : [];
  });
  if (followers.length === 0) return [use];
  return [{ ...use, limits: Object.fromEntries(Object.entries(use.limits).filter(([limit]) => !(limit in limits))) }, ...followers];
}

const LIMIT_PORTS = { language: /^(?:target_?)?language$/i, form: /^format$/i } as const;

/** Whether a parameter of the tool sets the limit for the text that it writes (and not the language that is spoken in its input). */
function takesLimit(tool: ToolSpec, limit: keyof typeof LIMIT_PORTS): boolean {
  return tool.inputs.some((port) => port.role === 'parameter' && LIMIT_PORTS[limit].test(port.name) && !/spoken/i.test(port.description));
}

/** A tool that makes a text of one text and takes the limit: for languages the one that must be told the language, for forms the one that may be told how. */
function shaperFor(limit: keyof typeof LIMIT_PORTS, tools: readonly ToolSpec[]): ToolSpec | undefined {
  const fitting = tools.filter((tool) => {
    const [input, ...others] = requiredContent(tool);
    return input?.modality === Modality.text && !input.list && others.length === 0 && makesText(tool) && takesLimit(tool, limit);
  });
  const mustBeTold = (tool: ToolSpec): boolean => tool.inputs.some((port) => port.role === 'parameter' && !port.optional);
  if (limit === 'language') return fitting.find(mustBeTold);
  return fitting.find((tool) => !mustBeTold(tool) && tool.inputs.some((port) => port.name === 'instruction')) ?? fitting.find((tool) => !mustBeTold(tool));
}
