import type { PlanGraph } from './score.js';

/** A request with the graph that it means, and the type of that graph. */
export interface GraphRequest {
  readonly id: string;
  readonly type: string;
  readonly task: string;
  readonly gold: PlanGraph;
}

/** Ports called after their modality. */
export function portsOf(modalities: readonly string[]): { name: string; modality: string }[] {
  return modalities.map((modality, at) => ({ name: modality.toLowerCase() + (modalities.indexOf(modality) === at ? '' : `-${at + 1}`), modality }));
}
