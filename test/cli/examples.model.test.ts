import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { ROOT, temporaryFolder } from './command-line.js';

const data = temporaryFolder();
const SCRIPTS = ['one-task', 'custom-tool', 'custom-oracle', 'saved-plan', 'langchain'];

/** The TypeScript blocks of a page, as files beside the examples that exist only for the compiler. */
function snippetsOf(page: string): [string, string][] {
  const source = readFileSync(join(ROOT, page), 'utf8');
  return [...source.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code], index) => [join(ROOT, 'examples', `${page.replace(/\W/g, '-')}-${index + 1}.ts`), code ?? '']);
}

test('the examples and every snippet of the README and docs/sdk.md compile', () => {
  const snippets = new Map([...snippetsOf('README.md'), ...snippetsOf('docs/sdk.md')]);
  expect(snippets.size).toBeGreaterThan(4);
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => snippets.has(path) || fileExists(path);
  host.readFile = (path) => snippets.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const code = snippets.get(path);
    return code === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, code, language);
  };
  const files = [...SCRIPTS.map((name) => join(ROOT, `examples/${name}.ts`)), ...snippets.keys()];
  const program = ts.createProgram(files, options, host);
  const faults = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  expect(faults.map((fault) => `${fault.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`)).toEqual([]);
}, 60_000);

async function run(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', `examples/${name}.ts`], { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', VOUCH_DATA: join(data, name) }, timeout: 60_000 });
  return stdout;
}

test('the custom tool makes a picture', async () => {
  expect(await run('custom-tool')).toMatch(/completed\s+hide\.image image\/png/);
}, 60_000);

test("the custom oracle's critique sends the step back until it holds", async () => {
  expect(await run('custom-oracle')).toMatch(/attempt 1: bright_enough fail[\s\S]*attempt 2: bright_enough pass[\s\S]*completed/);
}, 60_000);

test('the saved plan runs on three other files', async () => {
  expect((await run('saved-plan')).match(/completed/g)).toHaveLength(3);
}, 60_000);

test("a LangChain tool runs as a step of a run that is a LangGraph node", async () => {
  expect(await run('langchain')).toContain('completed MIND THE STEP');
}, 60_000);
