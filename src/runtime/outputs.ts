import { stat } from 'node:fs/promises';
import { isMedia, MediaMetadata, Modality, schemaFaults, VouchError, type Artifact, type MediaFile, type Port, type PortValue, type Tool } from '../core/index.js';
import { metadataOf, probe } from '../tools/media/index.js';
import type { ArtifactStore } from '../store/index.js';
import { loadArtifact, valueOf } from './values.js';

/** The outputs of one attempt, in the store. */
export interface StoredOutputs {
  readonly artifacts: Readonly<Record<string, Artifact | Artifact[]>>;
  /** The same, as oracles see them. */
  readonly values: readonly PortValue[];
}

/** Where outputs go. */
export interface OutputPlace {
  readonly artifacts: ArtifactStore;
  /** Bytes of artifacts that the run made, and how many it may make. */
  readonly bytes: { used: number; limit: number };
}

/**
 * Checks what a tool returned against its ports and takes it into the store.
 * Throws TOOL_OUTPUT_INVALID when it is not what the ports declare, BUDGET_SPENT, STORE_FULL or STORE_FAILED.
 */
export async function storeOutputs(place: OutputPlace, tool: Tool, returned: unknown, signal: AbortSignal): Promise<StoredOutputs> {
  const parsed = tool.output.safeParse(returned);
  if (!parsed.success) {
    throw new VouchError('TOOL_OUTPUT_INVALID', `${tool.spec.name} returned something else than its ports declare: ${schemaFaults(parsed.error)}`);
  }
  const artifacts: Record<string, Artifact | Artifact[]> = {};
  const values: PortValue[] = [];
  for (const port of tool.spec.outputs) {
    const value = parsed.data[port.name];
    if (value === undefined || value === null) continue;
    const stored: Artifact[] = [];
    for (const item of port.list ? (value as unknown[]) : [value]) {
      const one = await storeOne(place, tool.spec.name, port, item, signal);
      stored.push(one.artifact);
      values.push({ port: port.name, modality: port.modality, value: one.value });
    }
    artifacts[port.name] = port.list ? stored : (stored[0] as Artifact);
  }
  return { artifacts, values };
}

/** `value`: what is stored, as oracles see it. */
async function storeOne({ bytes: budget, artifacts }: OutputPlace, tool: string, port: Port, item: unknown, signal: AbortSignal): Promise<{ readonly artifact: Artifact; readonly value: unknown }> {
  const put = async (source: { path: string } | { bytes: Uint8Array }): Promise<{ id: string; bytes: number }> => {
    const limit = 'path' in source ? (await stat(source.path)).size : source.bytes.length;
    // Taken before it is written, so that steps side by side cannot use the same room.
    if (budget.used + limit > budget.limit) {
      throw new VouchError('BUDGET_SPENT', `The run may make ${budget.limit} bytes of artifacts; ${port.name} of ${tool} with ${limit} bytes would exceed that.`, { details: { budget: 'artifacts' } });
    }
    budget.used += limit;
    try {
      return await artifacts.put(source, { signal, limit, durable: false });
    } catch (error) {
      budget.used -= limit;
      throw error;
    }
  };
  if (port.modality === Modality.webPage) {
    const artifact: Artifact = { ...(await put({ path: (item as MediaFile).path })), modality: port.modality, mime: 'text/html; charset=utf-8', metadata: {} };
    return { artifact, value: await loadArtifact(artifact, artifacts) };
  }
  if (!isMedia(port.modality)) {
    const isText = port.modality !== Modality.json && typeof item === 'string';
    const bytes = Buffer.from(isText ? item : JSON.stringify(item));
    const artifact: Artifact = { ...(await put({ bytes })), modality: port.modality, mime: isText ? 'text/plain; charset=utf-8' : 'application/json', metadata: {} };
    return { artifact, value: valueOf(artifact, bytes.toString()) };
  }
  const file = item as MediaFile;
  const facts = await probe(file.path, { signal });
  if (facts.kind !== port.modality) throw new VouchError('TOOL_OUTPUT_INVALID', `${tool} returned a file that holds ${facts.kind} on its ${port.modality} port ${port.name}.`);
  const told = MediaMetadata.safeParse(file.metadata ?? {});
  if (!told.success) throw new VouchError('TOOL_OUTPUT_INVALID', `${tool} gave metadata for its port ${port.name} that are none: ${schemaFaults(told.error)}`);
  const stored = await put({ path: file.path });
  const artifact: Artifact = { ...stored, modality: port.modality, mime: facts.mime, metadata: { ...metadataOf(facts), ...told.data }, ...(file.name === undefined ? {} : { name: file.name }) };
  return { artifact, value: await loadArtifact(artifact, artifacts) };
}
