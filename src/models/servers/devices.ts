import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { groupMembers, residentBytesOf } from './process-group.js';

/** Where models lie: `ram`, or `gpu:0`, `gpu:1`, ... */
export type DeviceId = string;
export const RAM: DeviceId = 'ram';

/** A piece of memory that models can be loaded into. */
export interface Device {
  readonly id: DeviceId;
  /** For people: `NVIDIA H200`, `main memory`. */
  readonly name: string;
  readonly totalBytes: number;
}

/** What a device has and what of it is spoken for. Bytes. */
export interface DeviceAccount {
  /** A `DeviceId`, or `disk`. */
  readonly device: string;
  /** For people. */
  readonly name: string;
  /** Free by measurement; `undefined`: nobody could measure it, which is not zero. */
  readonly freeBytes: number | undefined;
  /** Set aside: for models that are loaded or about to be; on a disk what downloads under way have still to write. */
  readonly reservedBytes: number;
  /** What models may take together, what is set aside included. */
  readonly budgetBytes: number | undefined;
}

/** Measures memory. `undefined` is "nobody could measure it", and never stands for zero. */
export interface DeviceMeter {
  /** The GPUs of this machine; asked once. */
  gpus(): Promise<readonly Device[]>;
  /** Bytes that are free now. */
  freeBytes(device: DeviceId): Promise<number | undefined>;
  /** Bytes that a process and those of its group hold there now. */
  heldBytes(device: DeviceId, pid: number): Promise<number | undefined>;
}

const MEBIBYTE = 2 ** 20;
const QUERY_MS = 5_000;

/**
 * The machine's own memory, and NVIDIA GPUs by `nvidia-smi`: those that `visible` leaves, as CUDA_VISIBLE_DEVICES has it, in its order; where it names a
 * part of a GPU (MIG), which nobody can count here, all of them, with a warning. On a Mac with Apple silicon `ram` is the unified memory.
 */
export function machineMeter(command = 'nvidia-smi', visible = process.env['CUDA_VISIBLE_DEVICES'], order = process.env['CUDA_DEVICE_ORDER']): DeviceMeter {
  let known: Promise<readonly Device[]> | undefined;
  const query = (what: string): Promise<string[][] | undefined> => ask(command, what);
  return {
    gpus: () =>
      (known ??= query('--query-gpu=index,name,memory.total,uuid').then((rows) =>
        visibleRows(rows ?? [], visible, order).flatMap(([index, name, total]) => {
          const totalBytes = mebibytes(total);
          return index === undefined || totalBytes === undefined ? [] : [{ id: `gpu:${index}`, name: name ?? 'GPU', totalBytes }];
        }),
      )),
    async freeBytes(device) {
      if (device === RAM) return freeMemory();
      const rows = await query('--query-gpu=index,memory.free');
      return mebibytes(rows?.find(([index]) => `gpu:${index ?? ''}` === device)?.[1]);
    },
    async heldBytes(device, pid) {
      if (device === RAM) return residentBytesOf(pid);
      const [gpus, apps] = await Promise.all([query('--query-gpu=index,uuid'), query('--query-compute-apps=gpu_uuid,pid,used_memory')]);
      const uuid = gpus?.find(([index]) => `gpu:${index ?? ''}` === device)?.[1];
      const members = groupMembers(pid);
      const held = (apps ?? []).flatMap(([of, owner, used]) => (of === uuid && members.includes(Number(owner)) ? [mebibytes(used)] : []));
      // One that the driver does not tell makes the sum unknown.
      return held.length === 0 ? undefined : held.reduce((sum, bytes) => (sum === undefined || bytes === undefined ? undefined : sum + bytes));
    },
  };
}

