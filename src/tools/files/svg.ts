import { readFile } from 'node:fs/promises';
import { VouchError } from '../../core/index.js';
import { referencesDrawn } from './svg-references.js';
import { decodeText } from './text.js';

const SVG_BYTES = 10_000_000;
/** Ways for a drawing to pull in something else: links that are neither inside the file nor inline data, entities, includes. */
const EXTERNAL = /<!ENTITY|<\?xml-stylesheet|xi:include|@import|<script[\s>]|(href|src)\s*=\s*["']\s*(?!#|data:)[^"'\s]|url\((?!\s*(?:["']\s*)?(?:#|data:|(?:["']\s*)?\)))/i;

/** So many shapes that are drawn again are drawn in a second or two. */
const MOST_REFERENCES = 10_000;

/** Refuses drawings that are huge, that refer to anything outside themselves or that draw the same thing more often than anybody waits for. Throws INPUT_TOO_LARGE, INPUT_CORRUPT or INPUT_UNSUPPORTED. */
export async function checkSvg(path: string, bytes: number): Promise<void> {
  if (bytes > SVG_BYTES) throw new VouchError('INPUT_TOO_LARGE', `The drawing ${JSON.stringify(path)} holds ${bytes} bytes; the limit for SVG is ${SVG_BYTES}.`);
  const decoded = decodeText(await readFile(path));
  if (!decoded) throw new VouchError('INPUT_CORRUPT', `The drawing ${JSON.stringify(path)} is no text.`);
  if (EXTERNAL.test(withoutLinks(decoded.text))) {
    throw new VouchError('INPUT_UNSUPPORTED', `The drawing ${JSON.stringify(path)} refers to something outside itself (a script, an entity, a style sheet or a linked file). Save it as plain SVG or as PNG.`);
  }
  if (referencesDrawn(decoded.text, MOST_REFERENCES + 1) > MOST_REFERENCES) {
    throw new VouchError('INPUT_TOO_LARGE', `The drawing ${JSON.stringify(path)} draws parts of itself again and again, more than ${MOST_REFERENCES} times. Save it as PNG.`);
  }
}

/** Hyperlinks (`<a href>`) load nothing when a drawing is rendered. */
function withoutLinks(source: string): string {
  return source.replace(/<a\s[^<>]*>/gi, '').replace(/xmlns(:\w+)?\s*=\s*["'][^"']*["']/gi, '');
}
