import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, type CommanderError } from 'commander';
import ts from 'typescript';
import * as commands from '../../src/cli/commands/index.js';
import { ROOT, temporaryFolder, vouch } from './command-line.js';

const folder = temporaryFolder();

/** What stands for whatever is put in: a name, a number. */
const VALUE = '1';
/** Words behind the name of the program that are prose. */
const PROSE = new Set(['or', 'printed', 'news', 'reads']);
/** A namespace of the same name. */
const NAMESPACE = /-n vouch /g;

/** What is wrong with a command line by the definitions of the commands, none of which is run; `undefined`: nothing. */
async function faultOf(words: readonly string[]): Promise<string | undefined> {
  const program = new Command('vouch').option('--config <file>').option('--data <folder>').option('--version').exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const declare of Object.values(commands)) declare(program, () => Promise.resolve());
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    command.commands.forEach(quiet);
  };
  quiet(program);
  try {
    await program.parseAsync(words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2')), { from: 'user' });
    return undefined;
  } catch (error) {
    const { message } = error as CommanderError;
    // What is put in there is one of the choices.
    return /argument '(?:1|[A-Z]+)' is invalid\. Allowed choices/.test(message) ? undefined : message;
  }
}

/** As a shell would split it, up to what is no part of the command any more. */
function wordsOf(line: string): string[] {
  const words = [...line.matchAll(/'[^']*'|"[^"]*"|[^\s'"]+/g)].map(([word]) => word);
  const end = words.findIndex((word) => /^[|><#&;]|^…$|^\.\.\.$/.test(word));
  return end < 0 ? words : words.slice(0, end);
}

/** The commands that a text advises: whole between backticks and on lines that are set apart; in prose the command, its options and what is put in. */
function advisedIn(whole: string): string[][] {
  const found: string[][] = [];
  const blocks = /```[a-z]*\n[\s\S]*?```|^ {4}.*$/gm;
  for (const [block] of whole.matchAll(blocks)) for (const [, line] of block.matchAll(/^\s*(?:npx )?vouch (.+)$/gm)) found.push(wordsOf(line ?? ''));
  const text = whole.replace(blocks, '');
  for (const [, line] of text.matchAll(/`vouch ([^`]+)`/g)) found.push(wordsOf(line ?? ''));
  const rest = text.replace(/`[^`]*`/g, '').replace(NAMESPACE, '');
  for (const [, line] of rest.matchAll(/(?<![\w./@-])vouch ([a-z][^\n]*?)(?=\bvouch [a-z]|$)/gm)) {
    const [first = '', ...others] = wordsOf((line ?? '').replace(/[,;:.)]+(?=\s|$)/g, ' ;'));
    if (PROSE.has(first)) continue;
    const named = [first];
    for (const word of others) {
      const isOfCommand = /^[-'"]/.test(word) || /[./]/.test(word) || word === VALUE || /^[A-Z][A-Z_-]+$/.test(word) || (named.at(-1)?.startsWith('-') ?? false) || (named.length === 1 && ['models', 'recipe'].includes(first) && /^(?:add|serve|log|remove|save|show)$/.test(word));
      if (!isOfCommand) break;
      named.push(word);
    }
    found.push(named);
  }
  return found;
}

/** The texts that a source file holds: its strings, not its comments; what is put into a template is a value. */
function textsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  if (!/vouch [a-z]/.test(source)) return [];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node)) {
      texts.push(node.head.text + node.templateSpans.map((span) => VALUE + span.literal.text).join(''));
      node.templateSpans.forEach(({ expression }) => { visit(expression); });
    } else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return texts;
}

async function faults(of: readonly { readonly where: string; readonly text: string }[]): Promise<{ advised: number; wrong: string[] }> {
  const all = of.flatMap(({ where, text }) => advisedIn(text).map((words) => ({ where, words })));
  const wrong = await Promise.all(all.map(async ({ where, words }) => {
    const fault = await faultOf(words);
    return fault === undefined ? [] : [`${where}: vouch ${words.join(' ')}: ${fault}`];
  }));
  return { advised: all.length, wrong: wrong.flat() };
}

const filesIn = (folder: string, ending: RegExp): string[] => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name)).map((name) => join(ROOT, folder, name));

test('what there is not is found', async () => {
  const text = 'Fetch it with: vouch pull 1. Then `vouch models delete 1` and "vouch run --recipee 1", or vouch explain RUN; vouch resume goes on.';
  expect((await faults([{ where: 'here', text }])).wrong).toEqual([
    expect.stringContaining('vouch models delete 1'), expect.stringContaining("unknown option '--recipee'"), expect.stringContaining("unknown command 'explain'"), expect.stringContaining("missing required argument 'run'"),
  ]);
});

test('every command that a message of Vouch advises is there, with its options and arguments', async () => {
  const { advised, wrong } = await faults(filesIn('src', /\.ts$/).flatMap((file) => textsOf(file).map((text) => ({ where: file.slice(ROOT.length), text }))));
  expect(wrong).toEqual([]);
  expect(advised).toBeGreaterThan(40);
});

test('every command that the docs name is there, with its options', async () => {
  const pages = [join(ROOT, 'README.md'), ...filesIn('docs', /\.md$/)].map((file) => ({ where: file.slice(ROOT.length), text: readFileSync(file, 'utf8') }));
  const { advised, wrong } = await faults(pages);
  // A page may name a command without what it wants.
  expect(wrong.filter((fault) => !/missing required argument|required option|argument missing|\(outputHelp\)|unknown command 'COMMAND'/.test(fault))).toEqual([]);
  expect(advised).toBeGreaterThan(80);
});

test('what doctor, models and stats advise where nothing is here can be typed in', async () => {
  Object.assign(process.env, { VOUCH_CACHE: join(folder, 'cache'), VOUCH_DATA: join(folder, 'data') });
  const said = [];
  for (const words of [['doctor'], ['doctor', '--json'], ['models'], ['models', '--json'], ['stats'], ['stats', '--tool', 'nobody'], ['recipes'], ['runs']]) said.push({ words, ...(await vouch(...words)) });
  const { advised, wrong } = await faults(said.map(({ words, result, talk }) => ({ where: words.join(' '), text: `${result}\n${talk}`.replaceAll('\\n', '\n') })));
  expect(wrong).toEqual([]);
  expect(advised).toBeGreaterThan(3);
});
