import { ARM_NAMES, type Arm } from './arms.js';
import { endingOf, type AttemptRecord, type LoopRecord } from './record.js';

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The records of one arm. */
const of = (records: readonly LoopRecord[], arm: Arm): LoopRecord[] => records.filter((record) => record.arm === arm);

/** Only tasks that every arm in question has done, so that arms are compared on the same. */
export function pairedRecords(records: readonly LoopRecord[]): LoopRecord[] {
  const arms = ARM_NAMES.filter((arm) => of(records, arm).length > 0);
  return records.filter(({ task }) => arms.every((arm) => records.some((other) => other.task === task && other.arm === arm)));
}

/** The table of the arms, as Markdown. */
export function armTable(records: readonly LoopRecord[]): string {
  const rows = ARM_NAMES.map((arm) => of(records, arm)).filter((list) => list.length > 0).map((list) => {
    const count = (ending: string): number => list.filter((record) => endingOf(record) === ending).length;
    const proved = list.filter((record) => endingOf(record) === 'success' && record.unproved.length === 0).length;
    return [
      list[0]?.arm ?? '', String(list.length), `${count('success')} (${percent(count('success'), list.length)})`, list[0]?.arm === 'none' ? '-' : String(proved),
      `${count('false done')} (${percent(count('false done'), list.length)})`, String(count('honest partial')), String(count('false alarm')),
      mean(list.map(({ attempts }) => attempts.length)).toFixed(2), mean(list.map(({ ms }) => ms / 1000)).toFixed(1), mean(list.map(({ tokens }) => tokens)).toFixed(0),
    ];
  });
  return table(['arm', 'tasks', 'success', 'of them proved', 'false done', 'honest partial', 'false alarm', 'attempts', 'seconds', 'tokens'], rows);
}

/** Success by family and arm. */
export function familyTable(records: readonly LoopRecord[]): string {
  const families = [...new Set(records.map(({ family }) => family))];
  return table(['family', 'tasks', ...ARM_NAMES], families.map((family) => {
    const own = records.filter((record) => record.family === family);
    return [family, String(new Set(own.map(({ task }) => task)).size), ...ARM_NAMES.map((arm) => String(of(own, arm).filter((record) => endingOf(record) === 'success').length))];
  }));
}

/** Where the tokens of a run go, on the mean: by what the model was asked to be. */
export function roleTable(records: readonly LoopRecord[]): string {
  const roles = [...new Set(records.flatMap(({ roles: own = {} }) => Object.keys(own)))];
  return table(['asked', ...ARM_NAMES], roles.map((role) => [role, ...ARM_NAMES.map((arm) => mean(of(records, arm).flatMap(({ roles: own }) => (own === undefined ? [] : [own[role] ?? 0]))).toFixed(0))]));
}

/** How often each rung was climbed, and how often it brought the step to its end. */
export function ladderTable(records: readonly LoopRecord[]): string {
  const rungs = new Map<string, { climbed: number; held: number; tokens: number }>();
  for (const { arm, attempts } of records) {
    for (const { rung, tool, status, accepted, tokens } of attempts) {
      if (rung === null) continue;
      const key = `${arm} | ${tool} | ${rung}`;
      const seen = rungs.get(key) ?? { climbed: 0, held: 0, tokens: 0 };
      rungs.set(key, { climbed: seen.climbed + 1, held: seen.held + (accepted && status === 'passed' ? 1 : 0), tokens: seen.tokens + tokens });
    }
  }
  return table(['arm', 'tool', 'rung', 'climbed', 'held', 'tokens'], [...rungs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { climbed, held, tokens }]) => [...key.split(' | '), String(climbed), String(held), String(tokens)]));
}

/**
 * After the same rejected first attempt at the step that delivers: how often the second attempt was right by the truth, told
 * why it was rejected (critique) and told nothing (resample); one row an oracle that rejected. First attempts that were right
 * and rejected all the same are false alarms of the oracle and count apart.
 */
export function critiqueTable(records: readonly LoopRecord[]): string {
  const rows = new Map<string, { wrong: number; alarms: number; critique: number; sample: number }>();
  for (const told of of(records, 'critique')) {
    const untold = records.find(({ arm, task }) => arm === 'resample' && task === told.task);
    const [first, second] = tries(told);
    const [, other] = untold ? tries(untold) : [];
    if (!first || first.fails.length === 0 || !second || !other) continue;
    for (const oracle of new Set(first.fails.map((fail) => fail.oracle))) {
      const seen = rows.get(oracle) ?? { wrong: 0, alarms: 0, critique: 0, sample: 0 };
      const wrong = first.faults?.length !== 0;
      rows.set(oracle, { wrong: seen.wrong + Number(wrong), alarms: seen.alarms + Number(!wrong), critique: seen.critique + Number(wrong && isRight(second)), sample: seen.sample + Number(wrong && isRight(other)) });
    }
  }
  return table(['oracle', 'wrong first attempts', 'right after a critique', 'right after another sample', 'false alarms'], [...rows].map(([oracle, { wrong, alarms, critique, sample }]) => [oracle, ...[wrong, critique, sample, alarms].map(String)]));
}

/** Attempts at the step that delivers. */
function tries({ attempts }: LoopRecord): AttemptRecord[] {
  const step = attempts.find(({ faults }) => faults !== undefined)?.step;
  return attempts.filter((attempt) => attempt.step === step);
}

function isRight({ status, faults }: AttemptRecord): boolean {
  return status === 'passed' && faults?.length === 0;
}

/** Wrong answers in words: what an arm said, and what the truth says to it. */
export function listEndings(records: readonly LoopRecord[], ending: string, arms: readonly Arm[]): string {
  return records.filter((record) => arms.includes(record.arm) && endingOf(record) === ending)
    .map(({ arm, task, faults, answer, error }) => `- ${arm} ${task}: ${faults.join('; ')}${error === undefined ? '' : ` [${error.slice(0, 300)}]`}\n    > ${answer.replace(/\s+/g, ' ').slice(0, 400)}`).join('\n');
}

/** What was within reach: an attempt at the step that delivers was right, and something wrong was delivered. */
export function listLost(records: readonly LoopRecord[], arms: readonly Arm[]): string {
  return records.filter((record) => arms.includes(record.arm) && record.faults.length > 0 && record.attempts.some(({ faults, accepted }) => faults?.length === 0 && !accepted))
    .map(({ arm, task, answer, attempts }) => `- ${arm} ${task}: ${answer.replace(/\s+/g, ' ').slice(0, 200)}\n    > right was: ${attempts.find(({ faults }) => faults?.length === 0)?.text?.replace(/\s+/g, ' ').slice(0, 200) ?? ''}`).join('\n');
}

/** Tasks that no arm did. */
export function outOfReach(records: readonly LoopRecord[]): string[] {
  const tasks = [...new Set(records.map(({ task }) => task))];
  return tasks.filter((task) => records.every((record) => record.task !== task || endingOf(record) !== 'success'));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
