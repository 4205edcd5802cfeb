import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vouch, temporaryFolder } from './command-line.js';

const COMMANDS = ['run', 'browse', 'bot', 'plan', 'resume', 'runs', 'tools', 'models', 'pull', 'doctor', 'verify', 'report'];
const folder = temporaryFolder();

test('no arguments print the help on standard error and exit 2', async () => {
  const { exitCode, result, talk } = await vouch();
  expect(exitCode).toBe(2);
  expect(result).toBe('');
  for (const command of COMMANDS) expect(talk).toContain(`  ${command}`);
});

test('--help prints every command, examples and exit codes on standard output', async () => {
  const { exitCode, result, talk } = await vouch('--help');
  expect(exitCode).toBe(0);
  expect(talk).toBe('');
  for (const command of COMMANDS) expect(result).toContain(`  ${command}`);
  expect(result).toContain('Examples:');
  expect(result).toContain('130 cancelled');
});

test.each(COMMANDS)('vouch %s --help explains the command', async (command) => {
  const { exitCode, result } = await vouch(command, '--help');
  expect(exitCode).toBe(0);
  expect(result).toContain(`vouch ${command}`);
});

test('--version prints the version of the package', async () => {
  const { exitCode, result } = await vouch('--version');
  expect(exitCode).toBe(0);
  expect(result).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  ['a wrong option is named', ['run', 'x', '--sekonds', '3'], '--sekonds'],
  ['a wrong command is named', ['rum', 'x'], 'rum'],
  ['a missing argument is named', ['resume'], 'run'],
  ['too many arguments are refused', ['doctor', 'x'], 'argument'],
  ['words without quotation marks are told how to be given', ['run', 'describe', 'this', 'picture'], 'quotation marks'],
  ['a file behind the task is told how to be given', ['plan', 'Describe this picture.', 'dog.jpg'], '--file'],
  ['a budget of zero is refused', ['run', 'x', '--seconds', '0'], 'above 0'],
  ['a budget that is no number is refused', ['run', 'x', '--tokens', 'many'], '--tokens'],
  ['half an attempt is refused', ['run', 'x', '--attempts', '1.5'], 'whole number'],
  ['two output formats are refused', ['run', 'x', '--json', '--events'], 'exclude'],
  ['a run without task and plan is refused', ['run'], 'TASK'],
  ['a plan without task and batch is refused', ['plan'], '--batch'],
  ['a task beside a batch is refused', ['plan', 'x', '--batch', 'y'], '--batch'],
  ['an unknown strategy is refused with the known ones', ['plan', 'x', '--strategy', 'guess'], 'one-shot'],
  ['verify without a criterion is refused', ['verify', 'x'], '--criterion'],
  ['a criterion that is none is refused', ['verify', 'x', '--criterion', '{"limit":1}'], 'oracle {json}'],
  ['criterion parameters that are no JSON are refused', ['verify', 'x', '--criterion', 'duration {maxMs}'], 'JSON'],
  ['report without --out is refused', ['report', 'x'], '--out'],
  ['browsing without a goal is refused', ['browse', '--url', 'https://example.org'], 'goal'],
  ['browsing without a page is told how to name one', ['browse', 'x'], '--cdp'],
  ['two output formats of a page are refused', ['browse', 'x', '--url', 'https://example.org', '--json', '--events'], 'exclude'],
  ['a window of another form is refused', ['browse', 'x', '--url', 'https://example.org', '--viewport', 'wide'], '1280x800'],
  ['an unknown format of actions is refused with the known ones', ['browse', 'x', '--url', 'https://example.org', '--sight', 'guess'], 'qwen3-vl'],
  ['pictures of elements without a folder are refused', ['browse', 'x', '--url', 'https://example.org', '--marks'], '--trace'],
  ['a secret on the command line is refused', ['browse', 'x', '--url', 'https://example.org', '--secret', 'pw=hunter2 hunter3'], 'name=VARIABLE'],
  ['a secret that is not set is refused', ['bot', '--secret', 'pw=NO_SUCH_VARIABLE_HERE'], 'NO_SUCH_VARIABLE_HERE'],
  ['no action at all is refused', ['bot', '--steps', '0'], '--steps'],
])('%s, exit 2', async (_behaviour, args, named) => {
  const { exitCode, result, talk } = await vouch(...args);
  expect(exitCode).toBe(2);
  expect(talk).toContain(named);
  expect(result === '' || args.includes('--json')).toBe(true);
});

test('a command of commands alone prints its help, and no error beside it', async () => {
  const { exitCode, talk } = await vouch('recipe');
  expect(exitCode).toBe(2);
  expect(talk).toContain('Usage: vouch recipe');
  expect(talk).not.toContain('error');
});

