import type { Job, ModelClient, RepairPolicy, Tool } from '../core/index.js';
import { cheaperModel } from './cheaper-model.js';
import type { Experience } from './experience.js';
import type { LadderLimits } from './ladder.js';

/** Jobs whose models answer by chance where they are asked to. */
const SAMPLED: readonly Job[] = ['chat', 'see'];

/** What bounds a step's ways beside its tool. */
export interface Bounds {
  readonly repair: RepairPolicy;
  /** Attempts of a step. */
  readonly attempts: number;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly models: ModelClient;
}

/** The ways that a step of this tool has, and what earlier runs came to on this kind of input. `tried`: what the step's own attempts came to. */
export function ladderLimits(tool: Tool, kind: string, { repair, attempts, tools, models }: Bounds, { ways, rows }: Experience, tried: Pick<LadderLimits, 'mends' | 'judged' | 'faults'>): LadderLimits {
  return {
    repair,
    attempts,
    tool: tool.spec.name,
    alternatives: tool.alternatives,
    substitutes: tool.spec.substitutes.filter((name) => tools.has(name)),
    samples: tool.spec.needs.some((job) => SAMPLED.includes(job)),
    ...tried,
    hasModel: (model) => tool.spec.needs.some((job) => models.modelsFor(job).includes(model)),
    isFavourite: (model) => tool.spec.needs.some((job) => models.modelsFor(job)[0] === model),
    learned: { kind, ways, cheaper: cheaperModel(tool, kind, rows, models) },
  };
}
