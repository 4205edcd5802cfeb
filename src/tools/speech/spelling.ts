const CONTRACTIONS: Readonly<Record<string, string>> = {
  "can't": 'can not', cannot: 'can not', "won't": 'will not', "shan't": 'shall not', "ain't": 'is not', "let's": 'let us', "y'all": 'you all', gonna: 'going to', wanna: 'want to', gotta: 'got to', kinda: 'kind of',
  "it's": 'it is', "he's": 'he is', "she's": 'she is', "that's": 'that is', "there's": 'there is', "here's": 'here is', "what's": 'what is', "who's": 'who is', "where's": 'where is', "how's": 'how is', "when's": 'when is',
  "o'clock": 'oclock', "ma'am": 'madam',
};

const SAME_WORD: Readonly<Record<string, string>> = {
  ok: 'okay', alright: 'all right', percent: 'percent', 'per cent': 'percent', mister: 'mister', grey: 'gray', programme: 'program', cheque: 'check', tyre: 'tire', plough: 'plow', sceptical: 'skeptical', aluminium: 'aluminum',
  storey: 'story', kerb: 'curb', pyjamas: 'pajamas', mum: 'mom', whilst: 'while', amongst: 'among', towards: 'toward', afterwards: 'afterward', ageing: 'aging', judgement: 'judgment', acknowledgement: 'acknowledgment', doughnut: 'donut',
  hiccough: 'hiccup', yoghurt: 'yogurt', jewellery: 'jewelry', moustache: 'mustache', artefact: 'artifact', enquiry: 'inquiry', disc: 'disk', draught: 'draft', practise: 'practice', licence: 'license', defence: 'defense', offence: 'offense', etc: 'et cetera',
  missus: 'mrs', ms: 'miz', tv: 'tv', hey: 'hey', hi: 'hi', ad: 'ad',
};

/** Endings that British and American spelling write differently, brought to one form. Applied to both sides of a comparison only. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=\w{2})our(?=(?:s|ed|ing|er|ers|ful|less|able|ite|ites|ist|ism|hood)?$)/, 'or'],
  [/(?<=\w{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)/, 'iz'],
  [/(?<=\w{3})ys(?=(?:e|es|ed|ing|er|ers)$)/, 'yz'],
  [/(?<=\w{3}[^aeiou])re(?=s?$)/, 'er'],
  [/(?<=\w{2}[aeiou])ll(?=(?:ed|ing|er|ers)$)/, 'l'],
  [/(?<=\w{3})ogue(?=s?$)/, 'og'],
  [/(?<=\w{2})ae(?=\w)/, 'e'],
];

/** The words that a contraction stands for; other words as they are. Possessives lose their apostrophe. */
export function uncontracted(word: string): string[] {
  const known = CONTRACTIONS[word];
  if (known !== undefined) return known.split(' ');
  const [, stem, ending] = /^(\w+?)(n't|'re|'ve|'ll|'m|'d)$/.exec(word) ?? [];
  if (stem !== undefined && ending !== undefined) {
    const full = { "n't": 'not', "'re": 'are', "'ve": 'have', "'ll": 'will', "'m": 'am', "'d": 'would' }[ending];
    if (full !== undefined) return [stem, full];
  }
  return [word.replaceAll("'", '')];
}

/** One spelling for words that are written in several ways. */
export function oneSpelling(word: string): string {
  const same = Object.hasOwn(SAME_WORD, word) ? SAME_WORD[word] : undefined;
  if (same !== undefined) return same;
  return ENDINGS.reduce((result, [pattern, ending]) => result.replace(pattern, ending), word);
}
