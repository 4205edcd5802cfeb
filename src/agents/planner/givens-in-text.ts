import type { Given } from '../../core/index.js';
import { maskQuotes } from './quoted-text.js';

const MODALITY_OF_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    image: 'jpg jpeg png gif webp bmp tif tiff heic avif',
    audio: 'wav mp3 m4a flac ogg opus aac wma aiff',
    video: 'mp4 mkv mov webm avi m4v mpg mpeg wmv',
    text: 'txt text md rtf doc docx odt pdf htm html srt vtt',
    json: 'json csv tsv xlsx xls',
    url: 'url',
  }).flatMap(([modality, extensions]) => extensions.split(' ').map((extension) => [extension, modality] as const)),
);

const ADDRESS = /(?<![@\w.-])(?:https?:\/\/|file:\/\/|www\.)[^\s"'<>()\]]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|edu|gov|co|info)\b(?:\/[^\s"'<>()\]]*)?/gi;
const FILE_NAME = /(?<![\w/.])[\w+-]+(?:\.[\w+-]+)*\.([A-Za-z][A-Za-z0-9]{1,4})\b(?!\/)/g;

/**
 * Addresses and file names that the wording itself mentions, in order: a file's modality follows its extension, an address
 * is `url`, with `https://` before its value where the wording
 * leaves the scheme out. What stands inside a quoted text is material and not looked at.
 */
export function givensInText(goal: string): Given[] {
  const { masked } = maskQuotes(goal);
  const found: { at: number; given: Given }[] = [];
  for (const match of masked.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,;:!?]+$/, '');
    found.push({ at: match.index, given: { name: address, modality: 'url', value: withScheme(address) } });
  }
  const addresses = found.map(({ at, given }) => [at, at + given.name.length] as const);
  for (const match of masked.matchAll(FILE_NAME)) {
    const modality = MODALITY_OF_EXTENSION.get((match[1] ?? '').toLowerCase());
    if (modality === undefined || addresses.some(([start, end]) => match.index >= start && match.index < end)) continue;
    found.push({ at: match.index, given: { name: match[0], modality, ...(modality === 'url' ? { value: withScheme(match[0]) } : {}) } });
  }
  const byName = new Map(found.sort((a, b) => a.at - b.at).map(({ given }) => [given.name, given]));
  return [...byName.values()];
}

function withScheme(address: string): string {
  return /^\w+:\/\//.test(address) ? address : `https://${address}`;
}
