import { VouchError, type ChatReply, type ToolContext } from '../../core/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import { countWords, SET_ASIDE, stripFence } from '../../tools/text/index.js';
import { splitIntoChunks } from './chunks.js';
import { asData, disarm, marksOf } from '../../tools/text/data.js';
import { describeLimits, findExcess, tokensFor, trimToLimits, type Limits } from './limits.js';

/** An answer that was cut off gets twice the room once, up to this; what still does not end runs in circles. */
const MAX_TOKENS = 1_200;

/** Notes for a retry: what was written before, and what was wrong with it. */
export function notesOf(context: Pick<ToolContext, 'critique' | 'previous'>): string {
  if (context.critique === undefined) return '';
  const previous = context.previous === undefined ? '' : `\nAn earlier answer was:\n${asData(context.previous.slice(0, 2_000), 'EARLIER')}`;
  return `${previous}\nThat answer was rejected: ${disarm(context.critique.slice(0, 1_500))}\nWrite a new answer that mends this.`;
}

/** Renders a prompt of the writer and asks once; an answer that was cut off is asked for again with more room. Throws TOOL_FAILED when it never ends. */
export async function ask(prompt: string, inputs: Readonly<Record<string, string>>, context: ToolContext, maxTokens?: number): Promise<ChatReply> {
  const request = loadPrompt(`writer/${prompt}`).render(inputs);
  if (inputs['data']?.includes(SET_ASIDE)) context.progress(undefined, 'a sentence of the source that gives orders to its reader was left out');
  let room = maxTokens ?? request.maxTokens ?? 512;
  const most = Math.max(room, Math.min(MAX_TOKENS, room * 2));
  for (;;) {
    const reply = await context.models.chat({ ...request, maxTokens: room }, { signal: context.signal });
    const mark = markIn(reply.text, inputs);
    if (mark !== undefined) throw new VouchError('TOOL_FAILED', `The writer took the marker line of its source ("${mark}") for text. Write only what the text between the markers says.`, { details: { prompt } });
    if (reply.finish === 'stop') return reply;
    if (room >= most) throw new VouchError('TOOL_FAILED', `The writer did not come to an end within ${room} tokens.`, { details: { prompt } });
    room = most;
  }
}

/** A marker of the data that a reply repeats beyond whole marker lines, which `tidy` takes off. */
function markIn(reply: string, inputs: Readonly<Record<string, string>>): string | undefined {
  const text = withoutMarkerLines(reply);
  return Object.values(inputs).flatMap(marksOf).find((mark) => text.includes(mark));
}

/**
 * Asks for a text within limits. One more try names what was wrong; what is still too long is given back to be shortened as a whole. Only
 * then sentences or items are left out, and `CUT` says where.
 */
export async function askWithin(prompt: string, inputs: Readonly<Record<string, string>>, limits: Limits, context: ToolContext, maxTokens?: number): Promise<string> {
  const room = maxTokens ?? tokensFor(limits);
  const first = tidy((await ask(prompt, inputs, context, room)).text);
  const problems = findExcess(first, limits);
  if (problems.length === 0) return first;
  const notes = `${inputs['notes'] ?? ''}\nAn earlier answer was:\n${asData(first, 'EARLIER')}\n${problems.join(' ')} Write it again.`;
  const second = tidy((await ask(prompt, { ...inputs, notes }, context, room)).text);
  if (findExcess(second, limits).length === 0) return second;
  const tries = [second, ...(await shortened(second, inputs, limits, context)), first];
  const whole = tries.find((text) => findExcess(text, limits).length === 0);
  if (whole !== undefined) return whole;
  const trimmed: string[] = [];
  for (const text of tries) trimmed.push(await trimToLimits(text, limits));
  context.progress(undefined, 'left out what was above the limits');
  return trimmed.find((text) => findExcess(text, limits).length === 0) ?? trimmed[0] ?? second;
}

/** A text of too many words, shortened as a whole by its writer; nothing where its words are not the trouble. */
async function shortened(text: string, { language = '' }: Readonly<Record<string, string>>, limits: Limits, context: ToolContext): Promise<string[]> {
  if (limits.words === undefined || countWords(text) <= limits.words) return [];
  const instruction = 'Say this in fewer words. Shorten every part of it and leave out none, least of all its end.';
  const inputs = { data: asData(text), instruction, language, limits: describeLimits(limits), notes: '' };
  return [tidy((await ask('rewrite', inputs, context, tokensFor(limits))).text)];
}

/** "Sure! Here is the summary in French:", "Answer:"; not a sentence of the text itself that holds a colon. */
const INTRODUCTION = /^(?:(?:sure|certainly|of course|okay|ok)[,!.]?\s+)?(?:(?:here(?:'s| is| are)|below is|the following is)\s+[^\n:.]{0,40}\b(?:summary|translation|answer|text|version|list|points?|sentences?|rewrite|facts|table|poem|letter)\b[^\n:.]{0,60}:|(?:summary|answer|translation)\s*:|the (?:summary|translation|answer|rewritten text) is\s*:)\s*/i;

function withoutMarkerLines(text: string): string {
  return text.replace(/^(?:<<<|>>>).*$/gm, '');
}

/** Takes off what small models put around an answer: a fence, quotation marks, an introduction, marker lines. */
export function tidy(text: string): string {
  let body = withoutMarkerLines(text).trim();
  if (/^```(?:markdown|text|md|json)?\s*\n/.test(body)) body = stripFence(body);
  body = body.replace(INTRODUCTION, '').replace(/^(?:sure|certainly|of course)!\s+/i, '');
  const quoted = /^["“«]([^"“”«»]+)["”»]$/.exec(body);
  return (quoted?.[1] ?? body).trim();
}

/**
 * A text that fits into one prompt: long ones are read part by part and their facts joined, again and again if need be.
 * No part is left out; progress is told.
 */
export async function condenseToFit(text: string, focus: string, context: ToolContext): Promise<string> {
  let current = text;
  for (let round = 0; ; round += 1) {
    const chunks = splitIntoChunks(current);
    if (chunks.length === 1) return current;
    if (round >= 4) throw new VouchError('INPUT_TOO_LARGE', `The text of ${text.length} characters cannot be shortened enough to be worked on at once.`);
    const facts: string[] = [];
    for (const [index, chunk] of chunks.entries()) {
      context.progress(index / chunks.length, `reading part ${index + 1} of ${chunks.length}`);
      facts.push(tidy((await ask('condense', { data: asData(chunk), focus }, context)).text));
    }
    current = facts.join('\n');
  }
}
