/** How a way of saying something is turned into another; undefined where it is none after all. */
export type Rewrite = readonly [RegExp, string | ((match: readonly string[]) => string | undefined)];

/** The text by the first rewriting that fits; as it is where none does. */
export function rewritten(rewrites: readonly Rewrite[], text: string): string {
  for (const [pattern, to] of rewrites) {
    const match = pattern.exec(text);
    if (!match) continue;
    if (typeof to === 'string') return text.replace(pattern, to);
    const by = to(Array.from(match, (group: string | undefined) => group ?? ''));
    if (by !== undefined) return `${text.slice(0, match.index)}${by}${text.slice(match.index + match[0].length)}`;
  }
  return text;
}

/** Rewritten until nothing fits any more, since one way of saying may stand inside another. */
export function rewrittenAll(rewrites: readonly Rewrite[], text: string): string {
  let now = text;
  for (let turn = 0; turn < MOST; turn += 1) {
    const next = rewritten(rewrites, now);
    if (next === now) break;
    now = next;
  }
  return now;
}

const MOST = 12;