test('what is wrong and where to look are two sentences', async () => {
  expect((await vouch('--bogus')).talk).toBe("error USAGE: unknown option '--bogus'. See vouch --help.\n");
});

test('with --json a usage error is also an object of the outcome shape', async () => {
  const { exitCode, result } = await vouch('run', 'x', '--sekonds', '3', '--json');
  expect(exitCode).toBe(2);
  expect(JSON.parse(result)).toMatchObject({
    runId: '', status: 'failed', answer: '', artifacts: [], steps: [], verdicts: [], unproved: [], plan: null,
    usage: { llmTokens: 0, ms: 0, peakBytes: 0 }, error: { code: 'USAGE', retryable: false },
  });
});

test.each([
  ['is missing', join(folder, 'none.json'), undefined, 'INPUT_NOT_FOUND'],
  ['is a folder', folder, undefined, 'INPUT_NOT_FOUND'],
  ['is empty', join(folder, 'empty.json'), '', 'INPUT_EMPTY'],
  ['is not JSON', join(folder, 'half.json'), '{"steps":[', 'PLAN_INVALID'],
])('a plan file that %s ends before there is a run', async (_case, path, content, code) => {
  if (content !== undefined) writeFileSync(path, content);
  const data = join(folder, 'unused');
  const { exitCode, result } = await vouch('run', '--plan', path, '--json', '--data', data);
  expect(exitCode).toBe(2);
  expect((JSON.parse(result) as { error: { code: string } }).error.code).toBe(code);
  expect(readdirSync(folder)).not.toContain('unused');
});

test('an output folder that is a file is refused before the run', async () => {
  const file = join(folder, 'taken');
  writeFileSync(file, 'x');
  const { exitCode, talk } = await vouch('run', 'x', '--out', join(file, 'deeper'));
  expect(exitCode).toBe(2);
  expect(talk).toContain('taken is a file');
});

test('all wrong lines of a batch file are listed at once', async () => {
  const path = join(folder, 'batch.jsonl');
  writeFileSync(path, '{"id":1,"task":"fine"}\nnonsense\n{"id":2}\n');
  const { exitCode, talk } = await vouch('plan', '--batch', path);
  expect(exitCode).toBe(2);
  expect(talk).toContain('line 2');
  expect(talk).toContain('line 3');
});

test('a configuration that is wrong names the field', async () => {
  const path = join(folder, 'config.json');
  writeFileSync(path, '{"threads": "all"}');
  const { exitCode, talk } = await vouch('models', '--config', path);
  expect(exitCode).toBe(2);
  expect(talk).toContain('threads');
});

describe('vouch plan --plan', () => {
  const shown = (name: string, content: string, ...more: string[]): ReturnType<typeof vouch> => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return vouch('plan', '--plan', path, '--data', join(folder, 'data'), ...more);
  };
  const say = (id: string, from: string): string => `  ${id}:\n    tool: rewrite\n    with:\n      text: !from ${from}.text\n`;

  test('refuses steps that wait for each other, with the place, exit 2', async () => {
    const { exitCode, result, talk } = await shown('cycle.yaml', `steps:\n${say('one', 'two')}${say('two', 'one')}`);
    expect(exitCode).toBe(2);
    expect(result).toBe('');
    expect(talk).toContain('PLAN_INVALID');
    expect(talk).toContain('steps[0].inputs.text: Steps wait for each other: one → two → one.');
  });

  test('refuses tools that are not there, unless --tools describes them', async () => {
    const tools = join(folder, 'tools.json');
    writeFileSync(tools, JSON.stringify([{ name: 'Fold', description: 'Folds a text.', inputs: [{ name: 'text', modality: 'text' }], outputs: [{ name: 'text', modality: 'text' }] }]));
    const plan = 'steps:\n  fold:\n    tool: Fold\n    with: { text: "a" }\n';
    expect(await shown('fold.yaml', plan)).toMatchObject({ exitCode: 2, talk: expect.stringContaining('steps[0].tool: There is no tool "Fold".') as string });
    expect(await shown('fold.yaml', plan, '--tools', tools)).toMatchObject({ exitCode: 0, talk: '' });
  });

  test('shows a plan whose givens come with the run, and reads its own flowchart back', async () => {
    const plan = { version: 1, goal: 'Shorten it.', steps: [{ id: 'short', tool: 'summarize', inputs: { text: { given: 'note.txt' } }, criteria: [{ oracle: 'not_empty', params: {}, origin: 'plan' }] }], deliverables: ['short.text'] };
    const mermaid = await shown('plan.json', JSON.stringify(plan), '--mermaid');
    expect(mermaid).toMatchObject({ exitCode: 0, result: expect.stringMatching(/^flowchart TD\n/) as string });
    expect(JSON.parse((await shown('plan.mmd', mermaid.result, '--json')).result)).toEqual(plan);
  });
});
