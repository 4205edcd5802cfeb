import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  isFirst, isMedia, isThere, Modality, outputsAt, sourcesOf, VouchError,
  type AnyValue, type Artifact, type ArtifactHandle, type Binding, type Port, type PortValue, type RunState, type Source, type Step, type ToolSpec,
} from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';
import type { GatheredInputs, InputValue, MadeOutputs } from './executor/job.js';

/** The inputs of a step, read and ready for its tool. */
export interface ResolvedInputs {
  /** What the tool gets, by port, before its schema has filled in defaults. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The content ports and the parameters in words, as oracles see them. */
  readonly values: readonly PortValue[];
  /** Literals on parameter ports. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Artifacts that went in. */
  readonly artifacts: readonly string[];
  /** By port: what identifies each value, for finding equal steps again. */
  readonly identity: Readonly<Record<string, unknown>>;
}

/** A text of up to so many bytes is read at once: handing it to another thread would cost ten times the read. */
const SMALL_BYTES = 64 * 1024;

/** Reads the inputs of a step whose dependencies are completed. Throws INTERNAL for a binding that the validator would refuse. */
export function resolveInputs(step: Step, spec: ToolSpec, state: RunState, store: ArtifactStore): Promise<ResolvedInputs> {
  return readInputs(gatherInputs(step, spec, state), spec, store);
}

/** What goes into a step, by reference. Throws INTERNAL for a binding that the validator would refuse. */
export function gatherInputs(step: Step, spec: ToolSpec, state: RunState): GatheredInputs {
  return Object.fromEntries(Object.entries(step.inputs).map(([name, binding]) => [name, gatherBinding(binding, portOf(spec, name), state)]));
}

/** Reads what was gathered. Throws INTERNAL for what no binding of a step with this tool gives. */
export async function readInputs(gathered: GatheredInputs, spec: ToolSpec, store: ArtifactStore): Promise<ResolvedInputs> {
  const input: Record<string, unknown> = {};
  const identity: Record<string, unknown> = {};
  const parameters: Record<string, unknown> = {};
  const values: PortValue[] = [];
  const artifacts: string[] = [];
  for (const [name, given] of Object.entries(gathered)) {
    const port = portOf(spec, name);
    const loaded = await Promise.all(given.map(async (one) => ({ ...one, value: await readValue(one, port, store) })));
    const handed = loaded.map((item) => (port.modality === Modality.any ? anyValue(item) : item.value));
    input[name] = port.list ? handed : handed[0];
    // Tools with any-ports may write down what a value is called and which item it belongs to.
    identity[name] = loaded.map(({ artifact, value, name: called, item }) => (port.modality === Modality.any ? [artifact?.id ?? value, called, item?.number, item?.about] : (artifact?.id ?? value)));
    artifacts.push(...loaded.flatMap(({ artifact }) => artifact?.id ?? []));
    if (port.role === 'parameter') parameters[name] = input[name];
    // Numbers and switches are no sources: a text that repeats them would seem to be grounded.
    if (port.role === 'content' || typeof input[name] === 'string') values.push(...loaded.map(({ modality, value, name: called, item }) => ({ port: name, modality, value, name: called, ...(item ? { item } : {}) })));
  }
  return { input, values, parameters, artifacts, identity };
}

/** An artifact in the form that tools and oracles get: text as string, json as value, media as handle. */
export async function loadArtifact(artifact: Artifact, store: ArtifactStore): Promise<unknown> {
  const path = await store.read(artifact.id);
  if (artifact.modality !== Modality.text && artifact.modality !== Modality.json) return { ...artifact, path } satisfies ArtifactHandle;
  return valueOf(artifact, artifact.bytes <= SMALL_BYTES ? readFileSync(path, 'utf8') : await readFile(path, 'utf8'));
}

/** What is written in an artifact that holds none but words or JSON. */
export function valueOf({ modality }: Artifact, written: string): unknown {
  return modality === Modality.json ? (JSON.parse(written) as unknown) : written;
}

/** The outputs of a step as oracles see them. */
export async function loadOutputs(spec: ToolSpec, made: MadeOutputs, store: ArtifactStore): Promise<PortValue[]> {
  const stored = spec.outputs.flatMap(({ name, modality }) => [made[name] ?? []].flat().map((artifact) => ({ port: name, modality, artifact })));
  return Promise.all(stored.map(async ({ port, modality, artifact }) => ({ port, modality, value: await loadArtifact(artifact, store) })));
}

function portOf(spec: ToolSpec, name: string): Port {
  const port = spec.inputs.find((candidate) => candidate.name === name);
  if (!port) throw new VouchError('INTERNAL', `${spec.name} has no input ${name}.`);
  return port;
}

function gatherBinding(binding: Binding, port: Port, state: RunState): InputValue[] {
  const sources = isFirst(binding) ? binding.first.filter((source) => isThere(state, source)).slice(0, 1) : sourcesOf(binding);
  return sources.flatMap((source) => gatherSource(source, port, state));
}

function gatherSource(source: Source, port: Port, state: RunState): InputValue[] {
  if ('value' in source) return [{ modality: port.modality === Modality.any ? Modality.text : port.modality, name: port.name, value: source.value }];
  if ('given' in source) {
    const given = state.givens.find(({ name }) => name === source.given);
    if (!given) throw new VouchError('INTERNAL', `Nothing named ${source.given} was given.`);
    if (given.artifact === undefined) return [{ modality: given.modality, name: given.name, value: given.value }];
    return [gathered(given.artifact, given.name, state)];
  }
  // An optional output that the tool left out, or one of a step that was skipped: its consumer sees no value.
  return outputsAt(state, source.ref).map(({ artifact, item }) => ({ ...gathered(artifact, withoutItem(source.ref), state), ...(item ? { item: { number: item.number, about: item.about } } : {}) }));
}

/** The reference as the plan has it: that of an item names its mapped step. */
function withoutItem(ref: string): string {
  return ref.replace(/\[\d+\]/g, '');
}

function gathered(id: string, name: string, state: RunState): InputValue {
  const artifact = state.artifacts.get(id);
  if (!artifact) throw new VouchError('INTERNAL', `The journal names artifact ${id}, but not what it is.`);
  return { modality: artifact.modality, name, artifact };
}

/** A file is only ever named by its artifact: a literal that looks like one would open any path. */
async function readValue({ modality, name, artifact, value }: InputValue, port: Port, store: ArtifactStore): Promise<unknown> {
  if (artifact) return loadArtifact(artifact, store);
  if (isMedia(port.modality) || isMedia(modality)) throw new VouchError('INTERNAL', `${name} is to go to ${port.name} as ${modality}, but it names no artifact.`);
  return value;
}

function anyValue({ modality, name, value, item }: { modality: string; name: string; value: unknown; item?: AnyValue['item'] | undefined }): AnyValue {
  return { modality, name, value, ...(item ? { item } : {}) };
}
