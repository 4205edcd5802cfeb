import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import type { CreateEngine, EngineOptions } from '../engine.js';
import { fileOf, loadSession } from './onnx.js';
import { espeakSymbols, type SpokenToken } from './pronounce/index.js';
import { createSpeechEngine, type Synthesizer } from './speech-engine.js';
import { pronouncerFor } from './unknown-words.js';

/** The parts of a Piper voice's `.onnx.json` that synthesis needs (rhasspy/piper, TRAINING.md and voice files). */
const PiperConfig = z.object({
  audio: z.object({ sample_rate: z.number().int().positive() }),
  espeak: z.object({ voice: z.string() }),
  inference: z.object({ noise_scale: z.number(), length_scale: z.number(), noise_w: z.number() }),
  phoneme_id_map: z.record(z.string(), z.array(z.number().int())),
  dataset: z.string().optional(),
});
export type PiperConfig = z.infer<typeof PiperConfig>;

/** What a catalogue entry may set for a voice; what is absent comes from the voice's own config. */
const PiperSettings = z.object({ noiseScale: z.number().optional(), noiseWidth: z.number().optional(), lengthScale: z.number().positive().optional() });

const MARKS: Readonly<Record<string, string>> = { '.': '.', ',': ',', ';': ';', ':': ':', '!': '!', '?': '?', '…': '.', '—': ',', '(': ',', ')': ',' };

/** The string of IPA symbols and marks that a Piper voice reads: words apart by blanks, marks right after a word. */
export function piperSymbols(tokens: readonly SpokenToken[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.kind === 'word') text += `${text === '' ? '' : ' '}${espeakSymbols(token.sounds, token.weak)}`;
    else if (text !== '' && !/[.,;:!?]$/.test(text)) text += MARKS[token.text] ?? '';
  }
  return text;
}

/** Ids as Piper encodes them: `^ _ (symbol _)* $`. Symbols that the voice does not know are left out. */
export function piperIds(symbols: string, map: Readonly<Record<string, readonly number[]>>): number[] {
  const pad = map['_'] ?? [0];
  const ids = [...(map['^'] ?? [1]), ...pad];
  for (const symbol of symbols) {
    const known = map[symbol];
    if (known) ids.push(...known, ...pad);
  }
  return [...ids, ...(map['$'] ?? [2])];
}

/** A Piper voice (VITS) on ONNX Runtime. Files: `model` (.onnx) and `config` (.onnx.json). */
export const createPiperEngine: CreateEngine = async (options) => createSpeechEngine(options, await loadPiper(options), pronouncerFor);

async function loadPiper(options: EngineOptions): Promise<Synthesizer> {
  const configPath = fileOf(options, 'config');
  const config = PiperConfig.parse(JSON.parse(await readFile(configPath, 'utf8')));
  if (!config.espeak.voice.startsWith('en')) throw new Error(`${configPath} is a voice for ${config.espeak.voice}; only English pronunciation is built in.`);
  const settings = PiperSettings.parse(options.settings);
  const scales: Scales = {
    noise: settings.noiseScale ?? config.inference.noise_scale,
    width: settings.noiseWidth ?? config.inference.noise_w,
    length: settings.lengthScale ?? config.inference.length_scale,
  };
  const session = await loadSession(fileOf(options, 'model'), options.threads);
  return {
    sampleRate: config.audio.sample_rate,
    voices: [{ id: config.dataset ?? options.modelId, language: config.espeak.voice === 'en-us' ? 'en-US' : 'en-GB' }],
    limit: 400,
    size: (token) => piperSymbols([token]).length + 1,
    async synthesize(tokens, _voice, speed) {
      const symbols = piperSymbols(tokens);
      return run(session, piperIds(/[.!?,;:]$/.test(symbols) ? symbols : `${symbols}.`, config.phoneme_id_map), scales, speed);
    },
    close: () => session.release(),
  };
}

/** How much the voice varies in sound and in rhythm, and how long it holds each symbol. */
interface Scales {
  readonly noise: number;
  readonly width: number;
  readonly length: number;
}

async function run(session: InferenceSession, ids: readonly number[], scales: Scales, speed: number): Promise<Float32Array> {
  const outputs = await session.run({
    input: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    input_lengths: new Tensor('int64', BigInt64Array.of(BigInt(ids.length)), [1]),
    scales: new Tensor('float32', Float32Array.of(scales.noise, scales.length / speed, scales.width), [3]),
  });
  const data = outputs[session.outputNames[0] ?? 'output']?.data;
  if (!(data instanceof Float32Array)) throw new Error('The Piper voice gave no samples.');
  return data;
}
