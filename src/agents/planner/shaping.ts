import { Modality, type ToolSpec } from '../../core/index.js';
import type { Use } from './use.js';
import { makesText, textLimits } from './criteria.js';
import { statedLimits } from './stated-limits.js';
import { requiredContent } from './type-paths.js';

/** Follows a use by a tool that brings its text into the stated language or form where the tool itself has no such parameter. */
export function shaped(use: Use, tools: readonly ToolSpec[]): Use[] {
  if (!makesText(use.tool)) return [use];
  const limits = textLimits(use.limits);
  const followers = (['sentences', 'words', 'language', 'form'] as const).flatMap((limit): Use[] => {
    if (limits[limit] === undefined || takesLimit(use.tool, limit) || (isLength(limit) && !copiesOut(use.tool))) return [];
    const tool = shaperFor(limit, tools);
    return tool ? [{ tool, clause: use.clause, place: use.place, score: use.score, on: use.on, limits: limit === 'language' && limits.language !== undefined ? { language: limits.language } : { ...limits } }] : [];
  });
  const shapes = new Set(followers.flatMap((follower) => Object.keys(follower.limits)));
  return [{ ...use, limits: Object.fromEntries(Object.entries(use.limits).filter(([limit]) => !shapes.has(limit))) }, ...followers];
}

/** "As a table, please" and no other wish: the text that is there, brought into that form. */
export function onlyForm(text: string, tools: readonly ToolSpec[]): Use[] {
  const limits = textLimits(statedLimits(text));
  const limit = (['language', 'form', 'sentences', 'words'] as const).find((one) => limits[one] !== undefined);
  const tool = limit && shaperFor(limit, tools);
  return tool ? [{ tool, clause: text, place: 0, score: 0, limits }] : [];
}

function isLength(limit: keyof typeof LIMIT_PORTS): boolean {
  return limit === 'sentences' || limit === 'words';
}

/** Whether the tool hands out what is there, as long as it is: it can be told neither a length nor a question. */
function copiesOut(tool: ToolSpec): boolean {
  return !tool.inputs.some(({ name, modality, role }) => (role === 'content' && modality === Modality.text) || /^(?:sentences|words|question|instruction)$/i.test(name));
}

const LIMIT_PORTS = { sentences: /^sentences$/i, words: /^words$/i, language: /^(?:target_?)?language$/i, form: /^format$/i } as const;

/** Whether a parameter of the tool sets the limit for the text that it writes (and not the language that is spoken in its input). */
export function takesLimit(tool: ToolSpec, limit: keyof typeof LIMIT_PORTS): boolean {
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
  if (isLength(limit)) return fitting.find((tool) => !mustBeTold(tool) && !tool.inputs.some((port) => port.name === 'instruction'));
  return fitting.find((tool) => !mustBeTold(tool) && tool.inputs.some((port) => port.name === 'instruction')) ?? fitting.find((tool) => !mustBeTold(tool));
}
