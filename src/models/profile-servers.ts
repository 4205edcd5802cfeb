import type { Job } from '../core/index.js';
import { optionsFor, shortName, type Profile, type ProfileModel, type ProfileRole } from './catalog/index.js';
import type { ServerConfigInput } from './config.js';
import { SERVER_PRESETS } from './presets.js';
import { gpuNumber, type Device } from './servers/index.js';

/**
 * The jobs that a role has in the runtime; pictures and sounds from words have none yet. What puts pictures and texts into one space has none either: a
 * configured server comes before the embedded models, and texts alone are compared better by a model for texts.
 */
const JOBS_OF: Readonly<Record<ProfileRole, readonly Job[]>> = { language: ['chat'], vision: ['see'], 'speech in': ['transcribe'], 'speech out': ['speak'], 'image-text': [], picture: [], sound: [] };

/** Models that are wanted now and then; they give their memory back when they were not. */
const IDLE_SECONDS = 900;

/**
 * The servers of a profile as the configuration describes them: each model in a process of its own, which Vouch starts when it is needed. Two
 * that do not fit into the device together take turns there. `modelsFile`: what the Python server serves. `gpus`: those of this machine; the
 * largest is taken, and where none can be measured the first, with what the profile says of it.
 */
export function profileServers(profile: Profile, modelsFile: string, gpus: readonly Device[] = []): ServerConfigInput[] {
  const { id, totalBytes } = gpus.reduce((largest, gpu) => (gpu.totalBytes > largest.totalBytes ? gpu : largest), gpus[0] ?? { id: 'gpu:0', totalBytes: profile.deviceBytes });
  const device = profile.name.startsWith('gpu-') ? gpuNumber(id) : 'cpu';
  return profile.models.flatMap((model) => {
    const jobs = JOBS_OF[model.role];
    const made = model.server === 'vouch' || jobs.length === 0 ? undefined : serverOf(model, jobs, { modelsFile, deviceBytes: totalBytes });
    return made ? [{ ...made, start: { ...made.start, device, memoryBytes: model.memoryBytes, idleSeconds: IDLE_SECONDS } }] : [];
  });
}

function serverOf(entry: ProfileModel, jobs: readonly Job[], { modelsFile, deviceBytes }: { readonly modelsFile: string; readonly deviceBytes: number }): Pick<ServerConfigInput, 'id' | 'dialect' | 'jobs'> & { start: NonNullable<ServerConfigInput['start']> } {
  const { model, server } = entry;
  const dialect = server === 'vouch-models' || server === 'vouch' ? 'vouch' : server;
  const { start } = SERVER_PRESETS[dialect];
  if (!start) throw new RangeError(`unreachable: ${dialect} is started by a command`);
  const loads = server === 'vouch-models' ? modelsFile : model;
  // The one model that a server loads is the first that it has, under whatever name.
  const name = server === 'vllm' ? '' : server === 'vouch-models' ? shortName(model) : model;
  return {
    id: shortName(model), dialect,
    start: { command: [...start.command.map((word) => word.replace('{model}', loads)), ...optionsFor(entry, deviceBytes)], ...(start.env === undefined ? {} : { env: { ...start.env } }), health: start.health },
    jobs: Object.fromEntries(jobs.map((job) => [job, name])),
  };
}
