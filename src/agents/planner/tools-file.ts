import { z } from 'zod';
import { VouchError, type Port, type ToolSpec } from '../../core/index.js';

const PortEntry = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]+$/, 'a port name is letters, digits, _ and -'),
  modality: z.string().trim().toLowerCase().min(1),
  description: z.string().default(''),
  optional: z.boolean().default(false),
  list: z.boolean().default(false),
});

const Ports = z.array(PortEntry).refine((ports) => new Set(ports.map((port) => port.name)).size === ports.length, 'port names must differ');

const Phrases = z.array(z.string().trim().min(1)).default([]);

const ToolEntry = z.strictObject({
  name: z.string().trim().min(1), description: z.string().trim(), inputs: Ports, outputs: Ports,
  wordings: z.strictObject({ asks: Phrases, notFor: Phrases }).optional(),
});

/**
 * Tools that somebody describes in a file: a JSON array of `{name, description, inputs: [{name, modality}], outputs: [...], wordings?: {asks, notFor}}`.
 * Modalities are case-insensitive; unknown words are opaque types. All inputs are content ports. Throws USAGE that lists
 * every fault with its path.
 */
export function parseToolsFile(json: unknown): ToolSpec[] {
  const parsed = z.array(ToolEntry).min(1, 'the file describes no tool').safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
    throw new VouchError('USAGE', `The tools file is not a list of {name, description, inputs, outputs}: ${faults.join('; ')}.`, { details: { faults } });
  }
  const names = parsed.data.map((tool) => tool.name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw new VouchError('USAGE', `The tools file describes ${twice.join(', ')} more than once.`, { details: { names: twice } });
  return parsed.data.map(({ wordings, ...tool }): ToolSpec => ({ ...tool, ...(wordings ? { wordings } : {}), inputs: tool.inputs.map(contentPort), outputs: tool.outputs.map(contentPort), effects: 'none', needs: [], timeoutMs: 120_000, criteria: [], substitutes: [] }));
}

function contentPort(entry: z.infer<typeof PortEntry>): Port {
  return { ...entry, role: 'content' };
}
