import { join } from 'node:path';
import { z } from 'zod';
import { artifact, defineTool, text, VouchError, type ModelClient, type Voice } from '../../core/index.js';
import { withoutMarkup } from '../../tools/speech/index.js';
import { identifyLanguage, languageName } from '../../tools/text/index.js';
import { wordings } from './wordings.js';

/** A retry that was told about misheard words speaks this much slower. */
const RETRY_SPEED = 0.88;

export const speak = defineTool({
  name: 'speak',
  description: 'Reads a text aloud: makes a speech recording (WAV) of it.',
  wordings: wordings.speak,
  input: z.object({
    text: text().describe('What is to be said.'),
    voice: z.string().optional().describe('Name of a voice, or what it is to sound like: female, male, British, American; the first of the model when absent.'),
    speed: z.number().min(0.5).max(2).optional().describe('How fast: 1 is normal, 0.5 half as fast, 2 twice as fast.'),
  }),
  output: z.object({ audio: artifact('audio').describe('The spoken text.') }),
  needs: ['speak'],
  timeoutMs: 600_000,
  criteria: [{ oracle: 'decodes' }, { oracle: 'not_silent' }, { oracle: 'speech_round_trip' }],
  alternatives: [
    { name: 'slower speech', parameters: { speed: 0.85 } },
    { name: 'other voice model (Kokoro)', models: { speak: 'kokoro' } },
    { name: 'other voice model (Piper)', models: { speak: 'piper-joe' } },
  ],
  async execute(input, context) {
    const { models, signal, scratch, critique } = context;
    const plain = withoutMarkup(input.text).trim();
    if (!/[\p{L}\p{N}]/u.test(plain)) throw new VouchError('INPUT_EMPTY', 'The text to be spoken holds no words.');
    await refuseForeign(plain, models, signal);
    context.progress(undefined, 'speaking');
    const speed = input.speed ?? (critique === undefined ? 1 : RETRY_SPEED);
    const voice = input.voice === undefined ? undefined : await voiceLike(input.voice, models, signal);
    const reply = await models.speak({ text: plain, voice, speed, into: join(scratch, 'speech.wav') }, { signal });
    return { audio: { path: reply.path, mime: 'audio/wav', name: 'speech.wav', metadata: { durationMs: reply.durationMs, sampleRate: reply.sampleRate, channels: 1 } } };
  },
});

/** The name of the first voice that sounds as wanted; as it is where it is none of the words for that. */
async function voiceLike(wanted: string, models: ModelClient, signal: AbortSignal): Promise<string> {
  const words = wanted.toLowerCase().split(/\s+/);
  if (!words.every((word) => word in SOUNDS)) return wanted;
  const voices = await models.voices({ signal });
  const found = voices.find((voice) => words.every((word) => SOUNDS[word]?.(voice)));
  if (found) return found.voice;
  throw new VouchError('MEDIA_UNSUPPORTED', `No installed voice is known to be ${wanted}; there are ${voices.map(({ voice }) => voice).join(', ') || 'none that could be listed'}.`);
}

const SOUNDS: Readonly<Record<string, (voice: Voice) => boolean>> = {
  female: ({ sounds }) => sounds === 'female', male: ({ sounds }) => sounds === 'male',
  british: ({ language }) => language === 'en-GB', american: ({ language }) => language === 'en-US',
};

/** A voice of another language would read the text as gibberish: that is said before, not found out after. */
async function refuseForeign(plain: string, models: ModelClient, signal: AbortSignal): Promise<void> {
  const { code, reliable } = await identifyLanguage(plain);
  if (!reliable || code === 'en' || code === '') return;
  const voices = await models.voices({ signal });
  if (voices.length === 0 || voices.some(({ language }) => language.toLowerCase().startsWith(code))) return;
  const known = [...new Set(voices.map(({ language }) => language))].join(', ');
  throw new VouchError('MEDIA_UNSUPPORTED', `The text is in ${languageName(code)}, and the installed voices speak only ${known}. Translate it first, or configure a speech server with a ${languageName(code)} voice.`, { details: { language: code } });
}
