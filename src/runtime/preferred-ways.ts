import { OWN_WAY, type Job } from '../core/index.js';
import type { StatisticsRow } from '../store/index.js';
import { currentOf, experienceOf } from './experience.js';
import { firstWay } from './ladder.js';
import { ladderLimits, type Bounds } from './ladder-limits.js';

/** How a step of a tool begins today on one kind of input, by what earlier attempts came to. */
export interface PreferredWay {
  readonly tool: string;
  readonly kind: string;
  readonly way: string;
  /** The model of each job that the tool needs. */
  readonly models: readonly { readonly job: Job; readonly model: string }[];
  /** Of the checked attempts in this way by the models of today. */
  readonly held: number;
  readonly of: number;
  /** The tool's own way, where another one is preferred to it. */
  readonly instead: { readonly held: number; readonly of: number } | null;
}

/** The preferred way for each tool and kind of input of which there are checked attempts; as a run would choose it, but for the one in ten that begins with the own way. */
export function preferredWays(rows: readonly StatisticsRow[], bounds: Bounds): PreferredWay[] {
  const { tools, models } = bounds;
  const kinds = new Map(rows.map(({ tool, kind }) => [JSON.stringify([tool, kind]), { tool, kind }]));
  return [...kinds.values()].flatMap(({ tool: name, kind }): PreferredWay[] => {
    const tool = tools.get(name);
    if (!tool) return [];
    const current = currentOf(rows.filter((row) => row.tool === name && row.kind === kind), models);
    const experience = experienceOf(current, tool, models);
    const first = firstWay({ attempts: [], climbs: [] }, ladderLimits(tool, kind, bounds, experience, { mends: true, judged: false, faults: [] }));
    const own = experience.ways(OWN_WAY);
    const record = first?.chosen ?? own;
    if (!record) return [];
    const taken = tool.spec.needs.flatMap((job) => {
      const model = first?.alternative.models?.[job] ?? models.modelsFor(job)[0];
      return model === undefined ? [] : [{ job, model }];
    });
    return [{ tool: name, kind, way: first?.chosen.way ?? OWN_WAY, models: taken, held: record.held, of: record.of, instead: first ? { held: first.chosen.instead.held, of: first.chosen.instead.of } : null }];
  });
}
