import { z } from 'zod';

/** How an argument takes media: as a data URI, as bare base64, or as the path of a file on this machine. */
const Media = z.strictObject({ modality: z.enum(['image', 'audio', 'video']), as: z.enum(['data-uri', 'base64', 'path']).default('data-uri') });

/** What is known of one tool beyond what its server says. */
const McpToolFacts = z.strictObject({
  /** Default `external`: each use waits for approval. What a server itself says about effects is not believed. */
  effects: z.enum(['none', 'reads-world', 'external']).default('external'),
  /** Arguments that take media, by name. */
  media: z.record(z.string(), Media).default({}),
  /** Media that it gives beside its text. */
  gives: z.array(z.enum(['image', 'audio'])).default([]),
});
export type McpToolFacts = z.infer<typeof McpToolFacts>;

const common = { tools: z.record(z.string(), McpToolFacts).default({}) };

/** An MCP server whose tools plans may use: a program that is started, or an address. */
export const McpServerConfig = z.union([
  z.strictObject({ command: z.string().min(1), args: z.array(z.string()).default([]), env: z.record(z.string(), z.string()).default({}), ...common }),
  z.strictObject({ url: z.url({ protocol: /^https?$/ }), tokenEnv: z.string().min(1).optional(), ...common }),
]);
export type McpServerConfig = z.infer<typeof McpServerConfig>;

/** What is taken for known of a tool that the configuration does not speak of. */
export const UNKNOWN_MCP_TOOL: McpToolFacts = McpToolFacts.parse({});
