import { z } from 'zod';
import { isMedia, type ModelClient, type Port, type ToolSpec } from '../../core/index.js';
import { objectMentions } from '../../tools/image/index.js';
import { languageCode } from '../../tools/text/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import { namedValues } from './stated-choices.js';
import { languageNamesIn, statedLimits, type StatedLimits } from './stated-limits.js';
import { stems } from './words.js';

type Json = z.core.util.JSONType;

/** What the values of one step's parameters may come from. */
export interface ParameterWording {
  /** The words that ask for the step, quoted texts in place. */
  readonly clause: string;
  /** Texts that the clause quotes. */
  readonly quotes: readonly string[];
  readonly limits: StatedLimits;
  readonly goal: string;
}

/**
 * Values for the parameter ports of a step that its wording states: by what the port is called and what its schema
 * takes; a required one that no rule fills is decoded by the language model against its schema.
 */
export async function parametersFor(tool: ToolSpec, stated: ParameterWording, models: ModelClient, signal?: AbortSignal): Promise<Record<string, Json>> {
  const values: Record<string, Json> = {};
  const wording = limitsFor(tool, stated);
  for (const port of tool.inputs) {
    if (port.role !== 'parameter' || !port.schema) continue;
    const fits = schemaOf(port.schema);
    const value = candidates(port, port.schema, wording).find((candidate) => fits.safeParse(candidate).success);
    if (value !== undefined) values[port.name] = value;
    else if (!port.optional && LANGUAGE.test(port.name) && fits.safeParse(PLAIN_LANGUAGE).success && languageNamesIn(wording.goal).length === 0) values[port.name] = PLAIN_LANGUAGE;
    else if (!port.optional) values[port.name] = await decode(tool, port, port.schema, wording, models, signal);
  }
  return Object.keys(values).length === 0 && changesNothing(tool) ? decodeAll(tool, wording, models, signal) : values;
}

/** Whoever names single moments to a tool that takes them names no stretch: "stills at 0:05 and 0:20". */
function limitsFor({ inputs }: ToolSpec, wording: ParameterWording): ParameterWording {
  if (wording.limits.moments === undefined || !inputs.some(({ name }) => MOMENTS.test(name))) return wording;
  return { ...wording, limits: Object.fromEntries(Object.entries(wording.limits).filter(([limit]) => limit !== 'stretch')) };
}

/** Whether the words state a value for a parameter of the tool in a way that a rule reads: a number, a time, a format, a language, a kind of thing. */
export function statesParameter(tool: ToolSpec, clause: string, limits = statedLimits(clause)): boolean {
  const wording = { clause, quotes: [], limits, goal: clause };
  return tool.inputs.some((port) => {
    if (port.role !== 'parameter' || !port.schema || FREE_TEXT.test(port.name)) return false;
    const fits = schemaOf(port.schema);
    return candidates(port, port.schema, wording).some((candidate) => fits.safeParse(candidate).success);
  });
}

const schemas = new WeakMap<Record<string, unknown>, z.ZodType>();

/** Read once: every clause of a request is held against every port. */
function schemaOf(schema: Record<string, unknown>): z.ZodType {
  const known = schemas.get(schema) ?? z.fromJSONSchema(schema);
  schemas.set(schema, known);
  return known;
}

const LANGUAGE = /language|locale/i;
const MOMENTS = /^at.*ms$/i;
/** Who asks in English for a translation and names no language wants to read it in English. */
const PLAIN_LANGUAGE = 'English';

/** Whether the tool hands on what it gets where no parameter says otherwise: it makes a medium of the same one, and all its parameters are optional. */
export function changesNothing(tool: ToolSpec): boolean {
  const made = tool.outputs[0]?.modality ?? '';
  return isMedia(made) && tool.inputs.some(({ role, list, modality }) => role === 'content' && !list && modality === made) && tool.inputs.some(({ role }) => role === 'parameter');
}

/** Possible values of one port, best first; those that do not fit its schema are passed over by the caller. */
function candidates(port: Port, schema: Record<string, unknown>, wording: ParameterWording): Json[] {
  const { limits } = wording;
  if (Array.isArray(schema.enum)) return choices(schema.enum as Json[], limits, wording.clause);
  if (schema.type === 'boolean') return isStated(port.name, wording) ? [true] : [];
  // The language spoken in a recording is not the language that the result is to have.
  const ofSource = /spoken/i.test(port.description);
  const byName: readonly (readonly [RegExp, Json | undefined])[] = [
    [LANGUAGE, ofSource ? undefined : limits.language],
    [LANGUAGE, ofSource || limits.language === undefined ? undefined : languageCode(limits.language)],
    [/^sentences$|sentence/i, limits.sentences?.maximum ?? limits.sentences?.minimum],
    [/^words$|wordcount|maxwords/i, limits.words?.maximum],
    [/^items$|bullets|points/i, limits.items?.maximum ?? limits.items?.minimum],
    [/speed|(?<!sample_?|bit_?)rate$/i, limits.speed],
    [/^voice$/i, limits.voice],
    [/start.*ms/i, inMs(limits.stretch?.from)],
    [/end.*ms/i, inMs(endOf(limits))],
    [/secondsper|secondseach|durationper/i, limits.secondsEach],
    [/^start|startseconds|^from/i, limits.stretch?.from],
    [/^end|endseconds|^to$/i, endOf(limits)],
    [MOMENTS, limits.moments?.map((seconds) => Math.round(seconds * 1000))],
    [/everyms|interval.*ms/i, inMs(limits.everySeconds)],
    [/every|interval/i, limits.everySeconds],
    [/count|number|frames/i, limits.count],
    [/gap|pause/i, limits.gapSeconds],
    [/volume|gain/i, limits.louder],
    [/^object$/i, limits.object],
    [/^labels$/i, ALL_THINGS.test(wording.clause) ? undefined : thingsIn(wording.clause)],
    [/samplerate|sample_rate/i, limits.hertz],
    [/^channels$/i, limits.channels],
    [/^kilobits$|bit_?rate/i, limits.kilobits],
    [/width/i, limits.width],
    [/height/i, limits.height],
    [/^longestside$/i, limits.longestSide],
    [/^scale$/i, limits.scale],
    [/^quality$/i, limits.quality],
    [/^degrees$/i, limits.degrees],
    [/^shape$/i, limits.shape],
  ];
  const found = byName.flatMap(([name, value]) => (value !== undefined && name.test(port.name) ? [value] : []));
  if (schema.type === 'string' && schema.pattern === undefined && FREE_TEXT.test(port.name)) found.push(...wording.quotes, ...(asksToFill(port) ? [plainWords(wording.clause)] : []));
  return found;
}

