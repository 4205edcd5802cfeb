import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { progressed } from '../activity.js';
import type { EngineOptions } from '../engine.js';

const Settings = z.object({
  /** Tokens that the model was trained to take at once, special tokens included; longer texts are read in windows. */
  maxTokens: z.number().int().min(8).default(256),
  /** Windows that go through the model together. */
  batchSize: z.number().int().min(1).default(16),
});

export interface Encoder {
  /** One unit vector a text, in order. */
  encode(texts: readonly string[]): Promise<{ vectors: Float32Array[]; tokens: number }>;
  close(): Promise<void>;
}

/** The part of the tokenizer that is used; the package's own types do not resolve under NodeNext. */
interface TextTokenizer {
  encode(text: string, options?: { add_special_tokens?: boolean }): { readonly ids: readonly number[] };
}
const TextTokenizer = Tokenizer as unknown as new (tokenizer: object, config: object) => TextTokenizer;

interface Window {
  readonly text: number;
  readonly ids: readonly number[];
}

/**
 * A BERT-like encoder with mean pooling over the tokens and normalisation to length 1 (Reimers & Gurevych,
 * Sentence-BERT, 2019). A text longer than the model takes is cut into windows whose token vectors are pooled together,
 * so that its end counts as much as its beginning.
 */
export async function loadEncoder(options: EngineOptions): Promise<Encoder> {
  const settings = Settings.parse(options.settings);
  const { model, tokenizer: tokenizerFile } = options.files;
  if (model === undefined || tokenizerFile === undefined) throw new Error(`The catalogue entry ${options.modelId} must name files with the roles "model" and "tokenizer".`);
  const tokenizer = new TextTokenizer(JSON.parse(await readFile(tokenizerFile, 'utf8')) as object, {});
  const session = await InferenceSession.create(model, { intraOpNumThreads: options.threads, interOpNumThreads: 1 });
  const frame = framing(tokenizer);

  return {
    async encode(texts) {
      const windows = texts.flatMap((text, index) => windowsOf(tokenizer, frame, text, settings.maxTokens).map((ids): Window => ({ text: index, ids })));
      // Windows of like length share a batch, so that little is padded.
      const sorted = [...windows].sort((left, right) => left.ids.length - right.ids.length);
      const sums: (Float32Array | undefined)[] = texts.map(() => undefined);
      for (let start = 0; start < sorted.length; start += settings.batchSize) {
        progressed();
        await addBatch(session, sorted.slice(start, start + settings.batchSize), sums);
      }
      const tokens = windows.reduce((total, window) => total + window.ids.length, 0);
      return { vectors: sums.map((sum) => unit(sum ?? new Float32Array(0))), tokens };
    },
    async close() {
      await session.release();
    },
  };
}

interface Frame {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The special tokens that the tokenizer puts around a text ([CLS] and [SEP] for BERT). */
function framing(tokenizer: TextTokenizer): Frame {
  const empty = tokenizer.encode('').ids;
  const half = Math.ceil(empty.length / 2);
  return { before: empty.slice(0, half), after: empty.slice(half) };
}

function windowsOf(tokenizer: TextTokenizer, frame: Frame, text: string, maxTokens: number): number[][] {
  const ids = tokenizer.encode(text, { add_special_tokens: false }).ids;
  const room = maxTokens - frame.before.length - frame.after.length;
  const windows: number[][] = [];
  for (let start = 0; start === 0 || start < ids.length; start += room) windows.push([...frame.before, ...ids.slice(start, start + room), ...frame.after]);
  return windows;
}

async function addBatch(session: InferenceSession, batch: readonly Window[], sums: (Float32Array | undefined)[]): Promise<void> {
  const length = Math.max(...batch.map((window) => window.ids.length));
  const ids = new BigInt64Array(batch.length * length);
  const mask = new BigInt64Array(batch.length * length);
  batch.forEach((window, row) => {
    window.ids.forEach((id, column) => {
      ids[row * length + column] = BigInt(id);
      mask[row * length + column] = 1n;
    });
  });
  const shape = [batch.length, length];
  const feeds: Record<string, Tensor> = { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
  if (session.inputNames.includes('token_type_ids')) feeds['token_type_ids'] = new Tensor('int64', new BigInt64Array(ids.length), shape);
  const results = await session.run(feeds);
  const hidden = results[session.outputNames[0] ?? ''];
  if (hidden?.type !== 'float32' || hidden.dims.length !== 3) throw new Error(`The encoder answered ${hidden?.type ?? 'nothing'} of shape [${hidden?.dims.join(', ') ?? ''}] instead of float32 [batch, tokens, width].`);
  const width = hidden.dims[2] ?? 0;
  const data = hidden.data as Float32Array;
  batch.forEach((window, row) => {
    const sum = (sums[window.text] ??= new Float32Array(width));
    for (let column = 0; column < window.ids.length; column += 1) {
      const offset = (row * length + column) * width;
      for (let axis = 0; axis < width; axis += 1) sum[axis] = (sum[axis] ?? 0) + (data[offset + axis] ?? 0);
    }
  });
}

/** Scaled to length 1; the mean and the sum of the token vectors have the same direction. */
function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return norm === 0 ? vector : vector.map((value) => value / norm);
}
