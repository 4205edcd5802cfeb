import { VouchError } from '../../core/index.js';
import { identifyLanguage, languageCode, languageName } from '../../tools/text/index.js';

/** English name of the language to write in: the one asked for, else that of the source, else English. Throws USAGE for an unknown one. */
export async function languageToWrite(wanted: string | undefined, source: string): Promise<string> {
  if (wanted !== undefined && wanted.trim() !== '') {
    const code = languageCode(wanted);
    if (code === undefined) throw new VouchError('USAGE', `"${wanted}" is not a language that Vouch knows. Name it in English ("French") or by its ISO 639-1 code ("fr").`);
    return languageName(code);
  }
  const { code, reliable } = await identifyLanguage(source);
  return reliable ? languageName(code) : 'English';
}
