import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { proposeProfile } from '../../src/cli/doctor/machine.js';
import { sha256, someBytes } from '../support/model-files.js';
import { temporaryFolder, vouch } from './command-line.js';

const folder = temporaryFolder();
process.env['VOUCH_CACHE'] = join(folder, 'cache');
process.env['VOUCH_DATA'] = join(folder, 'data');
const config = join(folder, 'vouch.config.json');

/** The one model of the profile that is fetched, as a small file of this machine. */
beforeAll(() => {
  const bytes = someBytes(100);
  writeFileSync(join(folder, 'voice.onnx'), bytes);
  const kokoro = {
    id: 'kokoro', title: 'stands in', job: 'speak', modalities: { in: ['text'], out: ['audio'] }, licence: 'Apache-2.0', engine: 'kokoro', needs: { memoryBytes: 1, threads: 1 }, pack: 'optional',
    files: [{ role: 'model', name: 'voice.onnx', bytes: 100, sha256: sha256(bytes), sources: [{ kind: 'file', path: './voice.onnx' }] }],
  };
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ models: [kokoro] }));
  writeFileSync(config, JSON.stringify({ catalog: join(folder, 'catalog.json'), sources: ['file'] }));
});

test('pull --profile fetches what Vouch runs itself, writes the models of the Python server, and says how the rest is served', async () => {
  const { exitCode, result } = await vouch('pull', '--profile', 'gpu-24gb', '--config', config);
  expect(exitCode).toBe(0);
  expect(result).toMatch(/speech out +kokoro +here .*Apache-2\.0/);
  expect(result).toMatch(/vision +Qwen\/Qwen3-VL-8B-Instruct +vllm +17\.5 GB +21\.5 GB +Apache-2\.0 +not tried, size reckoned/);
  expect(result).toContain(`vllm serve Qwen/Qwen3-14B-AWQ --gpu-memory-utilization 0.75 --max-model-len 16384 --default-chat-template-kwargs '{"enable_thinking":false}'`);
  const file = join(folder, 'data', 'servers', 'models-gpu-24gb.json');
  expect(result).toContain(`vouch-models serve ${file}`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toContainEqual({ id: 'siglip2-so400m-patch14-384', engine: 'image-text-embed', source: 'google/siglip2-so400m-patch14-384' });
  expect((JSON.parse(readFileSync(config, 'utf8')) as { servers?: unknown }).servers).toBeUndefined();
});

test('pull --profile --start has Vouch start the servers of the profile when they are needed', async () => {
  const { result } = await vouch('pull', '--profile', 'gpu-24gb', '--start', '--config', config);
  expect(result).toContain('Vouch starts these servers when they are needed: qwen3-14b-awq, qwen3-vl-8b-instruct, faster-whisper-large-v3-turbo-ct2.');
  const { servers } = JSON.parse(readFileSync(config, 'utf8')) as { servers: { id: string; jobs: object; start: object }[] };
  expect(servers.find(({ id }) => id === 'qwen3-vl-8b-instruct')).toMatchObject({ jobs: { see: '' }, start: { device: 0, memoryBytes: 21.5e9 } });
  const { result: json } = await vouch('pull', '--profile', 'gpu-24gb', '--json', '--config', config);
  expect(JSON.parse(json)).toMatchObject({ models: [{ id: 'kokoro', state: 'installed' }], profile: { profile: 'gpu-24gb' } });
});

test('--start without a profile, and a profile that there is not, are refused', async () => {
  expect(await vouch('pull', '--start', '--config', config)).toMatchObject({ exitCode: 2, talk: expect.stringContaining('--profile') });
  expect((await vouch('pull', '--profile', 'gpu-1gb', '--config', config)).exitCode).toBe(2);
});

test.each([
  ['a GPU of 24 GB', [{ id: 'gpu:0', name: 'RTX 4090', totalBytes: 25.7e9 }, { id: 'gpu:1', name: 'RTX 3060', totalBytes: 12.8e9 }], /^gpu-24gb suits this machine \(RTX 4090, 25\.7 GB; RTX 3060, 12\.8 GB\); vouch pull --profile gpu-24gb /],
  ['no GPU', [], /^cpu(-large)? suits this machine \(no NVIDIA GPU\); vouch pull --profile cpu/],
])('doctor proposes the profile of a machine with %s', async (_what, gpus, message) => {
  expect(await proposeProfile({ gpus: () => Promise.resolve(gpus) })).toEqual({ status: 'ok', message: expect.stringMatching(message) });
});
