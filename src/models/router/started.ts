import type { ServerConfig, ServerStart } from '../config.js';
import { RAM, type DeviceId, type PortLaunch, type ServerDeclaration } from '../servers/index.js';

/** What the supervisor must know of a server program that the configuration starts. */
export function startedDeclaration(server: ServerConfig, start: ServerStart, apiKey: string | undefined): ServerDeclaration {
  const device: DeviceId = typeof start.device === 'number' ? `gpu:${start.device}` : RAM;
  const bytes = start.memoryBytes ?? 0;
  return {
    id: server.id,
    times: { startMs: start.startSeconds * 1000, warmMs: start.startSeconds * 1000, idleMs: start.idleSeconds === undefined ? Infinity : start.idleSeconds * 1000 },
    ways: [{ name: 'as configured', device, shrunk: 0, bytes, assumedResidual: 0, weightBytes: 0, launch: () => Promise.resolve(launchOf(server, start, apiKey)) }],
  };
}

function launchOf(server: ServerConfig, { command, env, port, health, device }: ServerStart, apiKey: string | undefined): PortLaunch {
  const [program = '', ...args] = command;
  const visible = device === undefined ? {} : { CUDA_VISIBLE_DEVICES: device === 'cpu' ? '' : String(device) };
  return { command: program, arguments: args, env: { ...visible, ...env }, engine: server.dialect ?? server.id, port: port ?? 0, health, apiKey };
}
