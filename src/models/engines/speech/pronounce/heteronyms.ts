import { parseArpabet, type Pronunciation } from './phoneme.js';

/** Spelled alike, spoken by part of speech. */
interface Heteronym {
  readonly noun: string;
  readonly verb: string;
  /** Which one without a hint from the word before. */
  readonly usual: 'noun' | 'verb';
}

const BEFORE_VERB = new Set(
  "to will would can could should must may might shall did does do don't doesn't didn't won't can't cannot couldn't wouldn't shouldn't i you we they who please let's let us them not never always often also and".split(' '),
);
const BEFORE_NOUN = new Set(
  "the a an this that these those my your his her its our their of in on at for with by from new old big small good bad first last no some any every each one two three four five world very most more".split(' '),
);

/** Sources: the noun/verb pairs that English grammars list, with the sounds of the CMU dictionary's variants. */
const HETERONYMS: Readonly<Record<string, Heteronym>> = {
  abuse: { noun: 'AH0 B Y UW1 S', verb: 'AH0 B Y UW1 Z', usual: 'noun' },
  close: { noun: 'K L OW1 S', verb: 'K L OW1 Z', usual: 'verb' },
  conduct: { noun: 'K AA1 N D AH0 K T', verb: 'K AH0 N D AH1 K T', usual: 'verb' },
  conflict: { noun: 'K AA1 N F L IH0 K T', verb: 'K AH0 N F L IH1 K T', usual: 'noun' },
  console: { noun: 'K AA1 N S OW2 L', verb: 'K AH0 N S OW1 L', usual: 'noun' },
  content: { noun: 'K AA1 N T EH0 N T', verb: 'K AH0 N T EH1 N T', usual: 'noun' },
  contract: { noun: 'K AA1 N T R AE2 K T', verb: 'K AH0 N T R AE1 K T', usual: 'noun' },
  contrast: { noun: 'K AA1 N T R AE0 S T', verb: 'K AH0 N T R AE1 S T', usual: 'noun' },
  desert: { noun: 'D EH1 Z ER0 T', verb: 'D IH0 Z ER1 T', usual: 'noun' },
  estimate: { noun: 'EH1 S T AH0 M AH0 T', verb: 'EH1 S T AH0 M EY2 T', usual: 'verb' },
  excuse: { noun: 'IH0 K S K Y UW1 S', verb: 'IH0 K S K Y UW1 Z', usual: 'verb' },
  export: { noun: 'EH1 K S P AO0 R T', verb: 'IH0 K S P AO1 R T', usual: 'noun' },
  graduate: { noun: 'G R AE1 JH AH0 W AH0 T', verb: 'G R AE1 JH AH0 W EY2 T', usual: 'noun' },
  import: { noun: 'IH1 M P AO2 R T', verb: 'IH0 M P AO1 R T', usual: 'noun' },
  increase: { noun: 'IH1 N K R IY2 S', verb: 'IH0 N K R IY1 S', usual: 'noun' },
  lead: { noun: 'L IY1 D', verb: 'L IY1 D', usual: 'verb' },
  live: { noun: 'L AY1 V', verb: 'L IH1 V', usual: 'verb' },
  minute: { noun: 'M IH1 N AH0 T', verb: 'M IH1 N AH0 T', usual: 'noun' },
  object: { noun: 'AA1 B JH EH0 K T', verb: 'AH0 B JH EH1 K T', usual: 'noun' },
  perfect: { noun: 'P ER1 F IH2 K T', verb: 'P ER0 F EH1 K T', usual: 'noun' },
  permit: { noun: 'P ER1 M IH2 T', verb: 'P ER0 M IH1 T', usual: 'verb' },
  present: { noun: 'P R EH1 Z AH0 N T', verb: 'P R IY0 Z EH1 N T', usual: 'noun' },
  produce: { noun: 'P R OW1 D UW0 S', verb: 'P R AH0 D UW1 S', usual: 'verb' },
  progress: { noun: 'P R AA1 G R EH2 S', verb: 'P R AH0 G R EH1 S', usual: 'noun' },
  project: { noun: 'P R AA1 JH EH0 K T', verb: 'P R AH0 JH EH1 K T', usual: 'noun' },
  protest: { noun: 'P R OW1 T EH2 S T', verb: 'P R AH0 T EH1 S T', usual: 'noun' },
  read: { noun: 'R IY1 D', verb: 'R IY1 D', usual: 'verb' },
  rebel: { noun: 'R EH1 B AH0 L', verb: 'R IH0 B EH1 L', usual: 'noun' },
  record: { noun: 'R EH1 K ER0 D', verb: 'R IH0 K AO1 R D', usual: 'noun' },
  refuse: { noun: 'R EH1 F Y UW2 Z', verb: 'R IH0 F Y UW1 Z', usual: 'verb' },
  separate: { noun: 'S EH1 P ER0 IH0 T', verb: 'S EH1 P ER0 EY2 T', usual: 'noun' },
  subject: { noun: 'S AH1 B JH IH0 K T', verb: 'S AH0 B JH EH1 K T', usual: 'noun' },
  suspect: { noun: 'S AH1 S P EH2 K T', verb: 'S AH0 S P EH1 K T', usual: 'verb' },
  tear: { noun: 'T IH1 R', verb: 'T EH1 R', usual: 'noun' },
  transfer: { noun: 'T R AE1 N S F ER0', verb: 'T R AE0 N S F ER1', usual: 'noun' },
  transport: { noun: 'T R AE1 N S P AO0 R T', verb: 'T R AE0 N S P AO1 R T', usual: 'noun' },
  use: { noun: 'Y UW1 S', verb: 'Y UW1 Z', usual: 'verb' },
  wind: { noun: 'W IH1 N D', verb: 'W AY1 N D', usual: 'noun' },
  wound: { noun: 'W UW1 N D', verb: 'W UW1 N D', usual: 'noun' },
  bow: { noun: 'B OW1', verb: 'B AW1', usual: 'noun' },
};

const HAVE = new Set("have has had having was were been be being is are 've 's i've you've we've they've he's she's it's".split(' '));

/** The sound of a heteronym after the word `before` (lower case, `''` at the start); `undefined` for every other word. */
export function heteronym(word: string, before: string): Pronunciation | undefined {
  const entry = Object.hasOwn(HETERONYMS, word) ? HETERONYMS[word] : undefined;
  if (!entry) return undefined;
  if (word === 'read' && HAVE.has(before)) return parseArpabet('R EH1 D');
  if (word === 'close' && (BEFORE_NOUN.has(before) || HAVE.has(before) || before === 'too' || before === 'so')) return parseArpabet(entry.noun);
  const form = BEFORE_VERB.has(before) ? 'verb' : BEFORE_NOUN.has(before) ? 'noun' : entry.usual;
  return parseArpabet(entry[form]);
}
