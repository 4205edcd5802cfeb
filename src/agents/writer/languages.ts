import { identifyLanguage, languageName, requireLanguage } from '../../tools/text/index.js';

/** English name of the language to write in: the one asked for, else that of the source, else English. Throws USAGE for an unknown one. */
export async function languageToWrite(wanted: string | undefined, source: string): Promise<string> {
  if (wanted !== undefined && wanted.trim() !== '') {
    return languageName(requireLanguage(wanted));
  }
  const { code, reliable } = await identifyLanguage(source);
  return reliable ? languageName(code) : 'English';
}
