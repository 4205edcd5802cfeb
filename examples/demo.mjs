// npm run demo            reads a notice on a web page and says it in one sentence
// npm run demo -- video   tells what happens in a clip
//
// The first run fetches the default models (about 1.4 GB); later runs start at once.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTerminal, runCommandLine } from '../dist/cli/index.js';
import { demoClip } from './demo-clip.mjs';
import { serveFolder } from './serve-folder.mjs';

const terminal = createTerminal(process);

// The demo shows what a machine with 4 GB can do; a config file of your own goes first.
if (!existsSync('vouch.config.json')) process.env.VOUCH_CONFIG ??= fileURLToPath(new URL('./small-machine.config.json', import.meta.url));

/** Runs a `vouch` command in this process, as the shell would, and gives its exit code. */
async function vouch(...args) {
  terminal.talk(`\n$ vouch ${args.map((argument) => (/^[\w./:-]+$/.test(argument) ? argument : JSON.stringify(argument))).join(' ')}`);
  return runCommandLine(args, terminal);
}

async function noticeDemo() {
  const page = await serveFolder(new URL('./notice/', import.meta.url));
  try {
    return await vouch('run', `Open ${page.url}, read the notice on it, sum it up in one sentence and say the sentence aloud.`, '--out', 'out/demo');
  } finally {
    page.close();
  }
}

async function videoDemo() {
  return vouch('run', 'Caption this video: what is there, what changes and when.', '--file', await demoClip(vouch), '--out', 'out/demo-video');
}

const pulled = await vouch('pull');
const exitCode = pulled === 0 ? await (process.argv[2] === 'video' ? videoDemo() : noticeDemo()) : pulled;
await terminal.flush();
process.exit(exitCode);
