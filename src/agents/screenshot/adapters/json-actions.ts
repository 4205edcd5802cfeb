import { z } from 'zod';
import { messageOf } from '../../../core/index.js';
import { invalid } from './adapter.js';

/** The first JSON object in a text that a model wrote around it: in a tool-call tag, a fence, or bare. Throws MODEL_REPLY_INVALID. */
export function objectIn(reply: string): { readonly value: Record<string, unknown>; readonly before: string } {
  const start = reply.indexOf('{');
  if (start < 0) throw invalid('The reply holds no JSON object with an action.');
  const end = endOf(reply, start);
  try {
    return { value: z.record(z.string(), z.unknown()).parse(JSON.parse(reply.slice(start, end))), before: reply.slice(0, start).replace(/<\/?tool_call>|```(?:json)?/g, '').trim() };
  } catch (thrown) {
    throw invalid(`The action is no JSON: ${messageOf(thrown).slice(0, 200)}`);
  }
}

/** Behind the brace that closes the one at `start`; braces in texts do not count. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let inText = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** `{name, arguments}` or `{name, args}` or `{name, input}`, or the arguments alone. Throws MODEL_REPLY_INVALID. */
export function callIn(value: Record<string, unknown>): { readonly name: string; readonly values: Record<string, unknown> } {
  const inner = value['arguments'] ?? value['args'] ?? value['input'] ?? value['action'];
  const parsed = typeof inner === 'string' && inner.trim().startsWith('{') ? objectIn(inner).value : inner;
  const values = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : value;
  return { name: typeof value['name'] === 'string' ? value['name'] : '', values };
}
