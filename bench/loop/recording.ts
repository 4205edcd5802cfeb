import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VouchError, type CallOptions, type ChatRequest, type Job, type ModelClient } from '../../src/core/index.js';

/**
 * A model client that writes down each answer with the time that it took, and gives it again when the same is asked at the
 * same point of another run. Arms whose first attempts are the same by construction (same request, greedy) then share them
 * to the word, and what was measured once is not paid twice. Time and tokens are counted as when they were measured.
 */
export interface RecordedModels extends ModelClient {
  /** Begins a run: of requests that chance answers, the n-th equal one of a run gets the n-th answer, so that chance stays chance. */
  begin(): void;
  /** ms that answers of this run had taken when they were recorded, and that it did not take now. */
  savedMs(): number;
  /** Tokens that language models took in this run, by what they were asked to be: the first sentence of the prompt. */
  tokensByRole(): Readonly<Record<string, number>>;
  /** True when the run asked a language model for something that is not recorded, and none may be asked anew. */
  missed(): boolean;
}

/** What every reply of a language model says of itself. */
interface Counted {
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number };
}

function roleOf({ messages }: Pick<ChatRequest, 'messages'>): string {
  const [first] = messages;
  const text = typeof first?.content === 'string' ? first.content : '';
  return /^[^.\n]*/.exec(text)?.[0] ?? '';
}

interface Entry {
  readonly reply: unknown;
  readonly ms: number;
}

/** Voices and warm samples differ each time; all else is answered alike. */
function isByChance(job: string, request: object): boolean {
  return job === 'speak' || (job === 'chat' && 'temperature' in request && typeof request.temperature === 'number' && request.temperature > 0);
}

/** `replayOnly`: language models are not asked anew; other models are. */
export function recordModels(inner: ModelClient, folder: string, { replayOnly = false }: { readonly replayOnly?: boolean } = {}): RecordedModels {
  mkdirSync(folder, { recursive: true });
  let asked = new Map<string, number>();
  let saved = 0;
  let missed = false;
  let roles: Record<string, number> = {};

  /** Requests name files by path; what counts is what is in them. */
  async function identity(request: object): Promise<string> {
    const path = 'path' in request && typeof request.path === 'string' ? request.path : undefined;
    if (path === undefined) return JSON.stringify({ ...request, into: undefined });
    const hash = createHash('sha256').update(await readFile(path)).digest('hex');
    return JSON.stringify({ ...request, path: hash });
  }

  async function answered<Reply>(job: Job | 'score' | 'voices', request: object, options: CallOptions | undefined, call: () => Promise<Reply>, into?: string): Promise<Reply> {
    const model = options?.model ?? inner.modelsFor(job === 'score' ? 'chat' : job === 'voices' ? 'speak' : job)[0] ?? '';
    const key = createHash('sha256').update(JSON.stringify([job, model, await identity(request)])).digest('hex').slice(0, 32);
    const turn = isByChance(job, request) ? (asked.get(key) ?? 0) : 0;
    asked.set(key, turn + 1);
    const path = join(folder, `${key}-${turn}.json`);
    const media = join(folder, `${key}-${turn}.wav`);
    if (existsSync(path)) {
      const { reply, ms } = JSON.parse(readFileSync(path, 'utf8')) as Entry;
      saved += ms;
      if (into !== undefined) await copyFile(media, into);
      return (into === undefined ? reply : { ...(reply as object), path: into }) as Reply;
    }
    if (replayOnly && (job === 'chat' || job === 'score')) {
      missed = true;
      throw new VouchError('MODEL_MISSING', 'This answer is not recorded, and this pass asks no language model anew.', { retryable: false });
    }
    const started = performance.now();
    const reply = await call();
    const entry: Entry = { reply, ms: Math.round(performance.now() - started) };
    if (into !== undefined) await copyFile(into, media);
    // A bench that is killed leaves no half an answer.
    await writeFile(`${path}.draft`, JSON.stringify(entry));
    await rename(`${path}.draft`, path);
    return reply;
  }

  async function counted<Reply extends Counted>(request: Pick<ChatRequest, 'messages'>, work: Promise<Reply>): Promise<Reply> {
    const reply = await work;
    const role = roleOf(request);
    roles[role] = (roles[role] ?? 0) + reply.usage.promptTokens + reply.usage.completionTokens;
    return reply;
  }

  return {
    begin() {
      roles = {};
      asked = new Map();
      saved = 0;
      missed = false;
    },
    savedMs: () => saved,
    tokensByRole: () => roles,
    missed: () => missed,
    has: (job) => inner.has(job),
    modelsFor: (job) => inner.modelsFor(job),
    canScore: () => inner.canScore(),
    chat: (request, options) => counted(request, answered('chat', request, options, () => inner.chat(request, options))),
    score: (request, options) => counted(request, answered('score', request, options, () => inner.score(request, options))),
    embed: (texts, options) => answered('embed', { texts }, options, () => inner.embed(texts, options)),
    speak: (request, options) => answered('speak', request, options, () => inner.speak(request, options), request.into),
    voices: (options) => answered('voices', {}, options, () => inner.voices(options)),
    transcribe: (request, options) => answered('transcribe', request, options, () => inner.transcribe(request, options)),
    ocr: (request, options) => answered('ocr', request, options, () => inner.ocr(request, options)),
    readLines: (request, options) => answered('ocr', { lines: true, ...request }, options, () => inner.readLines(request, options)),
    detect: (request, options) => answered('detect', request, options, () => inner.detect(request, options)),
  };
}
