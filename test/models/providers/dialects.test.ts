import { conformance } from './kit.js';
import { startFake } from './fakes/wire.js';
import { WIRES } from './fakes/wires.js';
import type { Subject } from './kit.js';

/** What each kind of server lacks, by its sources. */
const LACKS: Readonly<Record<string, Subject['lacks']>> = {
  vllm: { speech: 'it does not speak' },
  sglang: { speech: 'it does not speak' },
  'llama-server': { audio: 'its projector sees and does not hear', speech: 'it does not speak' },
  'llama-cpp-python': { audio: 'it takes no sound', 'images as vectors': 'it embeds texts', speech: 'it does not speak', transcription: 'it does not hear' },
  ollama: { 'images as vectors': 'it embeds texts', speech: 'it does not speak' },
  localai: { 'images as vectors': 'it embeds texts' },
  transformers: { audio: 'its model does not hear', 'texts as vectors': 'it gives no embeddings', 'images as vectors': 'it gives no embeddings', speech: 'it does not speak' },
  xinference: { 'images as vectors': 'it embeds texts' },
  infinity: Object.fromEntries(['text', 'thoughts', 'schema', 'tools', 'image', 'audio', 'video', 'speech', 'transcription'].map((ability) => [ability, 'it embeds and does nothing else'])),
};

for (const wire of WIRES) {
  conformance({
    name: `the fake of ${wire.name}`,
    dialect: wire.name as Subject['dialect'],
    open: () => startFake(wire),
    lacks: LACKS[wire.name] ?? {},
    named: wire.name === 'transformers',
  });
}
