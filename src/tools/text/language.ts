import { eld } from 'eld';
import { VouchError } from '../../core/index.js';

/** The package's own types do not export this half of the detector. */
interface EldWithLoader {
  load(size: string): Promise<unknown>;
}

/** ISO 639-1 codes with their English names, for all languages that the identifier knows. */
const NAMES = new Intl.DisplayNames(['en'], { type: 'language' });
const CODES = 'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh'.split(' ');

const KNOWN: ReadonlySet<string> = new Set(CODES);
const CODE_OF: ReadonlyMap<string, string> = new Map(CODES.map((code) => [NAMES.of(code)?.toLowerCase() ?? code, code]));

/** Other words for a language: own names, and what Intl calls differently from people. */
const ALIASES: Readonly<Record<string, string>> = {
  deutsch: 'de', français: 'fr', francais: 'fr', español: 'es', espanol: 'es', castilian: 'es', italiano: 'it', português: 'pt', portugues: 'pt',
  nederlands: 'nl', polski: 'pl', русский: 'ru', 中文: 'zh', mandarin: 'zh', 日本語: 'ja', 한국어: 'ko', türkçe: 'tr', svenska: 'sv', dansk: 'da',
  norsk: 'no', nb: 'no', nn: 'no', 'norwegian bokmål': 'no', farsi: 'fa', filipino: 'tl', tagalog: 'tl', greek: 'el', iw: 'he', brazilian: 'pt', odia: 'or', українська: 'uk', čeština: 'cs', العربية: 'ar',
};

/** ISO 639-1 code of a language that is given by name or by code ("French", "français", "fr", "fr-CA"); undefined when unknown. */
export function languageCode(nameOrCode: string): string | undefined {
  const wanted = nameOrCode.trim().toLowerCase();
  const alias = ALIASES[wanted];
  if (alias !== undefined) return alias;
  const base = wanted.split(/[-_]/)[0] ?? '';
  if (KNOWN.has(base)) return base;
  return CODE_OF.get(wanted) ?? CODE_OF.get(wanted.split(' ').at(-1) ?? '') ?? ALIASES[base];
}

/** ISO 639-1 code of a language that a user names. Throws USAGE for an unknown one. */
export function requireLanguage(named: string): string {
  const code = languageCode(named);
  if (code === undefined) throw new VouchError('USAGE', `"${named}" is not a language that Vouch knows. Name it in English ("French") or by its ISO 639-1 code ("fr").`);
  return code;
}

/** English name of a language code, for prompts and messages; the code itself when unknown. */
export function languageName(code: string): string {
  return NAMES.of(code) ?? code;
}

export interface IdentifiedLanguage {
  /** ISO 639-1; empty when there is nothing to go by (no letters). */
  readonly code: string;
  /** Enough text, and clearly ahead of the second guess. */
  readonly reliable: boolean;
  /** 0 to 1 per language code, best first; not a probability. */
  readonly scores: Readonly<Record<string, number>>;
}

/**
 * Whether a text is surely in another language than `wanted` (ISO 639-1). Not sure: too little text, or the wanted one is
 * nearly as likely (Danish and Norwegian, Indonesian and Malay).
 */
export function isOtherLanguage({ code, reliable, scores }: IdentifiedLanguage, wanted: string): boolean {
  return reliable && code !== wanted && (scores[wanted] ?? 0) < 0.9 * Math.max(0, ...Object.values(scores));
}

let detector: Promise<typeof eld> | undefined;

async function loadDetector(): Promise<typeof eld> {
  const instance = eld.newInstance();
  if ('load' in instance) await (instance as EldWithLoader).load('small');
  return instance;
}

/** Identifies the language of a text by its n-grams (ELD, 60 languages). The first call loads 20 MB. */
export async function identifyLanguage(text: string): Promise<IdentifiedLanguage> {
  detector ??= loadDetector();
  const result = (await detector).detect(text.slice(0, 20_000));
  const scores = Object.fromEntries(Object.entries(result.getScores()).sort(([, a], [, b]) => b - a));
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  const needed = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text) ? 4 : 20;
  return { code: result.language, reliable: result.language !== '' && letters >= needed && result.isReliable(), scores };
}

/** English name of the language to write in: the one asked for, else that of the source, else English. Throws USAGE for an unknown one. */
export async function languageToWrite(wanted: string | undefined, source: string): Promise<string> {
  if (wanted !== undefined && wanted.trim() !== '') {
    return languageName(requireLanguage(wanted));
  }
  const { code, reliable } = await identifyLanguage(source);
  return reliable ? languageName(code) : 'English';
}
