/** Truth about speech: how much of known words a transcript has. */

/** Words of a text for comparison: lower case, digits kept, punctuation gone. */
export function spokenWords(text: string): string[] {
  return text.toLowerCase().normalize('NFKC').replace(/[’']/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Word errors (substituted, left out, added) over the number of known words. Levenshtein's distance over words. */
export function wordErrors(known: string, heard: string): number {
  const wanted = spokenWords(known);
  const got = spokenWords(heard);
  let row = got.map((_, index) => index + 1);
  row.unshift(0);
  for (const [index, word] of wanted.entries()) {
    const next = [index + 1];
    for (const [at, other] of got.entries()) next.push(Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (word === other ? 0 : 1)));
    row = next;
  }
  return (row.at(-1) ?? 0) / Math.max(1, wanted.length);
}

/** Share of the known words that were heard, in order (longest common subsequence). */
export function heardShare(known: string, heard: string): number {
  const wanted = spokenWords(known);
  const got = spokenWords(heard);
  let row: number[] = new Array<number>(got.length + 1).fill(0);
  for (const word of wanted) {
    const next = [0];
    for (const [at, other] of got.entries()) next.push(word === other ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0));
    row = next;
  }
  return (row.at(-1) ?? 0) / Math.max(1, wanted.length);
}
