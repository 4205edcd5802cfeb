import { z } from 'zod';
import { parseToolsFile } from '../agents/planner/index.js';
import { throwIfAborted, toVouchError, validatePlan, VouchError, type Plan, type PlanReply, type PlanVocabulary, type ToolSpec } from '../core/index.js';
import { formatMermaid, formatOutline, type RunInput, type Runtime } from '../runtime/index.js';
import { EXIT, exitCodeOfError } from './exit-code.js';
import { outcomeOfError, reportFailure } from './failure.js';
import { oneLine, printable } from './format.js';
import { readJsonFile, readNamedFile, readPlanFile } from './read-file.js';
import { describePlan } from './run-view/index.js';
import type { Terminal } from './terminal.js';

type PlanOptions = NonNullable<Parameters<Runtime['plan']>[2]>;

const BatchLine = z.object({ id: z.union([z.string(), z.number()]), task: z.string() });
type BatchLine = z.infer<typeof BatchLine>;

/** Tools that exist elsewhere, as a file describes them. Throws USAGE with all faults. */
export async function readTools(path: string): Promise<ToolSpec[]> {
  return parseToolsFile(await readJsonFile(path, 'tools file', 'USAGE'));
}

/** The `{id, task}` lines of a JSONL file; all faults are reported before anything is planned. Throws USAGE. */
export async function readBatch(path: string): Promise<BatchLine[]> {
  const faults: string[] = [];
  const lines = (await readNamedFile(path, 'batch file')).split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = z.string().transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch (cause) {
        context.addIssue({ code: 'custom', message: `not JSON: ${(cause as Error).message}` });
        return z.NEVER;
      }
    }).pipe(BatchLine).safeParse(line);
    if (parsed.success) return [parsed.data];
    faults.push(`line ${index + 1}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ')}`);
    return [];
  });
  if (faults.length > 0) throw new VouchError('USAGE', `The batch file ${JSON.stringify(path)} must hold one {"id", "task"} object a line:\n${faults.slice(0, 20).join('\n')}`);
  return lines;
}

/** How a plan is printed. */
export type PlanForm = 'words' | 'json' | 'outline' | 'mermaid';

/** `more`: what JSON says beside the plan. */
function printPlan(plan: Plan, form: PlanForm, more: object = {}): string {
  switch (form) {
    case 'json': return JSON.stringify({ ...plan, ...more });
    case 'outline': return formatOutline(plan).trimEnd();
    case 'mermaid': return formatMermaid(plan).trimEnd();
    case 'words': return describePlan(plan).join('\n');
  }
}

/**
 * Prints the plan in a file; gives the exit code. Throws PLAN_INVALID with all of its faults. What a run of it would be given is not
 * known here, so that names of givens stay unchecked.
 */
export async function showPlan(path: string, vocabulary: Omit<PlanVocabulary, 'givens'>, form: PlanForm, terminal: Terminal): Promise<number> {
  const { plan, faults } = validatePlan(await readPlanFile(path), { ...vocabulary, givens: 'unknown' });
  if (!plan) {
    const lines = faults.map(({ path: at, message }) => (at === '' ? message : `${at}: ${message}`));
    throw new VouchError('PLAN_INVALID', `The plan file ${JSON.stringify(path)} holds a plan with ${faults.length === 1 ? 'a fault' : 'faults'}:\n${lines.join('\n')}`, { details: { path, faults } });
  }
  terminal.result(printPlan(plan, form));
  return EXIT.completed;
}

/** Plans one task and prints the plan; gives the exit code. */
export async function planOne(runtime: Runtime, task: string, inputs: readonly RunInput[], options: PlanOptions, form: PlanForm, terminal: Terminal): Promise<number> {
  const reply = await runtime.plan(task, inputs, options);
  if (reply.status === 'missing') return reportFailure(missing(reply), terminal, form === 'json');
  if (reply.status === 'ambiguous') {
    terminal.talk([printable(reply.question), ...reply.options.map((option) => `  - ${printable(option)}`)].join('\n'));
    if (form === 'json') terminal.result(JSON.stringify({ ...outcomeOfError(ambiguity(reply)), status: 'suspended', question: questionOf(reply) }));
    return EXIT.suspended;
  }
  for (const note of reply.notes) terminal.talk(`note: ${oneLine(note, 300)}`);
  for (const words of reply.unmet ?? []) terminal.talk(`no step does this part of the task: ${oneLine(words, 300)}`);
  const { recipe } = reply;
  if (recipe) terminal.talk(`a saved plan fits this task: ${recipe.name}, from "${oneLine(recipe.goal, 120)}"; use it with: vouch run --recipe ${recipe.name}`);
  terminal.result(printPlan(reply.plan, form, recipe ? { recipe } : {}));
  return EXIT.completed;
}

/**
 * Plans each task with the models loaded once and prints `{id, steps, ...}` lines in order; a task without a plan has
 * empty `steps` and an `error` or a `question`. The exit code is 0 unless a task ended with a fault of Vouch.
 */
export async function planBatch(runtime: Runtime, requests: readonly BatchLine[], options: PlanOptions, terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.completed;
  for (const { id, task } of requests) {
    const startedAt = performance.now();
    const print = (body: object): void => { terminal.result(JSON.stringify({ id, ...body, ms: Math.round(performance.now() - startedAt) })); };
    try {
      const reply = await runtime.plan(task, [], options);
      if (reply.status === 'planned') print({ ...reply.plan, notes: reply.notes, unmet: reply.unmet ?? [] });
      else if (reply.status === 'missing') print({ steps: [], error: missing(reply).toJSON() });
      else print({ steps: [], question: questionOf(reply) });
    } catch (thrown) {
      throwIfAborted(options.signal);
      const error = toVouchError(thrown);
      print({ steps: [], error: error.toJSON() });
      exitCode = Math.max(exitCode, exitCodeOfError(error.code) === EXIT.badInput ? EXIT.completed : EXIT.failed);
    }
  }
  return exitCode;
}

function missing(reply: Extract<PlanReply, { status: 'missing' }>): VouchError {
  return new VouchError('CAPABILITY_MISSING', reply.message, { details: { capability: reply.capability } });
}

function ambiguity(reply: Extract<PlanReply, { status: 'ambiguous' }>): VouchError {
  return new VouchError('PLAN_NOT_FOUND', `The task can be understood in several ways: ${reply.question}`);
}

function questionOf(reply: Extract<PlanReply, { status: 'ambiguous' }>): object {
  return { kind: 'ambiguity', text: reply.question, options: reply.options };
}
