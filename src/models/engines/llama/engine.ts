import type { CreateEngine } from '../engine.js';
import { chatRoute } from './chat.js';
import { generate } from './generate.js';
import { GrammarCache } from './grammar.js';
import { loadLlamaRuntime } from './runtime.js';
import { scoreRoute } from './score.js';
import { ChatBody } from './wire.js';

/** Serves one GGUF language model: `POST /v1/chat/completions` and `POST /v1/score`. */
export const createLlamaEngine: CreateEngine = async (options) => {
  const runtime = await loadLlamaRuntime(options);
  const grammars = new GrammarCache(runtime.llama);
  return {
    register(app) {
      app.post('/v1/chat/completions', chatRoute(runtime, grammars));
      app.post('/v1/score', scoreRoute(runtime));
    },
    async check() {
      const body = ChatBody.parse({ messages: [{ role: 'user', content: 'Say yes.' }], max_tokens: 2 });
      const { completionTokens } = await generate(runtime, grammars, body, new AbortController().signal, () => undefined);
      if (completionTokens === 0) throw new Error('The model generated nothing.');
    },
    close: () => runtime.close(),
    device: runtime.llama.gpu === false ? 'cpu' : 'gpu',
  };
};
