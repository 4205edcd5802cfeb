import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { messageOf, VouchError } from '../../core/index.js';
import { BUILT_IN_ENTRIES } from './built-in.js';
import { CatalogEntry, CatalogFile } from './schema.js';

/**
 * The built-in catalogue, with the user's entries merged in by id: one of the same id replaces the built-in entry at
 * its place, new ones come first, so that a user's model is preferred for its job.
 * Throws INPUT_NOT_FOUND or INPUT_CORRUPT that names the file, the entry and the field.
 */
export async function loadCatalog(options: { file?: string | undefined } = {}): Promise<CatalogEntry[]> {
  return options.file === undefined ? [...BUILT_IN_ENTRIES] : mergeCatalog(BUILT_IN_ENTRIES, await readCatalogFile(options.file));
}

export function mergeCatalog(base: readonly CatalogEntry[], added: readonly CatalogEntry[]): CatalogEntry[] {
  const replacing = new Map(added.map((entry) => [entry.id, entry]));
  const known = new Set(base.map((entry) => entry.id));
  return [...added.filter((entry) => !known.has(entry.id)), ...base.map((entry) => replacing.get(entry.id) ?? entry)];
}

/** Reads a file of the form `{"models": [entry, ...]}`. */
export async function readCatalogFile(file: string): Promise<CatalogEntry[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new VouchError('INPUT_NOT_FOUND', `The model catalogue ${file} cannot be read: ${messageOf(error)}.`, { cause: error, details: { file } });
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new VouchError('INPUT_CORRUPT', `The model catalogue ${file} is not JSON: ${messageOf(error)}.`, { cause: error, details: { file } });
  }
  const entries = parseEntries(data, file);
  return entries.map((entry) => withAbsolutePaths(entry, dirname(resolve(file))));
}

function parseEntries(data: unknown, file: string): CatalogEntry[] {
  const outer = CatalogFile.safeParse(data);
  if (!outer.success) throw faulty(file, outer.error.issues.map((issue) => describe('', issue)));
  const faults: string[] = [];
  const entries: CatalogEntry[] = [];
  const seen = new Set<string>();
  outer.data.models.forEach((value, index) => {
    const parsed = CatalogEntry.safeParse(value);
    const name = nameOf(value, index);
    if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => describe(`${name}: `, issue)));
    else if (seen.has(parsed.data.id)) faults.push(`${name}: id: is there twice`);
    else {
      seen.add(parsed.data.id);
      entries.push(parsed.data);
    }
  });
  if (faults.length > 0) throw faulty(file, faults);
  return entries;
}

function nameOf(value: unknown, index: number): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? `model "${id}"` : `models[${index}]`;
}

function describe(prefix: string, issue: z.core.$ZodIssue): string {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');
  return `${prefix}${path === '' ? '' : `${path}: `}${issue.message}`;
}

function faulty(file: string, faults: string[]): VouchError {
  return new VouchError('INPUT_CORRUPT', `The model catalogue ${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`, { details: { file, faults } });
}

function withAbsolutePaths(entry: CatalogEntry, folder: string): CatalogEntry {
  const files = entry.files.map((file) => ({
    ...file,
    sources: file.sources.map((source) => (source.kind === 'file' ? { ...source, path: resolve(folder, source.path) } : source)),
  }));
  return { ...entry, files };
}
