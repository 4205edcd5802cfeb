import type { CatalogEntryInput } from '../schema.js';

/**
 * Models too large to be embedded. They are listed so that `vouch models` can say what would do a job, and they are
 * used once an OpenAI-compatible server that offers them is configured. Memory is that of the server's device, 16 bit.
 */
export const REMOTE_ENTRIES: readonly CatalogEntryInput[] = [
  {
    id: 'qwen2.5-vl-3b',
    title: 'Qwen2.5-VL 3B Instruct: answers about images and video',
    job: 'see',
    modalities: { in: ['text', 'image', 'video'], out: ['text', 'json'] },
    licence: 'Qwen Research License (not for commercial use)',
    engine: 'server',
    needs: { memoryBytes: 9_000_000_000, threads: 4 },
    pack: 'optional',
    published: 'Qwen/Qwen2.5-VL-3B-Instruct',
  },
  {
    id: 'qwen2.5-vl-7b',
    title: 'Qwen2.5-VL 7B Instruct: answers about images and video',
    job: 'see',
    modalities: { in: ['text', 'image', 'video'], out: ['text', 'json'] },
    licence: 'Apache-2.0',
    engine: 'server',
    needs: { memoryBytes: 18_000_000_000, threads: 4 },
    pack: 'optional',
    published: 'Qwen/Qwen2.5-VL-7B-Instruct',
  },
  {
    id: 'qwen2.5-coder-7b',
    title: 'Qwen2.5-Coder 7B Instruct: plans and writes better than the embedded models',
    job: 'chat',
    modalities: { in: ['text'], out: ['text', 'json'] },
    licence: 'Apache-2.0',
    engine: 'server',
    needs: { memoryBytes: 17_000_000_000, threads: 4 },
    pack: 'optional',
    published: 'Qwen/Qwen2.5-Coder-7B-Instruct',
  },
  {
    id: 'whisper-large-v3-turbo',
    title: 'Whisper large-v3 turbo: accurate speech to text in 99 languages',
    job: 'transcribe',
    modalities: { in: ['audio'], out: ['text', 'json'] },
    licence: 'MIT',
    engine: 'server',
    needs: { memoryBytes: 2_500_000_000, threads: 4 },
    pack: 'optional',
    published: 'openai/whisper-large-v3-turbo',
  },
];
