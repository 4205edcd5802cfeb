import { createInterface } from 'node:readline/promises';
import type { Question } from '../../core/index.js';
import { printable } from '../format.js';
import type { Terminal } from '../terminal.js';
import type { RunView } from './run-view.js';

/**
 * Asks on the terminal; a number picks one of the options. `undefined` when the user ends the input (Ctrl-D) or cancels,
 * which suspends the run.
 */
export async function askOnTerminal(question: Question, terminal: Terminal, view: Pick<RunView, 'pause' | 'resume'>, signal: AbortSignal): Promise<string | undefined> {
  view.pause();
  const prompt = createInterface({ input: process.stdin, output: terminal.errorStream });
  // While it reads, readline takes Ctrl-C for itself.
  prompt.on('SIGINT', () => process.emit('SIGINT'));
  const ended = new Promise<undefined>((resolve) => { prompt.once('close', () => { resolve(undefined); }); });
  try {
    terminal.talk(`\n${terminal.colors.bold(printable(question.text))}`);
    question.options.forEach((option, index) => { terminal.talk(`  ${index + 1}  ${printable(option)}`); });
    const typed = await Promise.race([prompt.question('> ', { signal }), ended]);
    return typed === undefined || typed.trim() === '' ? undefined : (optionOf(typed.trim(), question.options) ?? typed.trim());
  } catch (thrown) {
    if (signal.aborted) return undefined;
    throw thrown;
  } finally {
    prompt.close();
    view.resume();
  }
}

function optionOf(typed: string, options: readonly string[]): string | undefined {
  return /^\d+$/.test(typed) ? options[Number(typed) - 1] : undefined;
}
