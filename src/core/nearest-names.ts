/** Pairs of neighbouring characters, lower case, with the word's ends marked. */
function bigrams(name: string): Set<string> {
  const marked = `^${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}$`;
  return new Set(Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2)));
}

/** Sørensen–Dice coefficient of two names over character bigrams: 0 (nothing in common) to 1 (equal). */
function likeness(left: string, right: string): number {
  const [a, b] = [bigrams(left), bigrams(right)];
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size);
}

/** At most `count` of `names` that look like `wanted`, best first; for "did you mean" in messages. */
export function nearestNames(wanted: string, names: readonly string[], count = 3): string[] {
  return names
    .map((name) => ({ name, score: likeness(wanted, name) }))
    .filter(({ score }) => score >= 0.4)
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ name }) => name);
}
