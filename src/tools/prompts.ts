import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ChatMessage, ChatRequest } from '../core/index.js';
import { VouchError } from '../core/index.js';

const FOLDER = new URL('../../prompts/', import.meta.url);

const FrontMatter = z.strictObject({
  /** Whose voice: writer, judge, planner, ... */
  role: z.string(),
  /** Names of the placeholders; rendering with others or fewer is an error. */
  inputs: z.array(z.string()),
  /** JSON Schema of the reply; decoding is constrained to it. */
  schema: z.record(z.string(), z.unknown()).optional(),
  maxTokens: z.number().int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
});

/** A prompt file: front matter, then messages that each start with a line `=== system`, `=== user` or `=== assistant`. */
export interface Prompt {
  readonly name: string;
  /** Fills `{{placeholders}}`. Values are inserted once and never read as templates. */
  render(inputs: Readonly<Record<string, string>>): ChatRequest;
}

const cache = new Map<string, Prompt>();

/** The prompt in `prompts/<name>.md`. Throws INTERNAL when the file is missing or malformed. */
export function loadPrompt(name: string): Prompt {
  const known = cache.get(name);
  if (known) return known;
  const prompt = parsePrompt(name, readFileSync(new URL(`${name}.md`, FOLDER), 'utf8'));
  cache.set(name, prompt);
  return prompt;
}

/** Parses the text of a prompt file. */
export function parsePrompt(name: string, source: string): Prompt {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source);
  if (!match) throw new VouchError('INTERNAL', `The prompt ${name} has no front matter.`);
  const head = FrontMatter.parse(parse(match[1] ?? ''));
  const messages = [...(match[2] ?? '').matchAll(/^=== (system|user|assistant)\n([\s\S]*?)(?=^=== |(?![\s\S]))/gm)].map(
    ([, role, body]): ChatMessage => ({ role: role as ChatMessage['role'], content: (body ?? '').trim() }),
  );
  if (messages.length === 0) throw new VouchError('INTERNAL', `The prompt ${name} holds no message.`);
  return {
    name,
    render(inputs) {
      const missing = head.inputs.filter((input) => !(input in inputs));
      if (missing.length > 0) throw new VouchError('INTERNAL', `The prompt ${name} was rendered without ${missing.join(', ')}.`);
      const fill = (body: string): string =>
        body.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
          if (!head.inputs.includes(key)) throw new VouchError('INTERNAL', `The prompt ${name} uses {{${key}}}, which its front matter does not list.`);
          return inputs[key] ?? '';
        });
      return {
        messages: messages.map((message) => ({ ...message, content: fill(message.content as string) })),
        schema: head.schema,
        maxTokens: head.maxTokens,
        temperature: head.temperature,
      };
    },
  };
}
