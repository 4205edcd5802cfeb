import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import type { CreateEngine } from '../engine.js';
import { fileOf, loadSession } from '../speech/onnx.js';

/** Samples (16 kHz) that the model judges at a time, those before them that it also sees, and the width of its two memories. */
const WINDOW = 512;
const CONTEXT = 64;
const MEMORY = 128;
/** Windows of one request, about a minute. */
const WINDOWS = 2048;
const SCALE = 32_768;

const Body = z.object({
  /** 16-bit little-endian PCM, mono, 16 kHz, in base64; a whole number of windows. */
  audio: z.base64(),
  /** What the last reply gave, for what follows it without a gap. */
  state: z.base64().nullish(),
});

/** What one window leaves for the next: the end of its samples and the model's memories. */
interface State {
  readonly context: Float32Array;
  readonly h: Float32Array;
  readonly c: Float32Array;
}

/**
 * Serves `POST /v1/audio/activity`: for each window of 32 ms the probability that somebody speaks in it. The state goes with the
 * request, so that the engine keeps nothing of anybody's speech.
 */
export const createListenEngine: CreateEngine = async (options) => {
  const session = await loadSession(fileOf(options, 'model'), 1);
  return {
    register(app) {
      app.post('/v1/audio/activity', async (request) => {
        const { audio, state } = Body.parse(request.body);
        const samples = samplesOf(Buffer.from(audio, 'base64'));
        const heard = await judge(session, samples, state ? readState(Buffer.from(state, 'base64')) : emptyState());
        return { model: options.modelId, probabilities: [...heard.probabilities], state: writeState(heard.state) };
      });
    },
    async check() {
      const { probabilities } = await judge(session, new Float32Array(WINDOW * 2), emptyState());
      if (probabilities.length !== 2 || !probabilities.every((probability) => probability >= 0 && probability < 0.5)) throw new Error(`Silence is judged as ${[...probabilities].join(', ')}.`);
    },
    close: () => session.release(),
  };
};

async function judge(session: InferenceSession, samples: Float32Array, { context, h, c }: State): Promise<{ probabilities: Float32Array; state: State }> {
  const windows = samples.length / WINDOW;
  if (windows === 0) return { probabilities: new Float32Array(0), state: { context, h, c } };
  const input = new Float32Array(windows * (CONTEXT + WINDOW));
  for (let window = 0; window < windows; window++) {
    const from = window * WINDOW;
    input.set(window === 0 ? context : samples.subarray(from - CONTEXT, from), window * (CONTEXT + WINDOW));
    input.set(samples.subarray(from, from + WINDOW), window * (CONTEXT + WINDOW) + CONTEXT);
  }
  const shape = [1, 1, MEMORY];
  const outputs = await session.run({ input: new Tensor('float32', input, [windows, CONTEXT + WINDOW]), h: new Tensor('float32', h, shape), c: new Tensor('float32', c, shape) });
  const floats = (name: string): Float32Array => {
    const tensor = outputs[name];
    if (tensor?.type !== 'float32') throw new Error(`The model gives no ${name}.`);
    return tensor.data as Float32Array;
  };
  return { probabilities: floats('speech_probs'), state: { context: samples.slice(-CONTEXT), h: floats('hn'), c: floats('cn') } };
}

function samplesOf(pcm: Buffer): Float32Array {
  const count = pcm.length / 2;
  if (!Number.isInteger(count) || count % WINDOW !== 0 || count > WINDOW * WINDOWS) throw new RangeError(`${pcm.length} bytes are not a whole number of windows of ${WINDOW} 16-bit samples, at most ${WINDOWS}.`);
  return Float32Array.from({ length: count }, (_, index) => pcm.readInt16LE(index * 2) / SCALE);
}

function emptyState(): State {
  return { context: new Float32Array(CONTEXT), h: new Float32Array(MEMORY), c: new Float32Array(MEMORY) };
}

function readState(bytes: Buffer): State {
  if (bytes.length !== (CONTEXT + 2 * MEMORY) * 4) throw new RangeError('The state is none that this engine gave.');
  const floats = Float32Array.from({ length: CONTEXT + 2 * MEMORY }, (_, index) => bytes.readFloatLE(index * 4));
  return { context: floats.slice(0, CONTEXT), h: floats.slice(CONTEXT, CONTEXT + MEMORY), c: floats.slice(CONTEXT + MEMORY) };
}

function writeState({ context, h, c }: State): string {
  return Buffer.concat([context, h, c].map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))).toString('base64');
}
