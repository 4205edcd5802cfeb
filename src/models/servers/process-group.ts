import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** ms for which one look at all processes counts: several servers are measured at once. */
const FRESH_MS = 200;
const KIBIBYTE = 1024;

let seen: { readonly at: number; readonly groups: ReadonlyMap<number, readonly number[]> } | undefined;

/** The processes of the group that a server leads, itself included: what it started, and what a shell started for us. */
export function groupMembers(leader: number): readonly number[] {
  if (!seen || performance.now() - seen.at > FRESH_MS) seen = { at: performance.now(), groups: allGroups() };
  const members = seen.groups.get(leader) ?? [];
  return members.includes(leader) ? members : [leader, ...members];
}

/**
 * Main memory of a server and all that it started, in bytes. Files that several of them map (weights, libraries) count once.
 * `undefined` when all of it is gone, or cannot be read.
 */
export function residentBytesOf(leader: number): number | undefined {
  const parts = groupMembers(leader).flatMap((pid) => (process.platform === 'linux' ? linuxMemory(pid) : otherMemory(pid)) ?? []);
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, { own }) => sum + own, 0) + Math.max(...parts.map(({ files }) => files));
}

interface Memory {
  readonly own: number;
  /** Of files that it maps. */
  readonly files: number;
}

function linuxMemory(pid: number): Memory | undefined {
  const status = textOf(`/proc/${pid}/status`);
  const bytes = (name: string): number | undefined => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status ?? '')?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * KIBIBYTE;
  };
  const [anonymous, shared, files] = [bytes('RssAnon'), bytes('RssShmem'), bytes('RssFile')];
  return anonymous === undefined ? undefined : { own: anonymous + (shared ?? 0), files: files ?? 0 };
}

function otherMemory(pid: number): Memory | undefined {
  const kilobytes = psOf(['-o', 'rss=', '-p', String(pid)])?.trim();
  return kilobytes !== undefined && /^\d+$/.test(kilobytes) ? { own: Number(kilobytes) * KIBIBYTE, files: 0 } : undefined;
}

function allGroups(): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const [pid, group] of process.platform === 'linux' ? linuxProcesses() : otherProcesses()) groups.set(group, [...(groups.get(group) ?? []), pid]);
  return groups;
}

function linuxProcesses(): (readonly [number, number])[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    // The name of the program stands in parentheses and may hold anything; behind it come the state, the parent and the group.
    const group = textOf(`/proc/${name}/stat`)?.replace(/^.*\) /s, '').split(' ')[2];
    return group === undefined ? [] : [[Number(name), Number(group)] as const];
  });
}

function otherProcesses(): (readonly [number, number])[] {
  const lines = psOf(['-A', '-o', 'pid=,pgid='])?.trim().split('\n') ?? [];
  return lines.map((line) => line.trim().split(/\s+/).map(Number)).map(([pid = 0, group = 0]) => [pid, group] as const);
}

/** `undefined` where the program is missing, or the process ended before it was read. */
function psOf(args: readonly string[]): string | undefined {
  try {
    return execFileSync('ps', args, { encoding: 'utf8' });
  } catch {
    return undefined;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended between being listed and being read.
    return undefined;
  }
}
