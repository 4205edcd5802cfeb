import { cardinal, ordinal, romanValue } from './number-names.js';

/** All-capital names that are said as one word although they are short or look unsayable, and how they are written for that. */
const SAID_AS_WORD: Readonly<Record<string, string>> = {
  AIDS: 'aids', ASAP: 'A S A P', ASCII: 'askey', CAPTCHA: 'captcha', COVID: 'covid', GIF: 'gif', GUI: 'gooey', JPEG: 'jay peg', JPG: 'jay peg', JSON: 'jason', LAN: 'lan', LASER: 'laser',
  LED: 'L E D', MIDI: 'middy', NASA: 'nasa', NATO: 'nato', NAFTA: 'nafta', OK: 'okay', OPEC: 'opec', PIN: 'pin', PNG: 'P N G', RADAR: 'radar', RAM: 'ram', ROM: 'rom', SARS: 'sars', SIM: 'sim', SMART: 'smart',
  SONAR: 'sonar', SWAT: 'swat', SCUBA: 'scuba', UNESCO: 'unesco', UNICEF: 'unicef', WIFI: 'wifi', YAML: 'yamel', ZIP: 'zip', FIFA: 'fifa', UEFA: 'you ayfa', IKEA: 'ikea', NASDAQ: 'nasdaq', WASP: 'wasp', DARPA: 'darpa', NOAA: 'noah', OSHA: 'osha',
  SQL: 'S Q L', CEO: 'C E O', IEEE: 'I triple E', AAA: 'triple A', EU: 'E U', UN: 'U N', UK: 'U K', US: 'U S', USA: 'U S A', UAE: 'U A E', IOT: 'I O T', API: 'A P I', USB: 'U S B', AI: 'A I', IT: 'I T', ID: 'I D', TV: 'T V', UI: 'U I', UX: 'U X', IQ: 'I Q', ATM: 'A T M',
  MIT: 'M I T', UCLA: 'U C L A', NYPD: 'N Y P D', ESPN: 'E S P N', BBC: 'B B C', IMF: 'I M F', OECD: 'O E C D', EPA: 'E P A', FAA: 'F A A', AWS: 'A W S', IOS: 'I O S', IPO: 'I P O', URL: 'U R L', DIY: 'D I Y', RSVP: 'R S V P', ETA: 'E T A', FYI: 'F Y I', AKA: 'A K A', CIA: 'C I A', DNA: 'D N A', RNA: 'R N A', IBM: 'I B M', SUV: 'S U V', UFO: 'U F O', VIP: 'V I P', ABC: 'A B C', EKG: 'E K G', IRS: 'I R S', NFL: 'N F L', NBA: 'N B A', AM: 'A M', PM: 'P M', AD: 'A D', BC: 'B C', OEM: 'O E M', GPU: 'G P U', CPU: 'C P U', AOL: 'A O L', USDA: 'U S D A', AARP: 'A A R P', IUPAC: 'I U pack', IDE: 'I D E', ISO: 'I S O', ISBN: 'I S B N', ADHD: 'A D H D', OCR: 'O C R', NGO: 'N G O', LLM: 'L L M', EDF: 'E D F', IAEA: 'I A E A', AUC: 'A U C', UTC: 'U T C', EST: 'E S T', GMT: 'G M T', EDT: 'E D T',
};

/** Short English words that stay words when somebody writes them in capitals. */
const SHORT_WORDS = new Set(
  'I A AN AND ARE AS AT BE BUT BY DO FOR GO HAS HE IF IN IS ME MY NO NOT OF OFF ON OR OUT SO TO UP WE THE YOU ALL ANY CAN DAY GET HER HIM HIS HOW LET MAY NEW NOW OLD ONE OUR OWN PUT SAY SEE SHE TOO TWO USE WAS WAY WHO WHY YES YET DID END SET ASK BUY CAR DOG CAT EAT FUN HOT RED RUN SIX TEN TOP WAR WIN BIG BAD FEW LOW SUN AIR MAN MEN OIL EAR EYE KEY SEA SKY TAX OH MR MRS DR ST'.split(' '),
);

const MONARCHS = 'Henry|Elizabeth|Louis|Charles|George|Edward|William|James|Richard|Pius|Benedict|Paul|Francis|Catherine|Nicholas|Alexander|Peter|Philip|Frederick|Napoleon|Ramesses|Leo|Gregory|Clement|Innocent|Mary|Margaret|Ivan|Otto|Ferdinand|Leopold|Wilhelm|Gustav|Christian|Harald|Olaf|Urban|Julius|Albert|Robert|Malcolm|Constantine|Justinian|Ptolemy|Cleopatra|Darius|Xerxes|Haakon|Baldwin|Alfonso|Umberto|Felipe|Juan Carlos';

