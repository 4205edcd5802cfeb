import { accepts, type Given, type ToolSpec } from '../../core/index.js';
import { SUBJECTS } from './condition-reading.js';

/** Verb and two things: "describe | the picture | and | the video | in two sentences". */
const TWO_THINGS = /^(.*?\b)((?:the|this|that|my|our|an?) (?:\w+ )?(\w+)) and (?:also )?((?:the |this |that |my |our |an? )?(?:\w+ )?(\w+))\b(.*)$/i;

/**
 * "Describe the picture and the video" is two pieces of work where a picture and a video were given and the tool that fits
 * best takes only one of them; `undefined` where it is one.
 */
export function twoPieces(clause: string, best: ToolSpec | undefined, givens: readonly Given[]): readonly [string, string] | undefined {
  const [, verb = '', first = '', firstNoun = '', second = '', secondNoun = '', rest = ''] = TWO_THINGS.exec(clause) ?? [];
  const [one, other] = [modalityOf(firstNoun), modalityOf(secondNoun)];
  if (!best || one === undefined || other === undefined || one === other) return undefined;
  if (![one, other].every((modality) => givens.some((given) => given.modality === modality))) return undefined;
  const takes = (modality: string): boolean => best.inputs.some((port) => accepts(port.modality, modality));
  return takes(one) && takes(other) ? undefined : [`${verb}${first}${rest}`, `${verb}${second}${rest}`];
}

function modalityOf(noun: string): string | undefined {
  return Object.entries(SUBJECTS).find(([, name]) => name.test(noun))?.[0];
}
