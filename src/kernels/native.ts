import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { VouchError, messageOf } from '../core/index.js';

/** What the addon offers; sizes were checked before, and are checked there once more. */
export interface NativeKernels {
  tileDifference(a: Uint8Array, widthA: number, heightA: number, strideA: number, b: Uint8Array, widthB: number, heightB: number, strideB: number, tile: number, tolerance: number, counts: Uint32Array): void;
  tileHashes(data: Uint8Array, width: number, height: number, stride: number, tile: number, hashes: Uint32Array): void;
  boxHash(data: Uint8Array, width: number, height: number, stride: number, left: number, top: number, boxWidth: number, boxHeight: number, hash: Uint32Array): void;
  absoluteDifference(a: Uint8Array, b: Uint8Array): number;
  colourComponents(data: Uint8Array, width: number, height: number, stride: number, tolerance: number, labels: Int32Array): NativeComponents;
  maskComponents(mask: Uint8Array, width: number, height: number, labels: Int32Array): NativeComponents;
  contour(labels: Int32Array, width: number, height: number, index: number, startX: number, startY: number): Int32Array;
  toPlanes(data: Uint8Array, sourceWidth: number, sourceHeight: number, stride: number, channels: number, part: Float64Array, width: number, height: number, factors: Float32Array, reversed: boolean, out: Float32Array): void;
  differenceHash(data: Uint8Array, width: number, height: number, stride: number): bigint;
  dotProducts(queries: Float32Array, rows: Float32Array, dimension: number, scores: Float32Array): void;
}

export interface NativeComponents {
  readonly count: number;
  readonly boxes: Int32Array;
  readonly areas: Int32Array;
  readonly thickness: Int32Array;
  readonly runs: Int32Array;
  readonly firstRun: Int32Array;
}

/** `VOUCH_KERNELS`: `native` and `typescript` force one of the two; otherwise the native ones are used where they were built. */
const CHOICE = 'VOUCH_KERNELS';
/** The same from src/kernels and from dist/kernels. */
const ADDON = fileURLToPath(new URL('../../native/build/Release/vouch_kernels.node', import.meta.url));

export interface KernelStatus {
  readonly kind: 'native' | 'typescript';
  /** Why the native kernels are not used; absent when they are. */
  readonly reason?: string;
}

interface Loaded {
  readonly kernels: NativeKernels | undefined;
  readonly reason?: string;
}

let loaded: Loaded | undefined;

/** The native kernels, or undefined where TypeScript does the work. Throws ENGINE_MISSING when they are forced and do not load. */
export function nativeKernels(): NativeKernels | undefined {
  return (loaded ??= load()).kernels;
}

/** Which kernels run in this process, and why. */
export function kernelStatus(): KernelStatus {
  loaded ??= load();
  return loaded.kernels ? { kind: 'native' } : { kind: 'typescript', reason: loaded.reason ?? '' };
}

/** Takes the kernels of one kind from now on, whatever the environment says: for measuring and testing one against the other. Throws as `nativeKernels`. */
export function chooseKernels(kind: KernelStatus['kind']): void {
  loaded = load(kind);
}

function load(choice = process.env[CHOICE] ?? ''): Loaded {
  if (choice === 'typescript') return { kernels: undefined, reason: `${CHOICE}=typescript` };
  if (choice !== '' && choice !== 'native') throw new VouchError('USAGE', `${CHOICE} is "${choice}"; it may be "native" or "typescript".`);
  try {
    if (!existsSync(ADDON)) throw new Error(`${ADDON} was not built`);
    return { kernels: createRequire(import.meta.url)(ADDON) as NativeKernels };
  } catch (error) {
    if (choice === 'native') throw new VouchError('ENGINE_MISSING', `The native kernels do not load: ${messageOf(error)}. "npm run build:native" says what it needs.`, { cause: error });
    return { kernels: undefined, reason: messageOf(error) };
  }
}
