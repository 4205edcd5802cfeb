const LETTERS: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', Δ: 'delta', ε: 'epsilon', θ: 'theta', λ: 'lambda', μ: 'mu', π: 'pi', σ: 'sigma', Σ: 'sigma', τ: 'tau', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega', Ω: 'omega',
  ß: 'ss', ø: 'o', Ø: 'O', æ: 'ae', Æ: 'Ae', œ: 'oe', Œ: 'Oe', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ð: 'th', þ: 'th', ı: 'i',
};

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\bC#/g, 'C sharp'], [/(?<=\s|^)\.(?=[A-Za-z])/g, ' dot '], [/\s?©\s?/g, ' copyright '], [/[®™]/g, ''], [/§§?\s?/g, ' section '], [/№\s?/g, ' number '],
  [/\s?±\s?/g, ' plus or minus '], [/\s?×\s?/g, ' times '], [/\s?÷\s?/g, ' divided by '], [/\s?≈\s?/g, ' about '], [/\s?≠\s?/g, ' is not equal to '],
  [/\s?(?:≤|<=)\s?/g, ' at most '], [/\s?(?:≥|>=)\s?/g, ' at least '], [/\s?(?:→|->|=>)\s?/g, ' to '], [/√\s?/g, ' square root of '], [/∞/g, ' infinity '],
  [/(?<=\d\s?)\*(?=\s?\d)/g, ' times '], [/(?<=\d\s?)\/(?=\s?\d)/g, ' over '], [/(?<=\d)\s?x\s?(?=\d)/g, ' by '], [/(?<=\d)\s+-\s+(?=\d)/g, ' minus '],
  [/(?<=[\w)])\s*\+\s*(?=[\w(])/g, ' plus '], [/(?<=\w)\+\+/g, ' plus plus'], [/(?<=\d)\+/g, ' plus'], [/\+(?=\d)/g, ' plus '],
  [/\s?==?=?\s?/g, ' equals '], [/\s<\s?(?=\S)/g, ' less than '], [/\s>\s?(?=\S)/g, ' greater than '],
  [/(?<=\w)\/(?=\w)/g, ' slash '], [/\band\sslash\sor\b/g, 'and or'],
  [/\s?&\s?/g, ' and '], [/#\s?(?=\d)/g, ' number '], [/#(?=\p{L})/gu, ' hashtag '], [/(?<=\s|^)@(?=\w)/g, ' at '], [/\s@\s/g, ' at '],
  [/~\s?(?=\d)/g, 'about '], [/(?<=\w)_(?=\w)/g, ' '], [/\^/g, ' to the power of '],
];

/** Symbols that have a spoken name; letters outside the English alphabet by name or plain letter. */
export function spokenSymbols(text: string): string {
  const named = SIGNS.reduce((result, [pattern, words]) => result.replace(pattern, words), text);
  return Array.from(named).map((letter) => LETTERS[letter] ?? letter).join('');
}
