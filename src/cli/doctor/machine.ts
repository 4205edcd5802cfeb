import { stat } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { DISK_FLOOR_BYTES, type DiskAccount, freeBytesOn, type JobStatus, machineMeter, profileFor, type StoreConfig } from '../../models/index.js';
import { examinePostgres, examineS3, openStores, postgresUrl, withScratch } from '../../store/index.js';
import { describeDisk } from '../describe-disk.js';
import { formatBytes } from '../format.js';
import type { Check } from './check.js';

type Found = Omit<Check, 'name'>;

/** The favourite of each job loaded at once is the most that a run takes; the router unloads where less is allowed. */
export function checkMemory(jobs: readonly JobStatus[], allowed: number | undefined): Found {
  const wanted = jobs.reduce((sum, { models }) => sum + (models[0]?.memoryBytes ?? 0), 0);
  const largest = Math.max(0, ...jobs.map(({ models }) => models[0]?.memoryBytes ?? 0));
  const message = `${formatBytes(totalmem())}, ${formatBytes(freemem())} free, ${availableParallelism()} cores; all favourite models together take ${formatBytes(wanted)}`;
  if (largest > (allowed ?? totalmem())) return { status: 'missing', message, fix: `the largest model needs ${formatBytes(largest)}: allow more with memoryBytes in vouch.config.json, or prefer a smaller model there` };
  return { status: 'ok', message };
}

/** Which models would suit this machine; a proposal, nothing that must be followed. */
export async function proposeProfile(meter: Pick<ReturnType<typeof machineMeter>, 'gpus'> = machineMeter()): Promise<Found> {
  const gpus = await meter.gpus();
  const largest = gpus.reduce<number | undefined>((most, { totalBytes }) => Math.max(most ?? 0, totalBytes), undefined);
  const name = profileFor({ ramBytes: totalmem(), cores: availableParallelism(), gpuBytes: largest });
  const what = gpus.length === 0 ? 'no NVIDIA GPU' : gpus.map(({ name: gpu, totalBytes }) => `${gpu}, ${formatBytes(totalBytes)}`).join('; ');
  return { status: 'ok', message: `${name} suits this machine (${what}); vouch pull --profile ${name} fetches it and says what to serve` };
}

export async function checkDisk(folder: string): Promise<Found> {
  const free = await freeBytesOn(folder);
  const message = `${folder}: ${free === undefined ? 'nobody can measure what is free' : `${formatBytes(free)} free`}`;
  return free !== undefined && free < DISK_FLOOR_BYTES ? { status: 'warning', message, fix: 'free some space, or choose another folder with VOUCH_CACHE and VOUCH_DATA' } : { status: 'ok', message };
}

/** The disk that models are fetched to, with what downloads under way will take. */
export function checkModelDisk(account: DiskAccount): Found {
  const { freeBytes, reservedBytes, floorBytes } = account;
  const message = describeDisk(account);
  if (freeBytes === undefined || freeBytes - reservedBytes >= floorBytes) return { status: 'ok', message };
  return { status: 'warning', message, fix: 'free some space (vouch models remove MODEL takes a model away, vouch gc what runs left), or choose another folder with VOUCH_CACHE' };
}

/** The least version that has what the journal needs. */
const LEAST_POSTGRES = 13;

/** Opens the journal that is there; where there is none yet, one in a folder that is removed again. A database of others is only asked. */
export async function checkStore(folder: string, place: StoreConfig): Promise<Found> {
  const url = postgresUrl(place, process.env);
  if (url !== undefined) {
    const { version, schema, runs } = await examinePostgres(url);
    const message = `PostgreSQL ${version}: ${schema === 0 ? 'no tables yet' : `schema ${schema}, ${runs} run${runs === 1 ? '' : 's'}`}`;
    return Number.parseInt(version, 10) < LEAST_POSTGRES ? { status: 'missing', message, fix: `PostgreSQL ${LEAST_POSTGRES} or later is needed` } : { status: 'ok', message };
  }
  const exists = await stat(join(folder, 'journal.db')).then(() => true, () => false);
  const look = async (place: string): Promise<Found> => {
    const stores = openStores(place);
    const runs = (await stores.journal.list()).length;
    await stores.close();
    return { status: 'ok', message: exists ? `${folder}: ${runs} run${runs === 1 ? '' : 's'}` : `${folder}: none yet` };
  };
  return exists ? look(folder) : withScratch('doctor', look);
}

/** The bucket is there, and this project may do in it what it must; what is written for that is taken away again. */
export async function checkArtifacts(folder: string, { s3 }: StoreConfig, env: NodeJS.ProcessEnv): Promise<Found> {
  if (!s3) return { status: 'ok', message: `in ${join(folder, 'artifacts')}` };
  const { server, where } = await examineS3(s3, env);
  // Its S3 side does not tell which it does.
  const syncs = server?.startsWith('SeaweedFS') ? '. It says that it has something before that is on the disk, unless it was told to sync (docs/deploy.md)' : '';
  return { status: 'ok', message: `S3 bucket ${where}: ${server ?? 'a server that does not say its name'}; written, read in part, listed and removed${syncs}` };
}
