import type { Plan, Step } from '../../src/core/index.js';
import type { Kind, SimulationOptions } from './options.js';

/** What is to be done for one step. */
export interface Work {
  readonly kind: Kind;
  readonly ms: number;
  readonly model: string | undefined;
}

export interface SimulatedRun {
  readonly plan: Plan;
  readonly works: ReadonlyMap<string, Work>;
  /** ms that it would take with all workers for itself. */
  readonly criticalMs: number;
}

/** A run as plans look: each step needs one or two of the few before it, so that there are chains side by side. */
export function makeRun({ stepsPerRun, kinds, stragglers }: SimulationOptions, random: () => number): SimulatedRun {
  const works = new Map<string, Work>();
  const ends: number[] = [];
  const steps = Array.from({ length: Math.max(1, Math.round(stepsPerRun * (0.5 + random()))) }, (_, index): Step => {
    const needs = index === 0 ? [] : [...new Set([0, ...(random() < 0.4 ? [1] : [])].map(() => Math.max(0, index - 1 - Math.floor(random() * 4))))];
    const work = makeWork(kinds, stragglers, random);
    works.set(`s${index}`, work);
    ends.push(work.ms + Math.max(0, ...needs.map((need) => ends[need] ?? 0)));
    return { id: `s${index}`, tool: 't', inputs: Object.fromEntries(needs.map((need) => [`i${need}`, { ref: `s${need}.out` }])), criteria: [] };
  });
  return { plan: { version: 1, goal: '', steps, deliverables: [] }, works, criticalMs: Math.max(...ends) };
}

function makeWork(kinds: readonly Kind[], { share, times }: SimulationOptions['stragglers'], random: () => number): Work {
  let left = random();
  const kind = kinds.find((candidate) => (left -= candidate.share) < 0) ?? kinds[0];
  if (!kind) throw new RangeError('There are no kinds of steps.');
  const spread = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const ms = kind.seconds * 1000 * Math.exp(0.5 * spread) * (random() < share ? times : 1);
  return { kind, ms, model: kind.models[Math.floor(random() * kind.models.length)] };
}
