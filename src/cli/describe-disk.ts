import { counted } from '../core/index.js';
import type { DiskAccount } from '../models/index.js';
import { formatBytes } from './format.js';

/** The disk of the model store on one line. */
export function describeDisk({ folder, freeBytes, reservedBytes, floorBytes, downloads }: DiskAccount): string {
  if (freeBytes === undefined) return `${folder}: nobody can measure what is free`;
  const reserved = downloads === 0 ? '' : `, of which ${counted(downloads, 'download')} under way will take ${formatBytes(reservedBytes)}`;
  return `${folder}: ${formatBytes(freeBytes)} free${reserved}; ${formatBytes(floorBytes)} are kept free`;
}
