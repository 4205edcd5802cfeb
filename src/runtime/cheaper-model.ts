import { OWN_WAY, type Alternative, type Job, type LearnedChoice, type ModelClient, type Tool } from '../core/index.js';
import { cheapestThatHolds, type ModelRecord } from '../models/index.js';
import type { StatisticsRow } from '../store/index.js';
import { evidenceIn } from './experience.js';

/** A way of a step that changes nothing but the model of one job. */
export interface CheaperModel {
  readonly alternative: Alternative;
  readonly chosen: LearnedChoice;
}

/**
 * Another model for one of the tool's jobs that has held about as often on this kind of input in less time and memory; `undefined`: the
 * favourites stay. What the user's configuration names is never replaced.
 */
export function cheaperModel(tool: Tool, kind: string, rows: readonly StatisticsRow[], models: ModelClient): CheaperModel | undefined {
  for (const job of tool.spec.needs) {
    const records = recordsOf(job, tool, rows, models);
    const cheapest = cheapestThatHolds(records);
    const [favourite] = records;
    if (!cheapest || !favourite) continue;
    const alternative = tool.alternatives.find((candidate) => isJust(candidate, job, cheapest.model)) ?? { name: `model ${cheapest.model}`, models: { [job]: cheapest.model } };
    const { held, of } = cheapest;
    return { alternative, chosen: { kind, way: `alternative: ${alternative.name}`, held, of, instead: { way: OWN_WAY, held: favourite.held, of: favourite.of } } };
  }
  return undefined;
}

/** The favourite's record first; none where the user has chosen the model, or where nothing is known of its needs. */
function recordsOf(job: Job, tool: Tool, rows: readonly StatisticsRow[], models: ModelClient): ModelRecord[] {
  const able = models.modelsFor(job);
  const facts = able.map((model) => models.facts?.(job, model));
  if (able.length < 2 || facts.some((known) => known === undefined) || facts[0]?.configured === true) return [];
  return able.map((model, index) => {
    const taking = rows.filter((row) => row.models.some(({ id }) => id === model) && changesModelAtMost(row.way, job, model, tool));
    const evidence = evidenceIn(taking) ?? { held: 0, of: 0, ms: 0 };
    return { model, memoryBytes: facts[index]?.memoryBytes ?? 0, ...evidence };
  });
}

/** True for attempts that say what the model does when nothing else is changed. */
function changesModelAtMost(way: string, job: Job, model: string, tool: Tool): boolean {
  if (way === OWN_WAY || way === `alternative: model ${model}`) return true;
  return tool.alternatives.some((alternative) => way === `alternative: ${alternative.name}` && isJust(alternative, job, model));
}

function isJust({ models = {}, parameters = {} }: Alternative, job: Job, model: string): boolean {
  return Object.keys(parameters).length === 0 && Object.keys(models).length === 1 && models[job] === model;
}
