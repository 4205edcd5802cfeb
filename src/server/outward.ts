import { readdirSync } from 'node:fs';

/** Folders at the top of this machine's disk: what begins with one of them is a path, not an address. */
const TOP = process.platform === 'win32' ? [] : readdirSync('/').map((name) => name.replace(/[^\w.-]/g, '.'));
const LOCAL_PATH = new RegExp(String.raw`(?<![\w/.:])(?:file://)?(?:/(?:${TOP.join('|') || '(?!)'})|[A-Za-z]:)(?=[/\\])[^\s'"\x60<>|*?,;)\]}]*`, 'g');

/** A text without the folders of this machine: of a path its last name is left. */
export function withoutFolders(text: string): string {
  return text.replace(LOCAL_PATH, (path) => `…/${path.split(/[/\\]+/).findLast((part) => part !== '') ?? ''}`);
}

/** Fields in which the runtime says in words what went wrong. */
const WORDS: ReadonlySet<string> = new Set(['critique', 'unproved', 'reason', 'message']);

/**
 * For `JSON.stringify`: what leaves over the network says of an error its code, its words and its details. Its cause, and the folders that its
 * words name, are for the log.
 */
export function outward(key: string, value: unknown): unknown {
  if (WORDS.has(key) && (typeof value === 'string' || (Array.isArray(value) && value.every((part) => typeof part === 'string')))) return masked(value);
  if (key !== 'error' || !isError(value)) return value;
  const told: Record<string, unknown> = { ...value };
  delete told['cause'];
  return { ...told, message: withoutFolders(value.message), ...(value.details === undefined ? {} : { details: masked(value.details) }) };
}

/** As `JSON.stringify` without the folders of this machine in what went wrong. */
export function outwardJson(value: unknown): string {
  return JSON.stringify(value, outward);
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly cause?: unknown;
}

function isError(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value && typeof value.message === 'string';
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return withoutFolders(value);
  if (Array.isArray(value)) return value.map(masked);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, masked(part)])) : value;
}
