import type { RunState, VouchEvent } from '../../core/index.js';
import { describeChoice } from '../describe-choice.js';
import { formatDuration, oneLine } from '../format.js';
import type { Terminal } from '../terminal.js';
import { describeArtifact } from './describe-artifact.js';
import { describePlan } from './describe-plan.js';
import { describeVerdict } from './describe-verdict.js';

/** The lines that stay on the terminal for an event. `state` is the run's state with the event already in it. */
export function linesOfEvent(event: VouchEvent, state: RunState, colors: Terminal['colors']): string[] {
  const labelled = (step: string, text: string): string => `${colors.bold(step.padEnd(labelWidth(state)))}  ${text}`;
  switch (event.type) {
    case 'run.started':
      return [colors.dim(`run ${event.runId}`)];
    case 'run.resumed':
      return [colors.dim(`run ${event.runId} goes on`)];
    case 'plan.step':
      return [labelled('plan', `+ ${event.data.tool}`)];
    case 'plan.accepted': {
      const { plan, origin, ms, notes, unmet = [] } = event.data;
      const head = `${plan.steps.length} step${plan.steps.length === 1 ? '' : 's'} from the ${origin}, ${formatDuration(ms)}`;
      return [labelled('plan', head), ...describePlan(plan).map((line) => `  ${line}`), ...notes.map((note) => labelled('plan', `note: ${oneLine(note, 300)}`)), ...unmet.map((words) => labelled('plan', `no step does this part: ${oneLine(words, 300)}`))];
    }
    case 'step.expanded': {
      const { step, items } = event.data;
      return [labelled(step, `${items.length} item${items.length === 1 ? '' : 's'}: ${oneLine(items.join(', '), 160)}`)];
    }
    case 'condition.decided': {
      const { step, status, condition, evidence } = event.data;
      const mark = status === 'pass' ? colors.green('✓ holds') : status === 'fail' ? '○ does not hold' : colors.yellow('? cannot be told');
      return [labelled(step, `  if ${oneLine(condition, 160)}: ${mark}${evidence.length === 0 ? '' : ` (${oneLine(evidence.map(({ message }) => message).join('; '), 160)})`}`)];
    }
    case 'attempt.started': {
      const { step, attempt, tool, rung, chosen } = event.data;
      const count = attempt === 1 ? aboutItem(state, step) : `, attempt ${attempt}`;
      return [labelled(step, `▸ ${tool}${count}${rung === null ? '' : ` (${rung})`}`), ...(chosen ? [labelled(step, `  ${colors.dim(oneLine(describeChoice(chosen), 300))}`)] : [])];
    }
    case 'verdict.given':
      return [labelled(event.data.step, `  ${describeVerdict(event.data, colors)}`)];
    case 'attempt.ended': {
      const { step, status, error, outputs, reused, models } = event.data;
      if (status === 'error') return [labelled(step, `  ${colors.red('✗ error')} ${error?.code ?? ''} ${oneLine(error?.message ?? '', 300)}`)];
      const made = Object.values(outputs).flat().flatMap((id) => state.artifacts.get(id) ?? []).map(describeArtifact);
      const how = [...models, ...(reused ? ['reused from an equal step'] : [])];
      return [labelled(step, `  made ${made.slice(0, 4).join('; ') || 'nothing'}${made.length > 4 ? ` and ${made.length - 4} more` : ''}${how.length === 0 ? '' : ` (${how.join(', ')})`}`)];
    }
    case 'ladder.climbed':
      return [labelled(event.data.step, `${colors.yellow(`↻ ${event.data.rung}`)}: ${event.data.name === event.data.rung ? '' : `${event.data.name}: `}${oneLine(event.data.critique, 240)}`)];
    case 'step.completed':
      return [labelled(event.data.step, `${colors.green('✓ done')} in ${formatDuration(event.data.ms)}`)];
    case 'step.failed':
      return [labelled(event.data.step, `${colors.red('✗ failed')}: ${event.data.error.code} ${oneLine(event.data.error.message, 300)}`)];
    case 'step.blocked':
      return [labelled(event.data.step, `${colors.yellow('– blocked')} by ${event.data.by}`)];
    case 'step.skipped':
      return [labelled(event.data.step, `○ skipped: ${oneLine(event.data.reason, 240)}`)];
    case 'question.answered':
      return [labelled('answer', oneLine(event.data.answer))];
    case 'notice':
      return [labelled(event.data.step ?? 'notice', `${colors.cyan('note')}: ${oneLine(event.data.message, 300)}`)];
    default:
      return [];
  }
}

/** What an item is about, behind its tool. */
function aboutItem(state: RunState, step: string): string {
  const item = state.steps.get(step)?.itemOf;
  return item ? ` for ${oneLine(item.about, 80)}` : '';
}

/** Wide enough for every step of the plan, within reason. */
function labelWidth(state: RunState): number {
  return Math.min(24, Math.max(6, ...[...state.steps.keys()].map((id) => id.length)));
}
