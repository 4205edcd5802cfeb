import { readFile } from 'node:fs/promises';
import {
  isFirst, isThere, Modality, outputsAt, sourcesOf, VouchError,
  type AnyValue, type Artifact, type ArtifactHandle, type Binding, type Port, type PortValue, type RunState, type Source, type Step, type StepState, type ToolSpec,
} from '../core/index.js';
import type { ArtifactStore } from '../store/index.js';

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

interface Loaded {
  readonly modality: string;
  readonly name: string;
  readonly value: unknown;
  readonly artifact: string | undefined;
  /** The item that made it, where its step is mapped. */
  readonly item?: StepState['itemOf'];
}

/** Reads the inputs of a step whose dependencies are completed. Throws INTERNAL for a binding that the validator would refuse. */
export async function resolveInputs(step: Step, spec: ToolSpec, state: RunState, store: ArtifactStore): Promise<ResolvedInputs> {
  const input: Record<string, unknown> = {};
  const identity: Record<string, unknown> = {};
  const parameters: Record<string, unknown> = {};
  const values: PortValue[] = [];
  const artifacts: string[] = [];
  for (const [name, binding] of Object.entries(step.inputs)) {
    const port = spec.inputs.find((candidate) => candidate.name === name);
    if (!port) throw new VouchError('INTERNAL', `Step ${step.id}: ${spec.name} has no input ${name}.`);
    const loaded = await loadBinding(binding, port, state, store);
    const handed = loaded.map((item) => (port.modality === Modality.any ? anyValue(item) : item.value));
    input[name] = port.list ? handed : handed[0];
    // Tools with any-ports may write down what a value is called and which item it belongs to.
    identity[name] = loaded.map(({ artifact, value, name: called, item }) => (port.modality === Modality.any ? [artifact ?? value, called, item?.number, item?.about] : (artifact ?? value)));
    artifacts.push(...loaded.flatMap(({ artifact }) => artifact ?? []));
    if (port.role === 'parameter') parameters[name] = input[name];
    // Numbers and switches are no sources: a text that repeats them would seem to be grounded.
    if (port.role === 'content' || typeof input[name] === 'string') values.push(...loaded.map(({ modality, value, name: called, item }) => ({ port: name, modality, value, name: called, ...(item ? { item: { number: item.number, about: item.about } } : {}) })));
  }
  return { input, values, parameters, artifacts, identity };
}

/** An artifact in the form that tools and oracles get: text as string, json as value, media as handle. */
export async function loadArtifact(artifact: Artifact, store: ArtifactStore): Promise<unknown> {
  const path = await store.read(artifact.id);
  if (artifact.modality === Modality.text) return readFile(path, 'utf8');
  if (artifact.modality === Modality.json) return JSON.parse(await readFile(path, 'utf8')) as unknown;
  return { ...artifact, path } satisfies ArtifactHandle;
}

async function loadBinding(binding: Binding, port: Port, state: RunState, store: ArtifactStore): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  const sources = isFirst(binding) ? binding.first.filter((source) => isThere(state, source)).slice(0, 1) : sourcesOf(binding);
  for (const source of sources) loaded.push(...(await loadSource(source, port, state, store)));
  return loaded;
}

async function loadSource(source: Source, port: Port, state: RunState, store: ArtifactStore): Promise<Loaded[]> {
  if ('value' in source) return [{ modality: port.modality === Modality.any ? Modality.text : port.modality, name: port.name, value: source.value, artifact: undefined }];
  if ('given' in source) {
    const given = state.givens.find(({ name }) => name === source.given);
    if (!given) throw new VouchError('INTERNAL', `Nothing named ${source.given} was given.`);
    if (given.artifact === undefined) return [{ modality: given.modality, name: given.name, value: given.value, artifact: undefined }];
    return [await load(given.artifact, given.name, state, store)];
  }
  // An optional output that the tool left out, or one of a step that was skipped: its consumer sees no value.
  return Promise.all(outputsAt(state, source.ref).map(async ({ artifact, item }) => ({ ...(await load(artifact, withoutItem(source.ref), state, store)), item })));
}

/** The reference as the plan has it: that of an item names its mapped step. */
function withoutItem(ref: string): string {
  return ref.replace(/\[\d+\]/g, '');
}

async function load(id: string, name: string, state: RunState, store: ArtifactStore): Promise<Loaded> {
  const artifact = state.artifacts.get(id);
  if (!artifact) throw new VouchError('INTERNAL', `The journal names artifact ${id}, but not what it is.`);
  return { modality: artifact.modality, name, value: await loadArtifact(artifact, store), artifact: id };
}

function anyValue({ modality, name, value, item }: Loaded): AnyValue {
  return { modality, name, value, ...(item ? { item: { number: item.number, about: item.about } } : {}) };
}
