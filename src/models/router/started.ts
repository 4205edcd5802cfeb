import type { Job } from '../../core/index.js';
import type { CommandChange, ServerConfig, ServerStart } from '../config.js';
import { SERVER_PRESETS, type SmallerLimit, type StartPreset } from '../presets.js';
import { askMetrics } from '../providers/index.js';
import { askActivity, gpuEnvironment, gpuNumber, RAM, type Activity, type Device, type DeviceId, type Limit, type LoadWay, type PortLaunch, type ServerAddress, type ServerDeclaration } from '../servers/index.js';
import { changed, has, runs, smaller, type CommandLine, type Flags } from './decide/command-line.js';

/** Where a server program may compute, and what its command needs for that. */
interface Place {
  readonly device: ServerStart['device'];
  readonly change: CommandChange;
}

/** What the supervisor must know of a server program that the configuration starts. */
export function startedDeclaration(server: ServerConfig, start: ServerStart, apiKey: string | undefined, gpus: readonly Device[] = []): ServerDeclaration {
  return {
    id: server.id,
    times: { startMs: start.startSeconds * 1000, warmMs: start.startSeconds * 1000, idleMs: start.idleSeconds === undefined ? Infinity : start.idleSeconds * 1000, wedgedMs: start.wedgedSeconds * 1000 },
    activity: activityOf,
    ways: startedWays(server, start, apiKey, gpus),
  };
}

/** By what it publishes; one of ours has a route for it. */
async function activityOf(address: ServerAddress, signal: AbortSignal): Promise<Activity | 'untold'> {
  const { running, progress } = (await askMetrics(address.url, address.token, signal)) ?? {};
  return running === undefined || progress === undefined ? askActivity(address, signal) : { running, progress };
}

/** As configured; then with smaller and smaller limits; then the same elsewhere. */
function startedWays(server: ServerConfig, start: ServerStart, apiKey: string | undefined, gpus: readonly Device[]): [LoadWay, ...LoadWay[]] {
  const flags = server.dialect === undefined ? undefined : SERVER_PRESETS[server.dialect].start;
  // Behind a wrapper that takes the program's command as one word, what is put behind it would be an argument of the wrapper.
  const preset = flags && runs(start.command, flags.command) ? flags : undefined;
  const limits = limitsOf(server, start, preset).map((change): Step => ({ change, limit: { standing: 'untried' } }));
  const [first, ...others] = [{ device: start.device, change: {} }, ...elsewhere(start, preset, gpus)].map((place, index) => {
    const device = deviceOf(place.device);
    const where = index === 0 ? '' : `, on ${device === RAM ? 'the CPU' : device}`;
    const line = changed({ command: start.command, env: start.env }, place.change, flags);
    const steps = limits.filter((_step, at) => smaller(limited(line, limits.slice(0, at), flags), limits[at]?.change ?? {}, flags) !== undefined);
    const toWay = (taken: readonly Step[]): LoadWay => ({
      get name() {
        return `${wordsOf(taken)}${where}`;
      },
      device, shrunk: taken.length, limit: taken.at(-1)?.limit, bytes: start.memoryBytes ?? 0, assumedResidual: 0, weightBytes: 0,
      launch: () => {
        const { command, env } = limited(line, taken, flags);
        return Promise.resolve(launchOf(server, { ...start, command: [...command], env, device: place.device }, apiKey));
      },
    });
    return [toWay([]), ...steps.map((_step, at) => toWay(steps.slice(0, at + 1)))] as const;
  });
  if (!first) throw new RangeError('unreachable: the first place is given');
  return [...first, ...others.flat()];
}

interface Step {
  readonly change: CommandChange;
  readonly limit: Limit;
}

/** The limits that are left when the program has refused some. */
const accepted = (steps: readonly Step[]): CommandChange[] => steps.filter(({ limit }) => limit.standing !== 'refused').map(({ change }) => change);

/** The command with the limits that make it smaller. */
function limited(line: CommandLine, steps: readonly Step[], flags: Flags | undefined): CommandLine {
  return accepted(steps).reduce((current, change) => smaller(current, change, flags) ?? current, line);
}

function wordsOf(steps: readonly Step[]): string {
  /** By what it limits: a smaller value takes the place of an earlier one. */
  const said = new Map(accepted(steps).map(({ arguments: words = [], env = {} }) => {
    const all = [...words, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
    return [all[0]?.replace(/=.*/, ''), all.join(' ')];
  }));
  return said.size === 0 ? 'as configured' : [...said.values()].join(' ');
}

function limitsOf({ jobs }: ServerConfig, start: ServerStart, preset: StartPreset | undefined): readonly CommandChange[] {
  const does = (job: Job): boolean => jobs[job] !== undefined;
  const isMeant = ({ job, not = [], named }: SmallerLimit): boolean => (job === undefined || does(job)) && !not.some(does) && (named === undefined || has(start.command, named, preset));
  return start.smaller ?? preset?.smaller?.filter(isMeant) ?? [];
}

/** A program that takes its device by itself is moved only where the configuration says where to. */
function elsewhere(start: ServerStart, preset: StartPreset | undefined, gpus: readonly Device[]): Place[] {
  if (start.elsewhere) return start.elsewhere.map(({ device, ...change }) => ({ device, change }));
  if (typeof start.device !== 'number') return [];
  const others = gpus.map(({ id }) => gpuNumber(id)).filter((index) => index !== start.device);
  return [...others.map((device): Place => ({ device, change: {} })), ...(preset?.cpu ? [{ device: 'cpu' as const, change: preset.cpu }] : [])];
}

function deviceOf(device: ServerStart['device']): DeviceId {
  return typeof device === 'number' ? `gpu:${device}` : RAM;
}

function launchOf(server: ServerConfig, { command, env, port, health, device }: ServerStart, apiKey: string | undefined): PortLaunch {
  const [program = '', ...args] = command;
  return { command: program, arguments: args, env: { ...(device === undefined ? {} : gpuEnvironment(deviceOf(device))), ...env }, engine: server.dialect ?? server.id, port: port ?? 0, health, apiKey };
}
