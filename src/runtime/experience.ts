import { JOBS, messageOf, OWN_WAY, type Job, type ModelClient, type NewEvent, type RunState, type Tool, type VouchEvent } from '../core/index.js';
import { DAY_MS, type Statistics, type StatisticsRow } from '../store/index.js';

/** How a way did in checked attempts. */
export interface Evidence {
  readonly held: number;
  readonly of: number;
  /** Mean ms of an attempt. */
  readonly ms: number;
}

/** What the journal says of each way of a step (OWN_WAY, or a rung with its name); `undefined`: nothing. */
export type EvidenceOf = (way: string) => Evidence | undefined;

/** The run that learns, or asks what was learnt. */
export interface Learner {
  readonly stores: { readonly statistics: Statistics };
  readonly state: RunState;
  readonly emit: (event: NewEvent) => unknown;
  readonly settled: () => Promise<void>;
  readonly lessons: Lessons;
}

/** Attempts of a run that have ended and are not yet counted. */
export interface Lessons {
  /** Of each its events. */
  attempts: (readonly VouchEvent[])[];
  /** When some were last counted, by `performance.now()`. */
  countedAt: number;
}

/** What is known of a tool on one kind of input. */
export interface Experience {
  readonly ways: EvidenceOf;
  readonly rows: readonly StatisticsRow[];
}

/** Older attempts say nothing about the programs and models of today. */
const WINDOW_DAYS = 60;
/** The latest days that hold so many attempts of a way are enough: what has changed since is seen sooner. */
const ENOUGH = 200;
/** A run waits this long for attempts of other processes to be counted, ms. */
const CATCH_UP_MS = 500;
/** Attempts are counted together: so many, or what there is after so long. One by one, counting costs more than a small step. */
const LESSONS = { atMost: 32, everyMs: 1000 };

/**
 * Reads what earlier attempts of the tool on this kind of input came to. Statistics are a help, never a need: where they
 * cannot be read, a notice says so, and the ladder goes in its own order.
 */
export async function consult(context: Learner & { readonly models: ModelClient }, tool: Tool, kind: string): Promise<Experience> {
  await countLessons(context);
  return experienceOf(await currentRows(context, tool, kind), tool, context.models);
}

/** What rows of one tool and kind of input, all of them current, say of each way. */
export function experienceOf(rows: readonly StatisticsRow[], tool: Tool, models: ModelClient): Experience {
  return { rows, ways: (way) => evidenceIn(rows.filter((row) => row.way === way && (way !== OWN_WAY || isByFavourites(row, tool.spec.needs, models)))) };
}

/** The rows that count attempts (not single oracles) by the models of today. */
export function currentOf(rows: readonly StatisticsRow[], models: ModelClient): StatisticsRow[] {
  return rows.filter((row) => row.oracle === '' && isCurrent(row, models));
}

/** Where the window of statistics begins. */
export function windowStart(): { readonly day: number; readonly ms: number } {
  const day = Math.floor(Date.now() / DAY_MS) - WINDOW_DAYS;
  return { day, ms: day * DAY_MS };
}

/** Has an attempt counted that has ended, at the latest by `countLessons`. */
export async function learnFrom(context: Learner, events: readonly VouchEvent[]): Promise<void> {
  const { lessons } = context;
  lessons.attempts.push(events);
  if (lessons.attempts.length >= LESSONS.atMost || performance.now() - lessons.countedAt >= LESSONS.everyMs) await countLessons(context);
}

/**
 * Counts the attempts that have ended; where that fails, a notice says so and the run goes on. What a killed process did not count
 * is counted by the next one.
 */
export async function countLessons(context: Learner): Promise<void> {
  const { lessons } = context;
  const { attempts } = lessons;
  lessons.attempts = [];
  lessons.countedAt = performance.now();
  if (attempts.length === 0) return;
  await context.settled();
  try {
    await context.stores.statistics.count(context.state.runId, attempts);
  } catch (error) {
    tellOnce(context, `The statistics could not be kept: ${messageOf(error)} The run does not need them; \`vouch stats --rebuild\` makes them anew.`);
  }
}

async function currentRows(context: Learner & { readonly models: ModelClient }, tool: Tool, kind: string): Promise<StatisticsRow[]> {
  const { statistics } = context.stores;
  try {
    await statistics.catchUp(CATCH_UP_MS);
    const { rows, damaged } = await statistics.rows({ tool: tool.spec.name, kind, sinceDay: windowStart().day });
    if (damaged > 0) tellOnce(context, `${damaged} rows of the statistics are damaged and are left out. \`vouch stats --rebuild\` makes them anew.`);
    return currentOf(rows, context.models);
  } catch (error) {
    tellOnce(context, `The statistics could not be read, so that the ladder goes in its own order: ${messageOf(error)} \`vouch stats --rebuild\` makes them anew.`);
    return [];
  }
}

/** False where a model that took part is not there any more or is another version today. */
function isCurrent({ models }: StatisticsRow, client: ModelClient): boolean {
  return models.every(({ id, version }) => JOBS.some((job) => client.modelsFor(job).includes(id) && (client.facts?.(job, id)?.version ?? null) === version));
}

/** False where the tool's own way would take another model today. */
function isByFavourites({ models }: StatisticsRow, needs: readonly Job[], client: ModelClient): boolean {
  return needs.every((job) => {
    const able = client.modelsFor(job);
    const taken = models.filter(({ id }) => able.includes(id));
    return taken.length === 0 || taken.some(({ id }) => id === able[0]);
  });
}

/** The latest days that hold enough attempts, as one record. */
export function evidenceIn(rows: readonly StatisticsRow[]): Evidence | undefined {
  let [held, of, ms, attempts] = [0, 0, 0, 0];
  const latestFirst = [...rows].sort((a, b) => b.day - a.day);
  for (const [index, row] of latestFirst.entries()) {
    if (of >= ENOUGH && row.day !== latestFirst[index - 1]?.day) break;
    held += row.held;
    of += row.held + row.rejected + row.errors;
    ms += row.ms;
    attempts += row.held + row.rejected + row.errors + row.unproved;
  }
  return of === 0 ? undefined : { held, of, ms: ms / attempts };
}

function tellOnce({ state, emit }: Learner, message: string): void {
  if (!state.notices.includes(message)) emit({ type: 'notice', data: { message } });
}
