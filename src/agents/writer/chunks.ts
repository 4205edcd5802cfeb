import { splitSentences } from '../../tools/text/index.js';
import { estimateTokens } from '../../tools/text/data.js';

/** Tokens of source text that fit into one prompt beside the instructions and the answer. */
export const CHUNK_TOKENS = 4_000;

/**
 * Cuts a text into parts of at most `maxTokens`, between paragraphs where possible, else between sentences, else
 * between words, else anywhere. The parts together hold every character but blanks at the seams.
 */
export function splitIntoChunks(text: string, maxTokens = CHUNK_TOKENS): string[] {
  if (estimateTokens(text) <= maxTokens) return [text];
  let chunks: string[] = [];
  let seam = '\n\n';
  for (const [separator, parts] of [['\n\n', text.split(/\n\s*\n/)], ['\n', text.split('\n')], [' ', splitSentences(text)], [' ', text.split(/\s+/)]] as const) {
    chunks = [...parts];
    seam = separator;
    if (parts.every((part) => estimateTokens(part) <= maxTokens)) break;
  }
  const pieces = chunks.flatMap((chunk) => (estimateTokens(chunk) <= maxTokens ? [chunk] : sliceEvenly(chunk, maxTokens)));
  return joinSmall(pieces, seam, maxTokens);
}

function sliceEvenly(text: string, maxTokens: number): string[] {
  const letters = Array.from(text);
  const size = Math.max(1, Math.floor(maxTokens / 1.2));
  return Array.from({ length: Math.ceil(letters.length / size) }, (_, index) => letters.slice(index * size, (index + 1) * size).join(''));
}

function joinSmall(pieces: readonly string[], seam: string, maxTokens: number): string[] {
  const joined: string[] = [];
  let open = '';
  for (const piece of pieces) {
    const candidate = open === '' ? piece : `${open}${seam}${piece}`;
    if (open !== '' && estimateTokens(candidate) > maxTokens) {
      joined.push(open);
      open = piece;
    } else open = candidate;
  }
  if (open.trim() !== '') joined.push(open);
  return joined;
}
