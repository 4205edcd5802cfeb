import { readFile } from 'node:fs/promises';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import type { CreateEngine, EngineOptions } from '../engine.js';
import { fileOf, loadSession } from './onnx.js';
import { kokoroSymbols, type SpokenToken } from './pronounce/index.js';
import { createSpeechEngine, type Synthesizer } from './speech-engine.js';
import { pronouncerFor } from './unknown-words.js';

/** Hz; fixed by the model. */
const SAMPLE_RATE = 24_000;
/** The model's context is 512 ids, of which one on each side is padding. */
const MAX_IDS = 510;
/** Values in one style row. */
const STYLE_WIDTH = 256;

const Vocabulary = z.object({ vocab: z.record(z.string(), z.number().int()) });

const MARKS = /^[.,;:!?…—]$/;

/** The string of symbols that Kokoro reads: words apart by blanks, marks right after a word. */
export function kokoroText(tokens: readonly SpokenToken[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.kind === 'word') text += `${text === '' ? '' : ' '}${kokoroSymbols(token.sounds, token.weak)}`;
    else if (text !== '' && !/[.,;:!?…—]$/.test(text)) text += MARKS.test(token.text) ? token.text : /[()]/.test(token.text) ? ',' : '';
  }
  return text;
}

/** Ids of the symbols, without the zero on each side. Symbols outside the vocabulary are left out. */
export function kokoroIds(symbols: string, vocabulary: Readonly<Record<string, number>>): number[] {
  return Array.from(symbols).flatMap((symbol) => vocabulary[symbol] ?? []);
}

/** Kokoro-82M v1.0 on ONNX Runtime. Files: `model`, `vocabulary` (JSON with `vocab`) and one `voice/<name>` a voice (510×1×256 float32). */
export const createKokoroEngine: CreateEngine = async (options) => createSpeechEngine(options, await loadKokoro(options), pronouncerFor);

async function loadKokoro(options: EngineOptions): Promise<Synthesizer> {
  const { vocab } = Vocabulary.parse(JSON.parse(await readFile(fileOf(options, 'vocabulary'), 'utf8')));
  const styles = await loadStyles(options);
  const session = await loadSession(fileOf(options, 'model'), options.threads);
  return {
    sampleRate: SAMPLE_RATE,
    voices: [...styles.keys()].map((id) => ({ id, language: id.startsWith('b') ? 'en-GB' : 'en-US', sounds: id[1] === 'f' ? 'female' : 'male' })),
    // Prosody gets hurried towards the end of the context, so utterances stay well below it.
    limit: 380,
    size: (token) => kokoroText([token]).length + 1,
    async synthesize(tokens, voice, speed) {
      const symbols = kokoroText(tokens);
      const ids = kokoroIds(/[.!?,;:…]$/.test(symbols) ? symbols : `${symbols}.`, vocab).slice(0, MAX_IDS);
      const style = styles.get(voice);
      if (!style) throw new Error(`Kokoro has no voice ${voice}.`);
      return run(session, ids, style, speed);
    },
    close: () => session.release(),
  };
}

/** Style tables by voice name: the American voices first, in the order of the catalogue. Voices of other languages are left out. */
async function loadStyles(options: EngineOptions): Promise<Map<string, Float32Array>> {
  const styles = new Map<string, Float32Array>();
  for (const [role, path] of Object.entries(options.files)) {
    const name = /^voice\/([ab][fm]_\w+)$/.exec(role)?.[1];
    if (name === undefined) continue;
    const bytes = await readFile(path);
    if (bytes.length === 0 || bytes.length % (STYLE_WIDTH * 4) !== 0) throw new Error(`${path} is no Kokoro voice: its size is not a whole number of style rows.`);
    styles.set(name, new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
  }
  if (styles.size === 0) throw new Error(`${options.modelId} has no English voice file (role voice/<name>).`);
  return styles;
}

async function run(session: InferenceSession, ids: readonly number[], style: Float32Array, speed: number): Promise<Float32Array> {
  // One style row for each length of the utterance (hexgrad/kokoro, pipeline.py: pack[len(ps) - 1]).
  const row = Math.min(Math.max(ids.length - 1, 0), style.length / STYLE_WIDTH - 1);
  const padded = BigInt64Array.from([0, ...ids, 0], BigInt);
  const outputs = await session.run({
    [session.inputNames[0] ?? 'tokens']: new Tensor('int64', padded, [1, padded.length]),
    style: new Tensor('float32', style.slice(row * STYLE_WIDTH, (row + 1) * STYLE_WIDTH), [1, STYLE_WIDTH]),
    speed: new Tensor('float32', Float32Array.of(speed), [1]),
  });
  const data = outputs[session.outputNames[0] ?? 'audio']?.data;
  if (!(data instanceof Float32Array)) throw new Error('Kokoro gave no samples.');
  return data;
}
