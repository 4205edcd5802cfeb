import { z } from 'zod';
import type { CreateEngine } from '../engine.js';
import { loadEncoder } from './encoder.js';

const EmbeddingsBody = z.object({
  input: z.union([z.string(), z.array(z.string())]).transform((input) => [input].flat()).pipe(z.array(z.string()).min(1).max(2048)),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

/** OpenAI's clients ask for base64: little-endian float32. */
function asBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

/** Serves one sentence-embedding model; vectors have unit length. */
export const createEmbedEngine: CreateEngine = async (options) => {
  const encoder = await loadEncoder(options);
  return {
    register(app) {
      app.post('/v1/embeddings', async (request) => {
        const body = EmbeddingsBody.parse(request.body);
        const { vectors, tokens } = await encoder.encode(body.input);
        return {
          object: 'list',
          model: options.modelId,
          data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: body.encoding_format === 'base64' ? asBase64(vector) : [...vector] })),
          usage: { prompt_tokens: tokens, total_tokens: tokens },
        };
      });
    },
    async check() {
      const { vectors } = await encoder.encode(['health']);
      const norm = Math.hypot(...(vectors[0] ?? []));
      if (!(Math.abs(norm - 1) < 0.01)) throw new Error(`The embedding of a test word has length ${norm} instead of 1.`);
    },
    close: () => encoder.close(),
  };
};
