import type { Outcome } from '../../core/index.js';
import { describeError } from '../failure.js';
import { formatBytes, formatDuration, formatTable, oneLine, printable } from '../format.js';
import type { Terminal } from '../terminal.js';
import { describeAssurance } from './describe-rates.js';

/**
 * The end of a run for people: the answer and the paths of what was made on standard output; status, what is unproved and
 * what to do next on standard error.
 */
export function showEnding(outcome: Outcome, terminal: Terminal): void {
  const { colors } = terminal;
  terminal.talk('');
  if (outcome.answer.trim() !== '') terminal.result(printable(outcome.answer).trimEnd());
  if (outcome.artifacts.length > 0) {
    if (outcome.answer.trim() !== '') terminal.result('');
    terminal.result(formatTable(outcome.artifacts.map(({ step, port, modality, bytes, path }) => [`${step}.${port}`, modality, formatBytes(bytes), path])));
  }
  if (outcome.error) terminal.talk(describeError(outcome.error, terminal));
  if (outcome.unproved.length > 0) {
    terminal.talk(colors.yellow('Not proved:'));
    for (const gap of outcome.unproved) terminal.talk(`  ? ${oneLine(gap, 400)}`);
  }
  if (outcome.status === 'suspended') {
    if (outcome.question) terminal.talk(`${printable(outcome.question.text)}${outcome.question.options.map((option) => `\n  - ${printable(option)}`).join('')}`);
    terminal.talk(`Suspended. Go on with: vouch resume ${outcome.runId} --answer TEXT`);
  }
  if (outcome.runId !== '') terminal.talk(colors.dim(summary(outcome)));
}

function summary({ runId, status, verdicts, unproved, assurance, usage }: Outcome): string {
  const passed = verdicts.filter(({ status: verdict }) => verdict === 'pass').length;
  const memory = usage.peakBytes > 0 ? `, peak memory ${formatBytes(usage.peakBytes)}` : '';
  const proof = unproved.length > 0 ? `${unproved.length} unproved` : verdicts.length === 0 ? 'nothing to check' : 'everything checked holds';
  const worth = assurance ? describeAssurance(assurance) : '';
  return `${status} in ${formatDuration(usage.ms)}: ${verdicts.length === 0 ? '' : `${passed} of ${verdicts.length} checks passed, `}${proof}${worth === '' ? '' : `; ${worth}`}; ${usage.llmTokens} tokens${memory}. Details: vouch report ${runId} --out report.html`;
}