const ALL_THINGS = /\b(?:everything|anything|all (?:of )?(?:the )?(?:objects|things)|each (?:object|thing)|objects|things)\b/i;

/** Whose something is: "the children's tour" names no children that are to be found. */
const OWNER = /\b(?:(?:the|my|our|his|her|their) )?\w+(?:'s|s')(?= \w)(?! (?:in|on|at|near|by|under|behind|beside|not|been|an?|the|\w+ing)\b)/gi;

/** The kinds of things that the words name: "mark the dogs". */
function thingsIn(clause: string): string[] | undefined {
  const words = [...new Set(objectMentions(clause.replace(OWNER, ''), { asked: true }).filter(({ negated }) => !negated).map(({ word }) => word.toLowerCase()))];
  return words.length === 0 ? undefined : words;
}

const FREE_TEXT = /^(?:goal|task|question|instruction|instructions|prompt|query|what|request|topic|subject|style|description|text|title)$/i;

/** Whether a free-text port wants the wording of the step itself. */
function asksToFill(port: Port): boolean {
  return !port.optional || /^(?:question|instruction|instructions|what|query|request)$/i.test(port.name);
}

/** The form that the words state, and the values that they name, in their order. */
function choices(values: readonly Json[], limits: StatedLimits, clause: string): Json[] {
  const { form, mirror, style, region } = limits;
  return [...[form, mirror, style, region].filter((value) => value !== undefined), ...namedValues(values.filter((value) => typeof value === 'string'), clause)];
}

function isStated(name: string, { limits, clause }: ParameterWording): boolean {
  if (/normali[sz]e/i.test(name)) return limits.evenLoudness === true;
  return (/^full/i.test(name) && limits.wholeLength === true) || mentionsName(name, clause);
}

function mentionsName(name: string, clause: string): boolean {
  const words = new Set(stems(clause.replace(/\b(?:whole|entire|complete)\b/gi, 'full')));
  const wanted = stems(name.replace(/([a-z])([A-Z])/g, '$1 $2'));
  return wanted.length > 0 && wanted.every((stem) => words.has(stem));
}

/** The clause as an instruction: without phrases of asking. */
function plainWords(clause: string): string {
  return clause.replace(/^(?:(?:please|then|finally|and|also|i(?:'d| would) like (?:you )?to|i want (?:you )?to|i want to know|i need to know|(?:can|could) you|tell me|help me(?: to)?)[\s,]+)+/i, '').trim() || clause;
}

const Decoded = z.object({ value: z.json() });

async function decode(tool: ToolSpec, port: Port, schema: Record<string, unknown>, wording: ParameterWording, models: ModelClient, signal: AbortSignal | undefined): Promise<Json> {
  const prompt = loadPrompt('planner/parameter').render({
    tool: `${tool.name}: ${tool.description}`,
    parameter: `${port.name}: ${port.description}`,
    goal: wording.goal,
    clause: wording.clause,
  });
  const reply = await models.chat({ ...prompt, schema: { type: 'object', properties: { value: schema }, required: ['value'], additionalProperties: false } }, { signal });
  return Decoded.parse(reply.json).value;
}

/** All parameters at once, where the wording must set one of them and no rule knows which; none without a language model. */
async function decodeAll(tool: ToolSpec, wording: ParameterWording, models: ModelClient, signal: AbortSignal | undefined): Promise<Record<string, Json>> {
  const ports = tool.inputs.flatMap((port) => (port.role === 'parameter' && port.schema ? [{ ...port, schema: port.schema }] : []));
  if (wording.clause === '' || !models.has('chat')) return {};
  const prompt = loadPrompt('planner/parameters').render({
    tool: `${tool.name}: ${tool.description}`, parameters: ports.map((port) => `${port.name}: ${port.description}`).join('\n'), goal: wording.goal, clause: wording.clause,
  });
  const properties = Object.fromEntries(ports.map(({ name, schema }) => [name, { anyOf: [{ type: 'null' }, schema] }]));
  const reply = await models.chat({ ...prompt, schema: { type: 'object', properties, required: ports.map(({ name }) => name), additionalProperties: false } }, { signal });
  const decoded = z.record(z.string(), z.json()).parse(reply.json);
  return Object.fromEntries(ports.flatMap(({ name, schema }) => (decoded[name] !== null && z.fromJSONSchema(schema).safeParse(decoded[name]).success ? [[name, decoded[name] as Json]] : [])));
}

/** Where a piece ends: "under a minute" of something that begins at the start. */
function endOf({ stretch, seconds }: StatedLimits): number | undefined {
  return stretch ? stretch.to : seconds?.maximum;
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