/** The GPUs that CUDA would use: by their numbers or the beginnings of their ids, up to the first that is not there. */
function visibleRows(rows: readonly string[][], visible: string | undefined, order: string | undefined): readonly string[][] {
  if (visible === undefined || rows.length === 0) return rows;
  const words = visible.split(',').map((word) => word.trim());
  const part = words.find((word) => word.startsWith('MIG-'));
  if (part !== undefined) {
    process.emitWarning(`CUDA_VISIBLE_DEVICES names ${part}, a part of a GPU: Vouch counts whole ones, and takes all that nvidia-smi lists.`);
    return rows;
  }
  // CUDA by itself counts the quickest first; with GPUs of one kind that is the order of nvidia-smi.
  const mayDiffer = order !== 'PCI_BUS_ID' && new Set(rows.map(([, name]) => name)).size > 1 && words.some((word) => /^\d+$/.test(word));
  if (mayDiffer) process.emitWarning('The numbers in CUDA_VISIBLE_DEVICES are taken as those of nvidia-smi. Set CUDA_DEVICE_ORDER=PCI_BUS_ID, so that CUDA counts the GPUs in the same way.');
  const named = words.map((word) => rows.find(([index, , , uuid]) => word !== '' && (index === word || uuid?.startsWith(word))));
  const end = named.indexOf(undefined);
  return named.slice(0, end < 0 ? named.length : end).filter((row) => row !== undefined);
}

/** Rows of a CSV answer; `undefined` where the program is missing or fails. */
async function ask(command: string, what: string): Promise<string[][] | undefined> {
  try {
    const { stdout } = await promisify(execFile)(command, [what, '--format=csv,noheader,nounits'], { timeout: QUERY_MS });
    return stdout.split('\n').filter((line) => line.trim() !== '').map((line) => line.split(',').map((cell) => cell.trim()));
  } catch {
    // No NVIDIA driver, or one that does not answer: there is no sample.
    return undefined;
  }
}

/** `nvidia-smi` writes "[N/A]" where the driver does not tell. */
function mebibytes(cell: string | undefined): number | undefined {
  return cell !== undefined && /^\d+$/.test(cell) ? Number(cell) * MEBIBYTE : undefined;
}

/** Bytes that can be had without swapping, within the limit of a container. Other systems than Linux do not tell it usefully. */
function freeMemory(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(textOf('/proc/meminfo') ?? '')?.[1];
  if (available === undefined) return undefined;
  const free = Number(available) * 1024;
  const [limit, used] = [textOf('/sys/fs/cgroup/memory.max'), textOf('/sys/fs/cgroup/memory.current')];
  if (limit === undefined || used === undefined || !/^\d+\s*$/.test(limit)) return free;
  // What is kept of files goes when somebody needs the room.
  const files = [...(textOf('/sys/fs/cgroup/memory.stat') ?? '').matchAll(/^(?:in)?active_file (\d+)$/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
  return Math.min(free, Math.max(0, Number(limit) - Number(used) + files));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not this kind of system.
    return undefined;
  }
}

/** Of main memory, what models may take: the rest is the runtime's, a browser's and the user's. */
const RAM_SHARE = 0.5;

/** Main memory for all model servers together when the user sets none, in bytes: half of the machine's, or of the container's. */
export function defaultMemoryBudget(total = totalmem(), allowed = process.constrainedMemory()): number {
  // Zero: no container bounds it.
  return Math.floor(Math.min(total, allowed > 0 ? allowed : Infinity) * RAM_SHARE);
}

/** Of a GPU's memory, what models may take: the rest is the driver's and the screen's. */
const GPU_SHARE = 0.92;

export function gpuBudget({ totalBytes }: Device): number {
  return Math.floor(totalBytes * GPU_SHARE);
}

/** The number of a GPU, as `nvidia-smi` has it. */
export function gpuNumber(id: DeviceId): number {
  return Number(id.replace('gpu:', ''));
}

/** What keeps a program to one GPU, or off all of them. Numbers are those of `nvidia-smi`; CUDA by itself counts the quickest first. */
export function gpuEnvironment(device: DeviceId): Readonly<Record<string, string>> {
  return { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: device === RAM ? '' : String(gpuNumber(device)) };
}

/** Threads for an engine: what it can use, never more than the machine has cores, however many a user asks for. */
export function engineThreads(useful: number, wanted = Infinity, cores = availableParallelism()): number {
  return Math.max(1, Math.min(useful, wanted, cores));
}
