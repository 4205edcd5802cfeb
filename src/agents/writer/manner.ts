import { z } from 'zod';
import type { Alternative, ToolContext } from '../../core/index.js';
import { identifyLanguage, isOtherLanguage, languageCode, withoutOrders } from '../../tools/text/index.js';
import type { Limits } from './limits.js';
import { holdToSource, type ToKeep } from './hold-to-source.js';
import { chooseOwnSentences, embedderFor, shapeSentences } from './own-sentences.js';
import { translateText } from './translate-text.js';

/** How a text that is made from another text keeps to it. */
export const Manner = z.enum(['free', 'grounded', 'quoted']);
export type Manner = z.infer<typeof Manner>;

/** Parameter of the tools that have it. */
export const MANNER = Manner.default('free').describe('free: in own words; grounded: every sentence that the source does not carry is replaced by its nearest one, and what must not be left out is put in; quoted: in sentences of the source alone');

/** What holding a text to its source, and its number of sentences or words to what is asked for, can mend. */
const MENDED = ['text_length', 'text_format', 'not_empty', 'no_refusal', 'no_repetition', 'grounded_text', 'content_coverage', 'not_truncated'];

/** Ways of the ladder for tools with a manner. */
export const MANNERS_AS_WAYS: readonly Alternative[] = [
  { name: 'held to its source', parameters: { manner: 'grounded' }, madeFor: MENDED },
  { name: 'in sentences of its source', parameters: { manner: 'quoted' }, madeFor: MENDED },
];

export interface MannerRequest {
  readonly manner: Manner;
  readonly source: string;
  readonly limits: Limits;
  /** English name of the language to write in. */
  readonly language: string;
  readonly toKeep: ToKeep;
  /** The text in the writer's own words; asked for only where the manner needs it and there is none to be mended. */
  readonly write: () => Promise<string>;
}

/** A text in the manner that is asked for. Tables and JSON are not made of sentences: they are written freely, and what was written stays. */
export async function inManner({ manner, source: given, limits, language, toKeep, write }: MannerRequest, context: ToolContext): Promise<string> {
  if (manner === 'free') return write();
  if (limits.format === 'table' || limits.format === 'json') return context.previous ?? write();
  const source = withoutOrders(given);
  const embed = await embedderFor(source, context);
  const isForeign = isOtherLanguage(await identifyLanguage(source), languageCode(language) ?? '');
  const quote = async (): Promise<string> => shapeSentences(await chooseOwnSentences(source, limits, embed, { focus: toKeep.instruction }), limits);
  // In another language only numbers could be compared: there the source's own sentences are translated.
  if (isForeign) return translateText(await quote(), language, context);
  return manner === 'quoted' ? quote() : holdToSource(context.previous ?? (await write()), source, limits, embed, toKeep);
}
