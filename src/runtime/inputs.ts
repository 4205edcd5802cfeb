import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VouchError, type Artifact, type Given } from '../core/index.js';
import { givensInText } from '../agents/planner/index.js';
import { checkReachable, checkUrl, openInput, readTextFile, type Input } from '../tools/files/index.js';
import { addressesOf, isPrivateAddress } from '../tools/network/index.js';
import type { ArtifactStore } from '../store/index.js';
import type { RunInput } from './types.js';

/** What the user gave, checked; media and texts are not yet in the store. */
export interface CheckedInput {
  readonly given: Given;
  readonly notes: readonly string[];
  /** Where the bytes are; absent for an address. */
  readonly source?: { readonly path: string } | { readonly bytes: Uint8Array };
  /** What is in the store already. */
  readonly stored?: Artifact;
  /** Modality, MIME type and facts of the bytes. */
  readonly facts?: Pick<Artifact, 'modality' | 'mime' | 'metadata'>;
}

export interface InputRules {
  readonly allowedFolders: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Addresses in this machine's own network are refused. Default false. */
  readonly outside?: boolean | undefined;
  /** Also ask each web host for an answer. */
  readonly reachable: boolean;
}

/**
 * Checks the task and everything that was given with it, and adds the addresses that stand in the task itself.
 * Throws the first fault found (INPUT_*, URL_*), before anything has been written or started.
 */
export async function checkInputs(goal: string, inputs: readonly RunInput[], rules: InputRules): Promise<CheckedInput[]> {
  const checked: CheckedInput[] = [];
  const names = new Set<string>();
  const unique = (name: string): string => {
    let candidate = name;
    for (let n = 2; names.has(candidate); n++) candidate = `${name}-${n}`;
    names.add(candidate);
    return candidate;
  };
  for (const input of inputs) {
    const one = await checkOne(input, unique, rules);
    checked.push(typeof input === 'object' && 'earlier' in input && input.earlier ? { ...one, given: { ...one.given, earlier: true } } : one);
  }
  const known = new Set(checked.map(({ given }) => given.value));
  for (const given of givensInText(goal).filter(({ modality }) => modality === 'url')) {
    const address = await checkUrl(given.value ?? given.name, rules);
    if (!known.has(address)) checked.push({ given: { name: unique(given.name), modality: 'url', value: address }, notes: [] });
    known.add(address);
  }
  const addresses = checked.flatMap(({ given }) => (given.modality === 'url' && given.value?.startsWith('http') ? [given.value] : []));
  if (rules.outside) await Promise.all(addresses.map(mustLieOutside));
  if (rules.reachable) {
    await Promise.all(addresses.map((address) => checkReachable(address, { signal: rules.signal })));
  }
  return checked;
}

/** Takes checked inputs into the store. */
export async function takeInputs(checked: readonly CheckedInput[], store: ArtifactStore, signal: AbortSignal): Promise<{ givens: Given[]; artifacts: Artifact[] }> {
  const givens: Given[] = [];
  const artifacts: Artifact[] = [];
  for (const { given, source, facts, stored } of checked) {
    if (stored) {
      // Bytes that are not there, or not whole, are found now and not by the first step that wants them.
      await store.touch(stored.id);
      await store.read(stored.id);
      artifacts.push(stored);
    }
    if (!source || !facts) {
      givens.push(given);
      continue;
    }
    const { id, bytes } = await store.put(source, { signal });
    artifacts.push({ id, bytes, name: given.name, ...facts });
    givens.push({ ...given, artifact: id });
  }
  return { givens, artifacts };
}

/** Throws URL_REFUSED. */
async function mustLieOutside(address: string): Promise<void> {
  const { host, hostname } = new URL(address);
  if ((await addressesOf(hostname)).some(isPrivateAddress)) throw new VouchError('URL_REFUSED', `${host} lies inside this machine's network, into which this run may not look.`, { details: { url: address } });
}

async function checkOne(input: RunInput, unique: (name: string) => string, rules: InputRules): Promise<CheckedInput> {
  if (typeof input === 'object' && 'text' in input) {
    if (input.text.trim() === '') throw new VouchError('INPUT_EMPTY', `The text ${input.name ?? ''} that was given is empty.`);
    const facts = { modality: 'text', mime: 'text/plain; charset=utf-8', metadata: {} };
    return { given: { name: unique(input.name ?? 'text'), modality: 'text', mime: facts.mime }, source: { bytes: Buffer.from(input.text) }, facts, notes: [] };
  }
  if (typeof input === 'object' && 'artifact' in input) return fromStore(input.artifact, unique);
  if (typeof input === 'object' && 'url' in input) return fromUrl(await checkUrl(input.url, rules), unique);
  const { path, name } = typeof input === 'string' ? { path: input, name: undefined } : input;
  const opened: Input = await openInput(path, { allowedFolders: rules.allowedFolders, signal: rules.signal, name });
  if (opened.kind === 'url') return fromUrl(opened.url, unique);
  const { modality, mime, metadata, notes } = opened;
  return { given: { name: unique(opened.name), modality, mime }, source: await sourceOf(opened), facts: { modality, mime, metadata }, notes };
}

function fromStore(artifact: Artifact, unique: (name: string) => string): CheckedInput {
  const name = unique(artifact.name ?? artifact.modality);
  const { id, modality, mime } = artifact;
  return { given: { name, modality, mime, artifact: id }, stored: { ...artifact, name }, notes: [] };
}

function fromUrl(url: string, unique: (name: string) => string): CheckedInput {
  const name = url.startsWith('file:') ? basename(fileURLToPath(url)) : url;
  return { given: { name: unique(name), modality: 'url', value: url }, notes: [] };
}

/** Text goes in as UTF-8, so that every tool can read it; media as it is. */
async function sourceOf(file: Extract<Input, { kind: 'file' }>): Promise<{ path: string } | { bytes: Uint8Array }> {
  if (file.encoding === undefined || file.encoding === 'utf-8') return { path: file.path };
  const { text } = await readTextFile(file.path);
  return { bytes: Buffer.from(text) };
}
