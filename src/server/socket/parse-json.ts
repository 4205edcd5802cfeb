import { VouchError } from '../../core/index.js';

/** Arrays and objects within each other that a message may hold. */
const DEPTH = 64;

/** Parses a text from a client. Throws USAGE for what is no JSON or nested deeper than any message is. */
export function parseJson(text: string): unknown {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') {
      if (++depth > DEPTH) throw new VouchError('USAGE', `The message is nested deeper than ${DEPTH} levels.`);
    } else if (character === '}' || character === ']') depth--;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new VouchError('USAGE', 'The message is not JSON.', { cause });
  }
}
