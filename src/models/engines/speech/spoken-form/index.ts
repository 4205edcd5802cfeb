/** Written English turned into what people say: the words for numbers, dates, money, units, short forms, addresses and symbols. */
import { expandAbbreviations } from './abbreviations.js';
import { spokenDates } from './dates.js';
import { spokenInitialisms } from './initialisms.js';
import { withoutMarkup } from './markup.js';
import { spokenDigitStrings, spokenFractions, spokenNumbers } from './numbers.js';
import { spokenQuantities } from './quantities.js';
import { spokenSymbols } from './symbols.js';
import { spokenAddresses } from './web.js';

export { withoutMarkup } from './markup.js';
export { cardinal, digitByDigit, ordinal, year } from './number-names.js';

/** Longest text that is worked on, characters; what follows is cut off, since no speech of it could be wanted. */
const LONGEST = 200_000;

/**
 * The text as it is read aloud: words and punctuation only, no digit, no markup, one line a paragraph. Never throws;
 * what has no spoken form (emoji, other scripts' signs) is left out.
 */
export function spokenForm(text: string): string {
  const plain = withoutMarkup(text.slice(0, LONGEST)).replace(/(?<=\d)\s?([¼½¾⅓⅔⅛])/g, ' $1').normalize('NFKC').replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '').replace(/[‘’ʼ]/g, "'").replace(/[−‒]/g, '-');
  const spoken = [spokenAddresses, spokenDigitStrings, expandAbbreviations, spokenDates, spokenQuantities, spokenFractions, spokenInitialisms, spokenSymbols, spokenNumbers].reduce((result, rule) => rule(result), digitsOfEveryScript(plain));
  return tidied(spoken);
}

/** Decimal digits of other scripts as 0-9. */
function digitsOfEveryScript(text: string): string {
  // In Unicode each script's ten digits stand together, and the zero is the first of them.
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
      code -= 1;
      value += 1;
    }
    return String(value);
  });
}

function tidied(text: string): string {
  return text
    .replace(/\p{N}/gu, ' ')
    .replace(/\s*[–—]+\s*|\s+-+\s+|--+/g, ', ')
    .replace(/[^\p{L}\p{M}\s.,;:!?…'"“”()-]/gu, ' ')
    .replace(/[ \t\u00A0\u2000-\u200A\u3000]+/g, ' ')
    .replace(/ +([.,;:!?…)])/g, '$1')
    .replace(/,(?:\s*,)+/g, ',')
    .replace(/,\s*([.!?;:])/g, '$1')
    .replace(/\( +/g, '(')
    .split('\n')
    .map((line) => line.trim().replace(/^[,;:.]+\s*/, ''))
    .filter((line) => line !== '')
    .join('\n');
}
