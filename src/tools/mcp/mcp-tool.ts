import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallToolResult, Client, Tool as McpTool } from '@modelcontextprotocol/client';
import { z } from 'zod';
import { artifact, defineTool, messageOf, text, VouchError, type ArtifactHandle, type MediaFile, type Tool, type ToolContext } from '../../core/index.js';
import type { McpToolFacts } from '../../models/index.js';

type Field = Record<string, unknown>;

/** A tool of an MCP server as a tool of Vouch: media by the configuration, free strings as texts, everything else as parameters. */
export function fromMcpTool(client: Pick<Client, 'callTool'>, server: string, tool: McpTool, facts: McpToolFacts): Tool {
  const { properties = {}, required = [] } = tool.inputSchema as { properties?: Record<string, Field>; required?: string[] };
  const unknown = Object.keys(facts.media).filter((name) => !(name in properties));
  if (unknown.length > 0) throw new VouchError('USAGE', `The configuration speaks of arguments that the tool ${tool.name} of the MCP server ${server} does not have: ${unknown.join(', ')}.`);
  const shape = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, required.includes(name) ? portOf(name, field, facts) : portOf(name, field, facts).optional()]));
  const media = Object.fromEntries(facts.gives.map((modality) => [modality, artifact(modality)]));
  return defineTool({
    name: `${server}_${tool.name}`.replace(/[^A-Za-z0-9_-]/g, '_'),
    description: tool.description ?? tool.title ?? tool.name,
    input: z.object(shape),
    output: z.object({ text: text(), ...media }),
    effects: facts.effects,
    async execute(input, context) {
      const given = await argumentsOf(input, facts);
      const result = await client.callTool({ name: tool.name, arguments: given }, { signal: context.signal, timeout: 2 ** 31 - 1, onprogress: ({ progress, total, message }) => { context.progress(total ? progress / total : undefined, message); } });
      return { text: '', ...(await outputsOf(result, tool.name, facts, context)) };
    },
  });
}

function portOf(name: string, field: Field, facts: McpToolFacts): z.ZodType {
  const described = typeof field['description'] === 'string' ? field['description'] : name;
  const media = facts.media[name];
  if (media) return artifact(media.modality).describe(described);
  return field['type'] === 'string' && !('enum' in field) ? text().describe(described) : z.fromJSONSchema(field);
}

async function argumentsOf(input: Record<string, unknown>, { media }: McpToolFacts): Promise<Record<string, unknown>> {
  const given = { ...input };
  for (const [name, { as }] of Object.entries(media)) {
    const handle = input[name] as ArtifactHandle | undefined;
    if (handle === undefined) continue;
    const bytes = as === 'path' ? undefined : (await readFile(handle.path)).toString('base64');
    given[name] = bytes === undefined ? handle.path : as === 'base64' ? bytes : `data:${handle.mime};base64,${bytes}`;
  }
  return given;
}

/** The words together, and the first piece of each media that it is said to give. Throws TOOL_FAILED for what the tool calls an error. */
async function outputsOf(result: CallToolResult, name: string, { gives }: McpToolFacts, { scratch }: ToolContext): Promise<Record<string, string | MediaFile>> {
  const words = result.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  if (result.isError) throw new VouchError('TOOL_FAILED', `${name} says: ${words || 'an error without words'}`);
  const outputs: Record<string, string | MediaFile> = { text: words };
  for (const modality of gives) {
    const piece = result.content.find((part) => part.type === modality);
    if (piece?.type !== 'image' && piece?.type !== 'audio') throw new VouchError('TOOL_OUTPUT_INVALID', `${name} gave no ${modality}, though the configuration says that it does.`);
    const path = join(scratch, randomUUID());
    await writeFile(path, Buffer.from(piece.data, 'base64')).catch((cause: unknown) => {
      throw new VouchError('STORE_FAILED', `The ${modality} of ${name} cannot be written: ${messageOf(cause)}`, { cause });
    });
    outputs[modality] = { path };
  }
  return outputs;
}
