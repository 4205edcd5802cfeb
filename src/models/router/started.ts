import type { ServerConfig, ServerStart } from '../config.js';
import { SERVER_PRESETS, type SmallerLimit, type StartPreset } from '../presets.js';
import { askMetrics } from '../providers/index.js';
import { askActivity, gpuEnvironment, RAM, type Activity, type Device, type DeviceId, type LoadWay, type PortLaunch, type ServerAddress, type ServerDeclaration } from '../servers/index.js';
import { changed, smaller, type CommandChange, type CommandLine } from './decide/command-line.js';

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
  const preset = server.dialect === undefined ? undefined : SERVER_PRESETS[server.dialect].start;
  const limits = limitsOf(server, start, preset);
  const [first, ...others] = [{ device: start.device, change: {} }, ...elsewhere(start, preset, gpus)].map((place, index) => {
    const device = deviceOf(place.device);
    const where = index === 0 ? '' : `, on ${device === RAM ? 'the CPU' : device}`;
    const line = changed({ command: start.command, env: start.env }, place.change, preset);
    const toWay = ({ words, line: { command, env } }: Step, shrunk: number): LoadWay => ({
      name: `${words}${where}`, device, shrunk, bytes: start.memoryBytes ?? 0, assumedResidual: 0, weightBytes: 0,
      launch: () => Promise.resolve(launchOf(server, { ...start, command: [...command], env, device: place.device }, apiKey)),
    });
    const [best, ...less] = stepsOf(line, limits, preset);
    return [toWay(best, 0), ...less.map((step, at) => toWay(step, at + 1))] as const;
  });
  if (!first) throw new RangeError('unreachable: the first place is given');
  return [...first, ...others.flat()];
}

interface Step {
  readonly words: string;
  readonly line: CommandLine;
}

/** The command, and with each limit that makes it smaller. */
function stepsOf(line: CommandLine, limits: readonly CommandChange[], preset: StartPreset | undefined): [Step, ...Step[]] {
  const steps: [Step, ...Step[]] = [{ words: 'as configured', line }];
  /** By what it limits: a smaller value takes the place of an earlier one. */
  const said = new Map<string, string>();
  let current = line;
  for (const limit of limits) {
    const next = smaller(current, limit, preset);
    if (!next) continue;
    current = next;
    const words = [...(limit.arguments ?? []), ...Object.entries(limit.env ?? {}).map(([name, value]) => `${name}=${value}`)];
    said.set(words[0]?.replace(/=.*/, '') ?? '', words.join(' '));
    steps.push({ words: [...said.values()].join(' '), line: current });
  }
  return steps;
}

function limitsOf({ jobs }: ServerConfig, start: ServerStart, preset: StartPreset | undefined): readonly CommandChange[] {
  const isMeant = ({ job }: SmallerLimit): boolean => job === undefined || jobs[job] !== undefined;
  return start.smaller ?? preset?.smaller?.filter(isMeant) ?? [];
}

/** A program that takes its device by itself is moved only where the configuration says where to. */
function elsewhere(start: ServerStart, preset: StartPreset | undefined, gpus: readonly Device[]): Place[] {
  if (start.elsewhere) return start.elsewhere.map(({ device, ...change }) => ({ device, change }));
  if (typeof start.device !== 'number') return [];
  const others = gpus.map(({ id }) => Number(id.replace('gpu:', ''))).filter((index) => index !== start.device);
  return [...others.map((device): Place => ({ device, change: {} })), ...(preset?.cpu ? [{ device: 'cpu' as const, change: preset.cpu }] : [])];
}

function deviceOf(device: ServerStart['device']): DeviceId {
  return typeof device === 'number' ? `gpu:${device}` : RAM;
}

function launchOf(server: ServerConfig, { command, env, port, health, device }: ServerStart, apiKey: string | undefined): PortLaunch {
  const [program = '', ...args] = command;
  return { command: program, arguments: args, env: { ...(device === undefined ? {} : gpuEnvironment(deviceOf(device))), ...env }, engine: server.dialect ?? server.id, port: port ?? 0, health, apiKey };
}
