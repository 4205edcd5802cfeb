import { accepts, isMedia, Modality, type Port, type ToolSpec } from '../../core/index.js';

/** Inputs that a step cannot do without and that are wired, not spelled out. */
export function requiredContent(tool: Pick<ToolSpec, 'inputs'>): Port[] {
  return tool.inputs.filter((port) => port.role === 'content' && !port.optional);
}

/** True for ports that can hold a literal when nothing else fits. */
export function takesLiteral(port: Port): boolean {
  return port.modality === Modality.text;
}

/**
 * Whether a text that the tool takes must be there. A tool that says how people ask for it says by the kind of its inputs, too, what the wording fills (parameters)
 * and what is worked on (content); of others the text may be the wording itself ("find a recipe for lentil soup").
 */
export function needsMaterial({ wordings }: ToolSpec): boolean {
  return wordings !== undefined;
}

/** One converter: a tool that makes one modality of another and needs nothing else. */
interface Conversion {
  readonly tool: ToolSpec;
  readonly from: string;
  readonly to: string;
  /** What it makes first of all. */
  readonly primary: boolean;
}

/**
 * Tools with exactly one required content port, whose output has another modality. Tools that make media of words alone are no converters: they invent.
 * Neither are those that take a piece of a medium, nor is what a tool says of the picture, sound or video that it makes the words of what it was given.
 */
export function conversions(tools: readonly ToolSpec[]): Conversion[] {
  return tools.flatMap((tool) => {
    const [input, ...others] = requiredContent(tool);
    if (!input || others.length > 0 || input.modality === Modality.any || input.list) return [];
    if (tool.inputs.some((port) => port.role === 'parameter' && !port.optional) || takesPiece(tool)) return [];
    const makesMedia = isMedia(tool.outputs[0]?.modality ?? '');
    return tool.outputs
      .filter((output) => !output.list && (!makesMedia || isMedia(output.modality)) && !accepts(output.modality, input.modality) && (input.modality !== Modality.text || output.modality === Modality.url))
      .map((output) => ({ tool, from: input.modality, to: output.modality, primary: output === tool.outputs[0] }));
  });
}

function takesPiece({ inputs }: ToolSpec): boolean {
  return [/^start/i, /^end/i].every((name) => inputs.some((port) => port.role === 'parameter' && name.test(port.name)));
}

/** What it costs a converter that the modality is not what it is for. */
const BESIDE = 0.15;

/**
 * The shortest chain of converters from one of `from` to `to`, at most three tools long; among equally short ones the one
 * whose tools fit the wording best. `undefined` when there is none.
 */
export function conversionPath(tools: readonly ToolSpec[], from: string, to: string, fit: (tool: ToolSpec) => number): ToolSpec[] | undefined {
  const all = conversions(tools);
  let frontier: { chain: ToolSpec[]; at: string; fit: number }[] = [{ chain: [], at: from, fit: 0 }];
  for (let length = 1; length <= 3; length += 1) {
    frontier = frontier.flatMap(({ chain, at, fit: sum }) =>
      all
        .filter((conversion) => conversion.from === at && !chain.includes(conversion.tool))
        .map((conversion) => ({ chain: [...chain, conversion.tool], at: conversion.to, fit: sum + fit(conversion.tool) - (conversion.primary ? 0 : BESIDE) })),
    );
    const [best] = frontier.filter(({ at }) => accepts(to, at)).sort((a, b) => b.fit - a.fit);
    if (best) return best.chain;
  }
  return undefined;
}

const SPEECH = /\b(?:said|says?|saying|talks?|talking|speech|speaks?|speaking|spoken|lectures?|interviews?|conversation|discussion|dialogue|discuss|tells|telling|explains?|narrator|subtitles?|subtitled|webinar|lesson|sermon|seminar|keynote|podcast|meeting|hearing)\b/i;

/** The same, through sound where the words speak of speech: what is said in a video is heard, not seen. */
export function conversionPathFor(words: string, tools: readonly ToolSpec[], from: string, to: string, fit: (tool: ToolSpec) => number): ToolSpec[] | undefined {
  if (from === Modality.video && to === Modality.text && SPEECH.test(words)) {
    const [heard, written] = [conversionPath(tools, from, Modality.audio, fit), conversionPath(tools, Modality.audio, to, (tool) => fit(tool))];
    if (heard && written) return [...heard, ...written];
  }
  return conversionPath(tools, from, to, fit);
}
