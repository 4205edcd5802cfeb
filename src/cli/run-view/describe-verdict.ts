import type { Verdict, VerdictStatus } from '../../core/index.js';
import { formatValue, oneLine } from '../format.js';
import type { Terminal } from '../terminal.js';

/** A verdict with its evidence on one line; the status is a sign and a word, colour comes on top. */
export function describeVerdict(verdict: Pick<Verdict, 'status' | 'oracle' | 'measured' | 'expected' | 'evidence'>, colors: Terminal['colors']): string {
  const evidence = oneLine(verdict.evidence.map(({ message }) => message).join('; '), 200);
  const facts = [...fact('measured', verdict.measured, evidence), ...fact('expected', verdict.expected, evidence)].join(', ');
  return `${mark(verdict.status, colors)} ${verdict.oracle}${[facts, evidence].filter((part) => part !== '').map((part) => `: ${part}`).join('')}`;
}

/** Where there is evidence in words, only short values are said beside it; the report has them all. */
function fact(name: string, value: unknown, evidence: string): string[] {
  if (value === null || (evidence !== '' && typeof value === 'object')) return [];
  const text = formatValue(value, 60);
  return evidence.includes(text) ? [] : [`${name} ${text}`];
}

function mark(status: VerdictStatus, colors: Terminal['colors']): string {
  if (status === 'pass') return colors.green('✓ pass');
  return status === 'fail' ? colors.red('✗ fail') : colors.yellow('? inconclusive');
}
