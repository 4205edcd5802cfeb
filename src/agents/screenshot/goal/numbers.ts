export const NUMBER_WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 };

/** `three` or `3` as a number; NaN for what is none. */
export const numberIn = (words: string): number => NUMBER_WORDS[words.toLowerCase()] ?? Number(words);