/** Roman numerals after names, initialisms letter by letter, and tokens that mix letters and digits. */
export function spokenInitialisms(text: string): string {
  return mixed(capitals(dotted(roman(text))));
}

function roman(text: string): string {
  return text
    .replace(new RegExp(`\\b(${MONARCHS})\\s+([IVX]+)\\b(?!['’.]\\w)`, 'g'), (found, name: string, numeral: string) => {
      const value = romanValue(numeral);
      return value === undefined || (numeral === 'I' && !/^(?:Henry|Elizabeth|Charles|George|Edward|William|James|Francis|Napoleon|Nicholas|Ferdinand|Leopold|Wilhelm|Alfonso|Darius)$/.test(name)) || numeral === 'X' ? found : `${name} the ${ordinal(String(value))}`;
    })
    .replace(/\b(Chapter|Part|Act|Scene|Section|Volume|Book|Phase|Type|Title|Article|Appendix|Stage|Level|Class|Grade|Figure|Table|War|Bowl|Mark|Episode|Category)\s+([IVXLC]+)\b/gi, (found, name: string, numeral: string) => {
      const value = romanValue(numeral);
      return value === undefined || numeral !== numeral.toUpperCase() ? found : `${name} ${cardinal(String(value))}`;
    })
    .replace(/(?<=\b[A-Z][a-z]+\s)(I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XXI{0,3})\b/g, (numeral) => cardinal(String(romanValue(numeral) ?? 0)));
}

/** What begins a sentence far more often than a name that goes on with an initialism. */
const SENTENCE_START = /^\s+(?:The|A|An|We|He|She|It|They|I|You|In|On|At|But|And|This|That|These|Those|There|When|After|Before|If|For|As|His|Her|Its|Our|My|Their|What|Who|How|Why|Where)\b/;

/** U.S.A. → U S A; J. R. R. Tolkien → J R R Tolkien. A dot that also ends the sentence is kept. */
function dotted(text: string): string {
  return text
    .replace(/(?<![\p{L}'’.])([A-Z])\.(?=\s+[A-Z])/gu, '$1')
    .replace(/\b(?:[A-Za-z]\.){2,}/g, (found, offset: number, whole: string) => {
      const rest = whole.slice(offset + found.length);
      return Array.from(found.replaceAll('.', '').toUpperCase()).join(' ') + (/^\s*$/.test(rest) || SENTENCE_START.test(rest) ? '.' : '');
    });
}

function capitals(text: string): string {
  const words = text.match(/\b\p{L}{2,}\b/gu) ?? [];
  const shouted = words.length >= 3 && words.filter((word) => word === word.toUpperCase()).length > words.length * 0.6;
  return text.replace(/(?<![\p{L}\p{M}])(\p{Lu}{2,})(s?)(?![\p{L}\p{M}])(['’]s)?/gu, (found, name: string, plural: string, possessive: string | undefined) => {
    const end = plural + (possessive ?? '');
    const listed = Object.hasOwn(SAID_AS_WORD, name) ? SAID_AS_WORD[name] : undefined;
    if (listed !== undefined && !(shouted && SHORT_WORDS.has(name)) && !(shouted && /^(?:IT|US|AM|AD|PIN|SMART|ZIP|LED)$/.test(name))) return listed + end;
    if (SHORT_WORDS.has(name)) return name.toLowerCase() + end;
    if (sayable(name) && (shouted || name.length >= 5)) return name.toLowerCase() + end;
    return name.length <= 6 && !shouted ? Array.from(name).join(' ') + end : sayable(name) ? name.toLowerCase() + end : Array.from(name).join(' ') + end;
  });
}

/** Has vowels, and no run of consonants that English does not have. */
function sayable(name: string): boolean {
  return /[AEIOUY]/.test(name) && !/[^AEIOUY]{5,}/.test(name) && !/^[^AEIOUYLRWHS]{3}/.test(name);
}

/** COVID-19, MP3, B2B, GPT-4, A4: letters and digits are parted; short letter groups are spelled. */
function mixed(text: string): string {
  return text
    .replace(/\b(\p{L}+)-(\d+)\b/gu, '$1 $2')
    .replace(/\b(\d+)-(\p{L}+)/gu, '$1 $2')
    .replace(/(?<![\d.,])\b(?=\w*\d)(?=\w*[A-Za-z])(?!\d+(?:st|nd|rd|th)\b)[A-Za-z0-9]+\b/g, (token) =>
      token.replace(/[A-Za-z]+|\d+/g, (part) => (/\d/.test(part) ? ` ${part} ` : part.length <= 3 && !/^(?:[a-z]{2,3})$/.test(part) && !/^[A-Z][a-z]/.test(part) ? ` ${Array.from(part.toUpperCase()).join(' ')} ` : ` ${part} `)),
    );
}
