import { z } from 'zod';
import { VouchError, type ToolSpec } from '../core/index.js';
import { readJsonFile } from './read-file.js';

const PortEntry = z.object({
  name: z.string().min(1),
  /** Any word; one that Vouch does not know is a type that only equals itself. */
  modality: z.string().min(1),
  description: z.string().default(''),
  /** Default: `content`, wired from files and earlier steps. */
  role: z.enum(['content', 'parameter']).default('content'),
  optional: z.boolean().default(false),
  list: z.boolean().default(false),
  schema: z.record(z.string(), z.unknown()).optional(),
});

const ToolEntry = z.object({
  name: z.string().min(1),
  description: z.string(),
  inputs: z.array(PortEntry),
  outputs: z.array(PortEntry),
});

/** Tools that exist elsewhere, from a JSON array of `{name, description, inputs, outputs}`. Throws USAGE with all faults. */
export async function readToolsFile(path: string): Promise<ToolSpec[]> {
  const parsed = z.array(ToolEntry).min(1).safeParse(await readJsonFile(path, 'tools file', 'USAGE'));
  if (!parsed.success) {
    throw new VouchError('USAGE', `The tools file ${JSON.stringify(path)} is not an array of {name, description, inputs, outputs}:\n${z.prettifyError(parsed.error)}`);
  }
  const names = parsed.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new VouchError('USAGE', `The tools file ${JSON.stringify(path)} names the tool ${JSON.stringify(twice)} twice.`);
  return parsed.data.map((tool) => ({
    name: tool.name, description: tool.description, inputs: tool.inputs.map(portOf), outputs: tool.outputs.map(portOf),
    effects: 'none', needs: [], timeoutMs: 120_000, criteria: [],
  }));
}

function portOf({ schema, ...port }: z.output<typeof PortEntry>): ToolSpec['inputs'][number] {
  return schema === undefined ? port : { ...port, schema };
}
