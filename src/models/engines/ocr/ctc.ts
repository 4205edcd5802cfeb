/** One character read from a line. */
export interface Glyph {
  readonly text: string;
  /** Time steps from the left end of the line; the character peaks at `step`. */
  readonly step: number;
  /** 0 to 1 */
  readonly confidence: number;
  /** Highest probability of a space at the steps between the previous character and this one, 0 to 1. */
  readonly spaceBefore: number;
}

/** Class 0 is the blank of connectionist temporal classification. */
const BLANK = 0;

/** Full-width forms of ASCII characters (U+FF01 to U+FF5E), which the network mixes into Latin text. */
function halfWidth(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : character;
}

/** Classes of the network: the blank, the keys of the list in order, then a space. Full-width Latin characters become plain ones. */
export function classesOf(keyList: string): string[] {
  const keys = keyList.replace(/\r/g, '').split('\n');
  if (keys.at(-1) === '') keys.pop();
  return ['', ...keys.map(halfWidth), ' '];
}

/**
 * Greedy CTC decoding (Graves et al., 2006) of one line: the likeliest class of each step, repeats joined, blanks
 * dropped. Spaces are not glyphs; how likely they were stands in `spaceBefore`.
 */
export function decodeLine(probabilities: Float32Array, steps: number, classes: readonly string[]): Glyph[] {
  const count = classes.length;
  const space = count - 1;
  const glyphs: Glyph[] = [];
  let previous = BLANK;
  let spaceBefore = 0;
  for (let step = 0; step < steps; step += 1) {
    const from = step * count;
    let best = BLANK;
    for (let i = 1; i < count; i += 1) if ((probabilities[from + i] as number) > (probabilities[from + best] as number)) best = i;
    const confidence = probabilities[from + best] as number;
    spaceBefore = Math.max(spaceBefore, probabilities[from + space] as number);
    const last = glyphs.at(-1);
    if (best === BLANK || classes[best] === ' ' || classes[best] === '\u3000') {
      // A full-width space separates words like a plain one.
      if (classes[best] === '\u3000') spaceBefore = 1;
    } else if (best === previous && last) {
      if (confidence > last.confidence) glyphs[glyphs.length - 1] = { ...last, step, confidence };
    } else {
      glyphs.push({ text: classes[best] as string, step, confidence, spaceBefore });
      spaceBefore = 0;
    }
    previous = best;
  }
  return glyphs;
}
