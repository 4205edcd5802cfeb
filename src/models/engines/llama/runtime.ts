import { getLlama, LlamaLogLevel, type Llama, type LlamaContextSequence, type LlamaModel, type Token } from 'node-llama-cpp';
import { progressed } from '../activity.js';
import type { EngineOptions } from '../engine.js';
import { badRequest } from '../wire-error.js';
import { SequencePool } from './sequences.js';
import { PromptPace } from './prompt-pace.js';
import { LlamaSettings } from './settings.js';
import { createChatRenderer, type RenderChat, type TemplateMessage } from './template.js';

/** Tokens of one batch of llama.cpp. */
const BATCH = 512;
/** A reply needs room for at least this many tokens. */
const MIN_REPLY_TOKENS = 8;

/** A loaded model with its sequences: as many requests compute at the same time, each token of all of them in one batch; more wait in order of arrival. */
export interface LlamaRuntime {
  readonly modelId: string;
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly contextSize: number;
  /** Tokens of the conversation and of the start of the reply; 400 when they leave no room for a reply. */
  promptTokens(messages: readonly TemplateMessage[], prefix: string): { conversation: Token[]; prefix: Token[] };
  /** Gives `work` a sequence of its own, in which all but the last token are evaluated, when one is free; leaves the queue when the signal aborts. */
  withSequence<T>(tokens: readonly Token[], signal: AbortSignal, work: (sequence: LlamaContextSequence, cached: number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Loads the model file named `model`. */
export async function loadLlamaRuntime(options: EngineOptions): Promise<LlamaRuntime> {
  const settings = LlamaSettings.parse(options.settings);
  const modelPath = options.files['model'];
  if (modelPath === undefined) throw new Error(`The catalogue entry ${options.modelId} names no file with the role "model".`);
  const llama = await getLlama({ build: 'never', gpu: settings.gpu, maxThreads: options.threads, logLevel: LlamaLogLevel.error });
  const model = await llama.loadModel({ modelPath, useMmap: settings.mmap });
  const context = await model.createContext({ sequences: settings.sequences, contextSize: settings.contextTokens, batchSize: BATCH, threads: options.threads });
  const sequences = Array.from({ length: settings.sequences }, () => context.getSequence());
  const pool = new SequencePool(sequences);
  const pace = new PromptPace(BATCH);
  const render: RenderChat = createChatRenderer(model);
  const contextSize = Math.min(context.contextSize, settings.contextTokens);

  return {
    modelId: options.modelId,
    llama,
    model,
    contextSize,
    promptTokens(messages, prefix) {
      const conversation = render(messages);
      const prefixTokens = prefix === '' ? [] : model.tokenize(prefix, false, 'trimLeadingSpace');
      const total = conversation.length + prefixTokens.length;
      if (total + MIN_REPLY_TOKENS > contextSize) {
        throw badRequest('context_length_exceeded', `The prompt has ${total} tokens; ${options.modelId} takes at most ${contextSize - MIN_REPLY_TOKENS} here.`);
      }
      return { conversation, prefix: prefixTokens };
    },
    withSequence: (tokens, signal, work) =>
      pool.lend(tokens, signal, async ({ sequence, cached }) => {
        for (let start = cached; start < tokens.length - 1;) {
          signal.throwIfAborted();
          const slice = tokens.slice(start, Math.min(start + pace.tokens, tokens.length - 1));
          await pace.take(slice.length, () => sequence.evaluateWithoutGeneratingNewTokens(slice));
          progressed();
          start += slice.length;
        }
        signal.throwIfAborted();
        return work(sequence, cached);
      }),
    async close() {
      await context.dispose();
      await model.dispose();
      await llama.dispose();
    },
  };
}
