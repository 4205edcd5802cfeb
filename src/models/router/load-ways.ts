import { LlamaSettings } from '../engines/llama/settings.js';
import type { CatalogEntry } from '../catalog/index.js';
import { assumedResidual, computedBytes, RAM, type Device, type LoadWay } from '../servers/index.js';

/** How a model may be loaded, without the command that does it. */
export type PlannedWay = Omit<LoadWay, 'launch'> & { readonly settings: Readonly<Record<string, unknown>> };

/** Contexts below this are of no use to a planner. */
const LEAST_CONTEXT = 2048;

/** The limits of a language model, each row smaller than the one before: first fewer sequences (the batch), then a shorter context. */
export function llamaLimits({ contextTokens, sequences }: { contextTokens: number; sequences: number }): { contextTokens: number; sequences: number }[] {
  const limits = [{ contextTokens, sequences }];
  if (sequences > 1) limits.push({ contextTokens, sequences: 1 });
  for (let context = contextTokens >> 1; context >= LEAST_CONTEXT; context >>= 1) limits.push({ contextTokens: context, sequences: 1 });
  return limits;
}

/** The ways to load a catalogue model here: on each GPU where its engine can use one and may, then in main memory. */
export function plannedWays(entry: CatalogEntry, gpus: readonly Device[], mayUseGpu: boolean): [PlannedWay, ...PlannedWay[]] {
  const weightBytes = entry.files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (entry.engine !== 'llama') return [plain(entry, weightBytes)];
  const settings = LlamaSettings.parse(entry.settings);
  const usable = mayUseGpu && settings.gpu !== false ? gpus : [];
  const ways = (device: string, gpuSetting: 'auto' | false): PlannedWay[] =>
    llamaLimits(settings).map((limits, shrunk) => ({ ...llamaWay(entry, weightBytes, { ...limits, shrunk, device, gpu: gpuSetting }), isAsGood: device !== RAM }));
  const own = mayUseGpu ? settings.gpu : false;
  const [first, ...rest] = usable.length > 0 ? [...usable.flatMap(({ id }) => ways(id, 'auto')), ...ways(RAM, false)] : ways(RAM, own);
  return first ? [first, ...rest] : [plain(entry, weightBytes)];
}

function plain(entry: CatalogEntry, weightBytes: number): PlannedWay {
  return { name: 'its own settings', device: RAM, shrunk: 0, bytes: entry.needs.memoryBytes, assumedResidual: 0, weightBytes, settings: {} };
}

interface LlamaLimits {
  readonly contextTokens: number;
  readonly sequences: number;
  readonly shrunk: number;
  readonly device: string;
  readonly gpu: 'auto' | false;
}

function llamaWay({ needs }: CatalogEntry, weightBytes: number, { contextTokens, sequences, shrunk, device, gpu }: LlamaLimits): PlannedWay {
  const name = `context ${contextTokens}, ${sequences} sequence${sequences === 1 ? '' : 's'}, on ${device}`;
  const common = { name, device, shrunk, weightBytes, settings: { contextTokens, sequences, gpu } };
  // Without the shape only the whole is known.
  if (!needs.shape) return { ...common, bytes: needs.memoryBytes, assumedResidual: 0 };
  const { encoderPeakBytes, ...cache } = needs.shape;
  const bytes = computedBytes({ weightBytes, cache, encoderPeakBytes }, { tokens: contextTokens, sequences });
  return { ...common, bytes, assumedResidual: assumedResidual(bytes) };
}
