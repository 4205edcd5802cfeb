import { accepts, isMedia, Modality, type Given, type ToolSpec } from '../../core/index.js';
import type { Use } from './use.js';
import { makesText } from './criteria.js';
import { namedValues, wantedValues } from './stated-choices.js';
import { statedLimits, type StatedLimits } from './stated-limits.js';
import { requiredContent } from './type-paths.js';

/**
 * Cuts the given sound or video first where the words speak of a stretch of it ("what does she say between 2:00 and 2:40?", "the choir sings from 4:10
 * to 5:00. I'd like the singing as mp3") and no chosen tool takes one. `told`: what the request tells beside its wishes.
 */
export function ofStretch(uses: readonly Use[], told: readonly string[], givens: readonly Given[], tools: readonly ToolSpec[]): Use[] {
  const cutting = uses.find(({ tool }) => takesStretch(tool));
  const all = told.map((words) => ({ words, stretch: statedLimits(words).stretch }));
  const stretches = all.filter(({ stretch }) => isPiece(stretch));
  if (cutting) {
    const stretch = (stretches[0] ?? all.find((one) => one.stretch !== undefined))?.stretch;
    return uses.map((use) => (use === cutting && !use.limits.stretch && stretch ? { ...use, limits: { ...use.limits, stretch } } : use));
  }
  const stating = uses.find(({ limits }) => isPiece(limits.stretch));
  const stretch = stating?.limits.stretch ?? stretches[0]?.stretch;
  const first = stating ?? uses[0];
  const medium = givens.find(({ modality }) => (modality === Modality.audio || modality === Modality.video) && (!first || first.tool.inputs.some((port) => isMedia(port.modality) || port.modality === Modality.text)))?.modality;
  const cutter = medium === undefined ? undefined : tools.find((tool) => keepsKind(tool, medium) && takesStretch(tool));
  if (!stretch || !cutter) return [...uses];
  const cut = { tool: cutter, clause: first?.clause ?? stretches[0]?.words ?? '', place: first?.place ?? 0, score: first?.score ?? 0, on: first?.on, limits: { stretch } };
  const at = first ? uses.indexOf(first) : 0;
  return [...uses.slice(0, at), cut, ...uses.slice(at).map((use) => (use === first ? { ...use, limits: without(use.limits, 'stretch') } : use))];
}

/** Who gives a text and asks for another ("a title and three hashtags") wants it made of the one that is there, where no use takes it. */
export function ofGivenText(uses: readonly Use[], givens: readonly Given[], tools: readonly ToolSpec[]): Use[] {
  const takesContent = uses.some(({ tool }) => requiredContent(tool).length > 0);
  const composer = tools.find((tool) => makesText(tool) && requiredContent(tool).some(({ list, modality }) => list && accepts(modality, Modality.text)) && tool.inputs.some(({ name }) => name === 'instruction'));
  if (takesContent || !composer || !givens.some(({ modality, earlier }) => modality === Modality.text && !earlier)) return [...uses];
  return uses.map((use) => (makesText(use.tool) ? { ...use, tool: composer } : use));
}

/** A stretch with an end; "from second ten" may be a moment. */
function isPiece(stretch: StatedLimits['stretch']): boolean {
  return stretch !== undefined && (stretch.to !== undefined || (stretch.from ?? 0) < 0);
}

function takesStretch({ inputs }: ToolSpec): boolean {
  const has = (name: RegExp): boolean => inputs.some((port) => port.role === 'parameter' && name.test(port.name));
  return has(/^start/i) && has(/^end/i);
}

/** One of a kind in, one of the same kind out. */
function keepsKind(tool: ToolSpec, modality: string): boolean {
  const [port, ...others] = requiredContent(tool);
  return port !== undefined && others.length === 0 && !port.list && port.modality === modality && tool.outputs[0]?.modality === modality;
}

function without(limits: StatedLimits, limit: keyof StatedLimits): StatedLimits {
  return Object.fromEntries(Object.entries(limits).filter(([name]) => name !== limit));
}

/**
 * Translates first where a medium is to be made in a language ("French subtitles for this film") by a tool that takes the words of it but cannot
 * translate them.
 */
export function translatedFirst(uses: readonly Use[], tools: readonly ToolSpec[]): Use[] {
  const translator = tools.find((tool) => makesText(tool) && requiredContent(tool).length === 1 && requiredContent(tool)[0]?.modality === Modality.text && tool.inputs.some((port) => port.role === 'parameter' && !port.optional && /language/i.test(port.name)));
  return uses.flatMap((use, at): Use[] => {
    const { language } = use.limits;
    const takesWords = use.tool.inputs.some((port) => port.role === 'content' && port.modality === Modality.text);
    if (!translator || language === undefined || makesText(use.tool) || !takesWords) return [use];
    const plain = { ...use, limits: without(use.limits, 'language') };
    const isDone = uses.slice(0, at).some(({ limits }) => limits.language === language);
    return isDone ? [plain] : [{ ...plain, tool: translator, limits: { language } }, plain];
  });
}

/** What is saved in file formats. */
const SAVED: readonly string[] = [Modality.image, Modality.audio, Modality.video];

/**
 * Follows the last use that makes a picture, sound or video by the tool that saves it in the file format that the words want ("... as mp3", "..., and it must be
 * an MP3"), where the tool itself cannot and no other does.
 */
