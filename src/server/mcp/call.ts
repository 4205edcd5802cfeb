import { readFile } from 'node:fs/promises';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { isMedia, Modality, type Outcome, type Source, type ToolSpec } from '../../core/index.js';
import type { Run, RunInput, RunRequest } from '../../runtime/index.js';
import { progressIn } from '../runs/index.js';
import { withoutFolders } from '../outward.js';
import type { McpBackend } from './backend.js';

/** Pictures and sounds up to this size come in the result itself; larger ones, and all video, as links. */
const INLINE_BYTES = 1_000_000;

/** One step with the tool on what the caller gave; the tool's own criteria hold as in every run. */
export async function requestOfTool(spec: ToolSpec, given: Record<string, unknown>, backend: McpBackend): Promise<Pick<RunRequest, 'goal' | 'plan' | 'inputs'>> {
  const inputs: RunInput[] = [];
  const bound: Record<string, Source | Source[]> = {};
  for (const port of spec.inputs) {
    const value = given[port.name];
    if (value === undefined) continue;
    const sources: Source[] = [];
    for (const item of port.list && Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (!isMedia(port.modality) || port.role === 'parameter') sources.push({ value: item as Extract<Source, { value: unknown }>['value'] });
      else sources.push({ given: await attach(String(item), inputs, backend) });
    }
    const [only] = sources;
    bound[port.name] = port.list || only === undefined ? sources : only;
  }
  return { goal: '', plan: { goal: '', steps: [{ id: spec.name, tool: spec.name, inputs: bound }] }, inputs };
}

/** Adds a file to the run's inputs under a name of its own. */
async function attach(file: string, inputs: RunInput[], backend: McpBackend): Promise<string> {
  const taken = await backend.take(file);
  const name = `file-${inputs.length + 1}`;
  if (typeof taken === 'object' && 'artifact' in taken) inputs.push({ artifact: { ...taken.artifact, name } });
  else inputs.push(taken);
  return name;
}

/** Follows a run to its end: progress to the host, and an aborted call cancels it. */
export async function follow(run: Run, signal: AbortSignal, progress: ((done: number, message: string) => Promise<void>) | undefined): Promise<Outcome> {
  const cancel = (): void => { run.cancel(); };
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    for await (const event of run.events()) {
      const said = progressIn(event);
      if (said !== undefined) await progress?.(event.seq, said);
    }
    return await run.result;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** An outcome as a tool's result: the answer, small media inline, the rest as links, and what is not proved. */
export async function resultOf(outcome: Outcome, backend: McpBackend): Promise<CallToolResult> {
  const { status, answer, error, question, unproved, runId, artifacts } = outcome;
  const content: CallToolResult['content'] = [];
  if (answer !== '') content.push({ type: 'text', text: answer });
  if (error) content.push({ type: 'text', text: `${error.code}: ${withoutFolders(error.message)}` });
  if (question) content.push({ type: 'text', text: `It waits for a decision that cannot be made here: ${question.text}` });
  for (const { id, step, port, modality, mime, bytes } of artifacts.filter((artifact) => isMedia(artifact.modality) || artifact.modality === Modality.webPage)) {
    if ((modality === 'image' || modality === 'audio') && bytes <= INLINE_BYTES) content.push({ type: modality, data: (await readFile(await backend.runtime.readArtifact(id))).toString('base64'), mimeType: mime });
    content.push({ type: 'resource_link', uri: await backend.link(id), name: `${step}.${port}`, mimeType: mime, size: bytes });
  }
  if (unproved.length > 0) content.push({ type: 'text', text: `Not proved: ${unproved.join('; ')}` });
  return { content, ...(status === 'completed' ? {} : { isError: true }), _meta: { 'vouch/run': { runId, status } } };
}
