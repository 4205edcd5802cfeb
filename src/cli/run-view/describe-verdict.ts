import type { Verdict, VerdictStatus } from '../../core/index.js';
import { formatValue, oneLine } from '../format.js';
import type { Terminal } from '../terminal.js';

/** A verdict with its evidence on one line; the status is a sign and a word, colour comes on top. */
export function describeVerdict(verdict: Pick<Verdict, 'status' | 'oracle' | 'measured' | 'expected' | 'evidence'>, colors: Terminal['colors']): string {
  const evidence = oneLine(verdict.evidence.map(({ message }) => message).join('; '), 200);
  const facts = factsBeside(evidence, verdict.measured, verdict.expected);
  return `${mark(verdict.status, colors)} ${verdict.oracle}${[facts, evidence].filter((part) => part !== '').map((part) => `: ${part}`).join('')}`;
}

/** What was measured and wanted, unless the evidence says it in words already; the report has both. */
function factsBeside(evidence: string, measured: unknown, expected: unknown): string {
  const isLong = (value: unknown): boolean => typeof value === 'object' && value !== null;
  if (evidence !== '' && (isLong(measured) || isLong(expected) || measured === null || evidence.includes(formatValue(measured, 60)))) return '';
  return [...(measured === null ? [] : [`measured ${formatValue(measured, 60)}`]), ...(expected === null ? [] : [`expected ${formatValue(expected, 60)}`])].join(', ');
}

function mark(status: VerdictStatus, colors: Terminal['colors']): string {
  if (status === 'pass') return colors.green('✓ pass');
  return status === 'fail' ? colors.red('✗ fail') : colors.yellow('? inconclusive');
}
