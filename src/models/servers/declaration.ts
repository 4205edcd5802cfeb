import type { ChildLimits, ServerAddress } from './child.js';
import type { Activity } from './decide/wedge.js';
import type { DeviceId } from './devices.js';
import type { Launch } from './launch.js';

/** One way to load a model. */
export interface LoadWay {
  /** For people, such as `context 4096, 1 sequence, on gpu:0`; tells the ways of a model apart. */
  readonly name: string;
  readonly device: DeviceId;
  /** Another device of the same kind: where it has room and the best one has none, it is taken, and nothing is less for it. Default false. */
  readonly isAsGood?: boolean | undefined;
  /** CPU threads that it can use; absent: not ours to know. */
  readonly threads?: number | undefined;
  /** 0: as the catalogue wants it; each further step has smaller limits. */
  readonly shrunk: number;
  /** What it limits beyond the way before it, where a program of others might not take that; shared with the same limit on other devices. */
  readonly limit?: Limit | undefined;
  /** Bytes by computation, or as somebody measured and wrote down. */
  readonly bytes: number;
  /** Bytes beyond `bytes` to set aside until a measurement tells. */
  readonly assumedResidual: number;
  /** Bytes to read from the disk: they lengthen the time that loading may take. */
  readonly weightBytes: number;
  /** Made anew for each start, with `threads` of the CPU where the way says how many it can use; may wait, for instance for a Python environment. */
  launch(signal: AbortSignal, threads?: number): Promise<Launch>;
}

/** A limit that Vouch puts into the command of somebody else's program: whether that has started with it, or has ended by itself. */
export interface Limit {
  standing: 'untried' | 'taken' | 'refused';
}

/** What a server is, without a process. */
export interface ServerDeclaration {
  /** Id of the model that it serves. */
  readonly id: string;
  /** The best way first, then what may be tried when it fails: smaller limits on the same device, then other devices. At least one. */
  readonly ways: readonly [LoadWay, ...LoadWay[]];
  /** Where its limits of time are others than those of all. */
  readonly times?: Partial<ServerTimes> | undefined;
  /** Keep a second process ready, which takes over at once when the first dies. Default false. */
  readonly spare?: boolean | undefined;
  /** Looks for a reason after a failed load: a file whose hash is wrong, say. `undefined`: nothing found. */
  diagnose?(signal: AbortSignal): Promise<string | undefined>;
  /** Has a process that listens load what it is to serve; rejects with what it says. Default: it does that by itself. */
  prepare?(address: ServerAddress, signal: AbortSignal): Promise<void>;
  /** A real, tiny request; rejects with what is wrong. Default: the health route, which makes one in servers of ours. */
  probe?(address: ServerAddress, signal: AbortSignal): Promise<void>;
  /** How it gets on; rejects when it does not answer. Default: `askActivity`. */
  readonly activity?: ((address: ServerAddress, signal: AbortSignal) => Promise<Activity | 'untold'>) | undefined;
}

export interface ServerTimes extends ChildLimits {
  /** ms for the first real inference after the start. */
  readonly warmMs: number;
  /** ms without a request after which the server is unloaded. */
  readonly idleMs: number;
  /** ms before the first restart after a crash; doubles with each further crash. */
  readonly backoffMs: number;
  /** ms for which a quarantined server refuses requests; doubles with each further quarantine in a row. */
  readonly quarantineMs: number;
  /** ms without any progress, while requests are under way, after which a server is taken for wedged and restarted. */
  readonly wedgedMs: number;
  /** ms that are waited for memory to be free again after something was unloaded. */
  readonly releaseMs: number;
  /** ms after which a server that was loaded with smaller limits or elsewhere is tried in the best way again, at its next start. */
  readonly betterMs: number;
}

export const SERVER_TIMES: ServerTimes = {
  startMs: 180_000, warmMs: 120_000, graceMs: 4_000, idleMs: 300_000, backoffMs: 250, quarantineMs: 60_000, wedgedMs: 120_000, releaseMs: 10_000, betterMs: 1_800_000,
};

/** The next way with smaller limits on the same device, past what the program refuses. */
export function shrunkWay(ways: readonly LoadWay[], current: LoadWay): LoadWay | undefined {
  return ways.find(({ device, shrunk, limit }) => device === current.device && shrunk > current.shrunk && limit?.standing !== 'refused');
}

/** The way before this one on the same device, past what the program refuses. */
export function widerWay(ways: readonly LoadWay[], current: LoadWay): LoadWay | undefined {
  return ways.findLast(({ device, shrunk, limit }) => device === current.device && shrunk < current.shrunk && limit?.standing !== 'refused');
}

/** The ways that are as good as this one, itself first: with the same limits on devices of the same kind. */
export function equalWays(ways: readonly LoadWay[], current: LoadWay): LoadWay[] {
  return [current, ...(current.isAsGood ? ways.filter((way) => way !== current && way.isAsGood && way.shrunk === current.shrunk) : [])];
}

/** The best way on another device that is as good and was not left, else on one that comes later in the list. */
export function movedWay(ways: readonly LoadWay[], current: LoadWay, left: ReadonlySet<DeviceId> = new Set()): LoadWay | undefined {
  const isElsewhere = ({ device }: LoadWay): boolean => device !== current.device && !left.has(device);
  const asGood = current.isAsGood ? ways.find((way) => way.isAsGood && isElsewhere(way)) : undefined;
  return asGood ?? ways.slice(ways.indexOf(current) + 1).find(isElsewhere);
}
