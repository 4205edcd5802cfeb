import type { Verdict, VerdictStatus } from '../../core/index.js';
import { formatValue, oneLine } from '../format.js';
import type { Terminal } from '../terminal.js';

/** A verdict with its evidence on one line; the status is a sign and a word, colour comes on top. */
export function describeVerdict(verdict: Pick<Verdict, 'status' | 'oracle' | 'measured' | 'expected' | 'evidence'>, colors: Terminal['colors']): string {
  const facts = [
    ...(verdict.measured === null ? [] : [`measured ${formatValue(verdict.measured, 60)}`]),
    ...(verdict.expected === null ? [] : [`expected ${formatValue(verdict.expected, 60)}`]),
  ].join(', ');
  const evidence = oneLine(verdict.evidence.map(({ message }) => message).join('; '), 200);
  return `${mark(verdict.status, colors)} ${verdict.oracle}${[facts, evidence].filter((part) => part !== '').map((part) => `: ${part}`).join('')}`;
}

function mark(status: VerdictStatus, colors: Terminal['colors']): string {
  if (status === 'pass') return colors.green('✓ pass');
  return status === 'fail' ? colors.red('✗ fail') : colors.yellow('? inconclusive');
}
