import { createHash } from 'node:crypto';
import { setOrdersAside } from './orders.js';

/**
 * Text from the world between two marker lines that the text itself cannot contain (they carry its hash). Control tokens
 * of chat templates are taken apart, so that a text cannot end its message, and sentences that give orders are set aside.
 */
export function asData(text: string, name = 'TEXT'): string {
  const mark = `${name} ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  return `<<< ${mark}\n${disarm(setOrdersAside(text).text)}\n>>> END OF ${mark}`;
}

/** The hashes in the marker lines of a rendered text. */
export function marksOf(rendered: string): string[] {
  return [...rendered.matchAll(/^<<< [A-Z0-9 ]+ ([0-9a-f]{8})$/gm)].map(([, hash]) => hash ?? '');
}

/** A short value from the world on one line: quoted, without line breaks. */
export function disarm(text: string): string {
  return text.replace(/<\|/g, '< |').replace(/\|>/g, '| >').replace(/^>>> (?=END OF )/gm, '>> ').trim();
}

/** Tokens that a text takes about: four letters a token in Latin script, one or two letters a token in others. Errs upwards. */
export function estimateTokens(text: string): number {
  const dense = (text.match(/[^\u0000-\u024f\s]/gu) ?? []).length;
  return Math.ceil((text.length - dense) / 3.4 + dense * 1.1);
}
