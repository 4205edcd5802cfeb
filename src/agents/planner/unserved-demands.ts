import { isMedia, type ToolSpec } from '../../core/index.js';
import { statedLimits } from './stated-limits.js';
import { stems } from './words.js';

/** What must not suffer: "without losing sharpness", "with no loss of detail". */
const DEMAND = /\b(?:without (?:any )?(?:losing|loss (?:of|in)|lowering|hurting|reducing)|with no loss (?:of|in)) (?:any |the |its |much |image |picture |sound )*(\p{L}+)/giu;

/** "Twice as big without losing sharpness": what is not there cannot be shown larger. */
export function enlargesUnharmed(clause: string): boolean {
  return clause.search(DEMAND) >= 0 && (statedLimits(clause).scale ?? 1) > 1;
}

/** The demands that the words make on the work of a tool and of which the tool says nothing. What a text is not to lose its oracles look for. */
export function unservedDemands(clause: string, { name, description, inputs, outputs }: ToolSpec): string[] {
  if (!outputs.some(({ modality }) => isMedia(modality))) return [];
  const known = new Set(stems([name.replaceAll('_', ' '), description, ...inputs.map((port) => `${port.name} ${port.description}`)].join(' ')));
  return [...clause.matchAll(DEMAND)].filter(([, noun = '']) => stems(noun).some((stem) => !known.has(stem))).map(([words]) => words);
}
