/** Answers of which it is known whether they are right; written by hand, none comes from a model. */
export interface Samples {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

export type SamplesByTask = Readonly<Record<string, Samples>>;

/** The same text with one stretch changed; throws where it does not have it, so that no sample is silently a copy. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new RangeError(`"${from}" is not in the sample`);
  return text.replace(from, to);
}
