import { messageOf } from '../../core/index.js';
import type { Terminal } from '../terminal.js';

/** One thing that was looked at. `missing` fails the examination, `warning` does not. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'missing';
  readonly message: string;
  /** What mends it, a command where there is one. */
  readonly fix?: string;
}

const LABEL_WIDTH = 16;

/** A check on one line, with what mends it below. */
export function describeCheck({ name, status, message, fix }: Check, colors: Terminal['colors']): string {
  const mark = status === 'ok' ? colors.green('✓ ok     ') : status === 'warning' ? colors.yellow('! note   ') : colors.red('✗ missing');
  return `${mark}  ${name.padEnd(LABEL_WIDTH)}  ${message}${fix === undefined ? '' : `\n${' '.repeat(LABEL_WIDTH + 13)}→ ${fix}`}`;
}

/** What `look` finds; what it throws is what is missing. */
export async function check(name: string, look: () => Promise<Omit<Check, 'name'>> | Omit<Check, 'name'>): Promise<Check> {
  try {
    return { name, ...(await look()) };
  } catch (thrown) {
    return { name, status: 'missing', message: messageOf(thrown) };
  }
}