export function inFileFormats(uses: readonly Use[], told: readonly string[], tools: readonly ToolSpec[]): Use[] {
  const savers = SAVED.flatMap((modality) => {
    // What takes something else beside does other work, and its formats are those of another result.
    const saver = tools.find((tool) => keepsKind(tool, modality) && formatsOf(tool).length > 0 && tool.inputs.filter(({ role }) => role === 'content').length === 1);
    const at = uses.findLastIndex(({ tool }) => tool.outputs[0]?.modality === modality);
    const words = [...uses.map(({ clause }) => clause), ...told];
    const clause = saver && words.find((said) => wantedValues(formatsOf(saver), said).some((value) => !makesAnyway(uses[at]?.tool, value)) || wantsOtherSound(saver, said));
    return saver && clause !== undefined && at >= 0 && !uses.some(({ tool }) => tool === saver) ? [{ saver, at, clause }] : [];
  });
  return uses.flatMap((use, at): Use[] => [use, ...savers.filter((one) => one.at === at && !formatsOf(use.tool).some((value) => formatsOf(one.saver).includes(value))).map(({ saver, clause }): Use => ({ tool: saver, clause, place: use.place, score: use.score, on: use.on, limits: statedLimits(clause) }))]);
}

/** Whether the tool makes such a file whatever it is told: its name or its result says so. */
function makesAnyway(tool: ToolSpec | undefined, format: string): boolean {
  return namedValues([format], `${tool?.name.replaceAll('_', ' ') ?? ''} ${tool?.outputs[0]?.description ?? ''}`).length > 0;
}

/** A sample rate, bit rate or number of channels that the tool makes. */
function wantsOtherSound({ inputs }: ToolSpec, said: string): boolean {
  const { hertz, channels, kilobits } = statedLimits(said);
  const takes = (name: string): boolean => inputs.some((port) => port.name === name);
  return (hertz !== undefined && takes('sampleRate')) || (channels !== undefined && takes('channels')) || (kilobits !== undefined && takes('kilobits'));
}

/** What words say of a picture beside other work on it, by the limit and the parameter of the tool that does it. */
const PICTURE_WISHES = ['width', 'height', 'longestSide', 'scale', 'degrees', 'mirror', 'style', 'shape'] as const satisfies readonly (keyof StatedLimits)[];

/**
 * Follows a use that makes a picture or film by the tools that do what its words want of the picture beside ("make it 300 px wide and black and white"), where
 * it cannot itself and no other use does.
 */
export function withPictureWishes(uses: readonly Use[], tools: readonly ToolSpec[]): Use[] {
  const takes = (tool: ToolSpec, name: string): boolean => tool.inputs.some((port) => port.role === 'parameter' && port.name.toLowerCase().includes(name.toLowerCase()));
  return uses.flatMap((use): Use[] => {
    const made = use.tool.outputs[0]?.modality;
    if (made !== Modality.image && made !== Modality.video) return [use];
    const changers = tools.filter((tool) => keepsKind(tool, made));
    const left = PICTURE_WISHES.filter((wish) => use.limits[wish] !== undefined && !takes(use.tool, wish));
    // Of tools that do the same, a user's own beside the one that is there, one is enough.
    const others = left.flatMap((wish) => changers.find((tool) => takes(tool, wish)) ?? []);
    return [use, ...[...new Set(others)].filter((tool) => tool !== use.tool && !uses.some((one) => one.tool === tool)).map((tool): Use => ({ tool, clause: use.clause, place: use.place, score: use.score, on: use.on, givens: use.givens, limits: use.limits }))];
  });
}

/** A picture or film that is to be turned, and only what is told of it says how ("we all stand on our heads"). */
export function asTold(uses: readonly Use[], told: readonly string[]): Use[] {
  const turn = told.map((words) => statedLimits(words)).find(({ degrees, mirror }) => degrees !== undefined || mirror !== undefined);
  const isOpen = ({ tool, limits }: Use): boolean => limits.degrees === undefined && limits.mirror === undefined && tool.inputs.some(({ name }) => name === 'degrees');
  return uses.map((use) => (turn && isOpen(use) ? { ...use, limits: { ...use.limits, ...(turn.degrees === undefined ? {} : { degrees: turn.degrees }), ...(turn.mirror === undefined ? {} : { mirror: turn.mirror }) } } : use));
}

/** The file formats in which some tool saves a picture, sound or video. */
export function fileFormats(tools: readonly ToolSpec[]): string[] {
  return [...new Set(tools.filter((tool) => SAVED.some((modality) => keepsKind(tool, modality))).flatMap(formatsOf))];
}

/** The file formats that a parameter of the tool offers. */
function formatsOf({ inputs }: ToolSpec): string[] {
  const port = inputs.find(({ name, role, schema }) => role === 'parameter' && name === 'format' && Array.isArray(schema?.enum));
  return (port?.schema?.enum as readonly unknown[] | undefined)?.map(String) ?? [];
}

/** Whether the words state a length of a sound or video that the tool's result has none of. */
export function speaksOfLater(use: Use): boolean {
  return use.limits.seconds !== undefined && !use.tool.outputs.some(({ modality }) => accepts(modality, Modality.audio) || accepts(modality, Modality.video)) && !takesStretch(use.tool);
}
