import { parseConfig, SERVER_PRESETS, type DialectName } from '../../../src/models/index.js';
import { startedDeclaration } from '../../../src/models/router/started.js';

const GPUS = [0, 1].map((index) => ({ id: `gpu:${index}`, name: 'G', totalBytes: 24e9 }));

/** The ways of a server that is started with the command of its preset: where, and what its command ends with. */
async function waysOf(dialect: DialectName, start: object, jobs: object = { chat: '' }): Promise<{ device: string; shrunk: number; command: string; env: Readonly<Record<string, string>> }[]> {
  const command = SERVER_PRESETS[dialect].start?.command.map((word) => word.replace('{model}', 'm'));
  const [server] = parseConfig({ servers: [{ id: 'one', dialect, jobs, start: { command, ...start } }] }, 'test').servers;
  const { ways } = startedDeclaration(server!, server!.start!, undefined, GPUS);
  return Promise.all(ways.map(async ({ device, shrunk, launch }) => {
    const launched = await launch(new AbortController().signal);
    return { device, shrunk, command: launched.arguments.slice((command?.length ?? 1) - 1).join(' '), env: launched.env };
  }));
}

const brief = (ways: Awaited<ReturnType<typeof waysOf>>): string[] => ways.map(({ device, shrunk, command }) => `${device} ${shrunk} ${command}`.trim());

test('vLLM on a GPU: fewer sequences, fewer pictures where it sees, shorter contexts, then the same on the other GPU, and nothing on the CPU', async () => {
  const limits = ['', '--max-num-seqs 16', '--max-num-seqs 16 --limit-mm-per-prompt {"image":1,"video":1,"audio":1}', ...['8192', '4096'].map((tokens) => `--max-num-seqs 16 --limit-mm-per-prompt {"image":1,"video":1,"audio":1} --max-model-len ${tokens}`)];
  const ways = await waysOf('vllm', { device: 0 }, { see: '' });
  expect(brief(ways)).toEqual(['gpu:0', 'gpu:1'].flatMap((device) => limits.map((limit, shrunk) => `${device} ${shrunk} ${limit}`.trim())));
  expect(ways.map(({ env }) => env)).toEqual(ways.map(({ device }) => ({ CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: device.slice(4) })));
  expect(brief(await waysOf('vllm', { device: 0 })).some((way) => way.includes('mm-per-prompt'))).toBe(false);
});

test('llama-server ends on the CPU, without layers on the GPU', async () => {
  const ways = await waysOf('llama-server', { device: 1, smaller: [] });
  expect(brief(ways)).toEqual(['gpu:1 0', 'gpu:0 0', 'ram 0 --n-gpu-layers 0']);
  expect(ways.at(-1)?.env).toMatchObject({ CUDA_VISIBLE_DEVICES: '' });
});

test('Ollama is told by its environment', async () => {
  const ways = await waysOf('ollama', { device: 0, env: { OLLAMA_CONTEXT_LENGTH: '4096' } });
  expect(ways.filter(({ device }) => device === 'gpu:0').map(({ env }) => [env['OLLAMA_NUM_PARALLEL'], env['OLLAMA_CONTEXT_LENGTH']])).toEqual([[undefined, '4096'], ['1', '4096'], ['1', '2048']]);
  expect(ways.at(-1)).toMatchObject({ device: 'ram', env: { CUDA_VISIBLE_DEVICES: '-1' } });
});

test('one whose device is not named is moved only where the configuration says where to', async () => {
  expect((await waysOf('vllm', {})).every(({ device }) => device === 'ram')).toBe(true);
  const ways = await waysOf('vllm', { smaller: [], elsewhere: [{ device: 1 }, { device: 'cpu', arguments: ['--device', 'cpu'], env: { A: '1' } }] });
  expect(brief(ways)).toEqual(['ram 0', 'gpu:1 0', 'ram 0 --device cpu']);
});

test('a server of no known kind has one way', async () => {
  const { servers: [server] } = parseConfig({ servers: [{ id: 'one', jobs: { chat: '' }, start: { command: ['x', '{port}'], device: 1 } }] }, 'test');
  expect(startedDeclaration(server!, server!.start!, undefined, []).ways.map(({ name, device }) => [name, device])).toEqual([['as configured', 'gpu:1']]);
});

test('a length that the model may not have is put in only where the command names a larger one', async () => {
  const command = ['/opt/venv/bin/vllm', 'serve', 'm', '--host', '127.0.0.1', '--port', '{port}', '--max-model-len', '32k'];
  expect((await waysOf('vllm', { command })).map(({ command: words }) => /--max-model-len (\S+)/.exec(words)?.[1])).toEqual(['32k', '32k', '16384', '8192', '4096']);
});

test.each([['embed'], ['see']])('a llama-server that is to %s keeps its batches: what it takes must go through in one', async (job) => {
  const ways = await waysOf('llama-server', {}, { [job]: '' });
  expect(ways.length).toBeGreaterThan(2);
  expect(ways.some(({ command }) => command.includes('batch'))).toBe(false);
  expect((await waysOf('llama-server', {})).some(({ command }) => command.includes('--ubatch-size 128'))).toBe(true);
});

test.each<[string, string[], boolean]>([
  ['of a shell', ['bash', '-c', 'vllm serve m --port {port}'], false],
  ['of another program', ['run-models', '{port}'], false],
  ['of a runner', ['uv', 'run', 'vllm', 'serve', 'm', '--port', '{port}'], true],
])('limits of its kind are not put behind the command %s unless it names the program word by word', async (_what, command, has) => {
  expect((await waysOf('vllm', { command })).length > 1).toBe(has);
});
