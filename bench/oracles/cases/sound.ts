import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { output, probe, runFfmpeg } from '../../../src/tools/media/index.js';
import { fileIn, type Kit } from '../case.js';

const run = promisify(execFile);

/** A new file made by ffmpeg; `args` stand before the name of the output. */
export async function made(kit: Kit, name: string, args: readonly string[]): Promise<string> {
  const into = await fileIn(kit, name);
  await runFfmpeg([...args, ...output(into)], { signal: kit.signal });
  return into;
}

/** A part of the real recording, 2 to 6 s, 16 kHz mono. */
export async function recording(kit: Kit, name = 'recording.wav', filter = 'anull'): Promise<string> {
  const { random } = kit;
  return made(kit, name, ['-ss', random.between(0, 5).toFixed(2), '-t', random.between(2, 6).toFixed(2), '-i', kit.media('jfk.wav'), '-af', filter, '-c:a', 'pcm_s16le']);
}

export async function lengthOf(kit: Kit, path: string): Promise<number> {
  return (await probe(path, { signal: kit.signal })).durationMs ?? 0;
}

/** The voices of espeak-ng by language; another program than the producer's. */
const ESPEAK: Readonly<Record<string, readonly string[]>> = { en: ['en-us', 'en-gb'], de: ['de'], fr: ['fr'], es: ['es'] };

/** Whether espeak-ng is installed. */
export async function hasEspeak(): Promise<boolean> {
  return run('espeak-ng', ['--version']).then(() => true, () => false);
}

/** A text spoken by one of our voices (English) or by espeak-ng. */
export async function spoken(kit: Kit, text: string, { language = 'en', voice = pickVoice(kit, language), name = 'speech.wav' }: { language?: string; voice?: string; name?: string } = {}): Promise<string> {
  const into = await fileIn(kit, name);
  if (voice !== 'espeak-ng') {
    await kit.models.speak({ text, into }, { model: voice, signal: kit.signal });
    return into;
  }
  await run('espeak-ng', ['-v', ESPEAK[language]?.[kit.random.integer(0, 1)] ?? ESPEAK[language]?.[0] ?? 'en-us', '-s', String(kit.random.integer(130, 160)), '-w', into, text]);
  return into;
}

/** Which voice speaks: the fast one of ours (English) or espeak-ng, which knows the other languages, too. */
export function pickVoice({ random }: Kit, language = 'en'): string {
  return language === 'en' ? random.pick(['piper-joe', 'piper-joe', 'espeak-ng']) : 'espeak-ng';
}
