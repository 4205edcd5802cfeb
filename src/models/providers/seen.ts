import { createHash } from 'node:crypto';
import { z } from 'zod';
import { VouchError } from '../../core/index.js';
import { CompletionCollector, type Collected } from './completion.js';
import { rootOf, type Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';
import { mediaOnWire, type ChatBody, type WireMessage } from './chat-body.js';
import { accepted } from './refused-fields.js';

/** Text-only counts that are kept; agents ask the same questions of many pictures. */
const KEPT = 256;
const counts = new Map<string, number>();

const Counted = z.object({ count: z.number().int() });
const Written = z.object({ prompt: z.string() });
const Tokens = z.object({ tokens: z.array(z.unknown()) });

/**
 * Some servers answer a request with media as if there were none, and say nothing. The prompt of a model that saw them has more
 * tokens than the same conversation without them. Throws MEDIA_NOT_SEEN where it has not, or where nothing can show it. What the
 * server counts apart for media is believed; else the conversation without them is counted, once for each text.
 * Says in words where a server of no known kind counts nothing, so that nothing could be checked.
 */
export async function proveSeen(endpoint: Endpoint, sent: ChatBody, usage: Collected['usage'], signal: AbortSignal | undefined): Promise<string | undefined> {
  const media = mediaOnWire(sent);
  if (media === 0 || endpoint.dialect.textCount === 'none') return undefined;
  // Of a server of which nothing is known nobody can say that it would have counted.
  if (!usage && endpoint.dialect.name === 'openai') return `${endpoint.server} counts no tokens: whether ${endpoint.modelId} saw what was sent could not be checked`;
  if (!usage) throw notSeen(endpoint, 'counts no tokens in its answer, so that nothing shows that the model saw the media');
  const least = media * (1 + endpoint.dialect.placeholderTokens);
  if ((usage.mediaTokens ?? 0) >= least) return undefined;
  const alone = await textTokens(endpoint, sent, signal);
  if (usage.promptTokens >= alone + least) return undefined;
  throw notSeen(endpoint, `counted ${usage.promptTokens} tokens with ${media === 1 ? 'a medium' : `${media} media`} and ${alone} without: the model ${endpoint.model} did not see what was sent`);
}

function notSeen({ server, dialect, model }: Endpoint, what: string): VouchError {
  return new VouchError('MEDIA_NOT_SEEN', `${server} (${dialect.title}) ${what}. Serve a model that takes this modality, with its projector where it has one.`, { details: { server, model } });
}

async function textTokens(endpoint: Endpoint, { model, messages, tools }: ChatBody, signal: AbortSignal | undefined): Promise<number> {
  const conversation = { model, messages: messages.map(withoutMedia), ...(tools === undefined ? {} : { tools }) };
  const key = createHash('sha256').update(JSON.stringify([endpoint.baseUrl, conversation])).digest('hex');
  const known = counts.get(key);
  if (known !== undefined) return known;
  const counted = await count(endpoint, conversation, signal);
  counts.set(key, counted);
  if (counts.size > KEPT) counts.delete(counts.keys().next().value ?? '');
  return counted;
}

/** The texts that were sent, the times of a video's pictures among them. The parts stay parts, as templates write them out. A message of nothing but media keeps one character, because servers refuse an empty one. */
function withoutMedia(message: WireMessage): WireMessage {
  if (message.content === null || typeof message.content === 'string') return message;
  const texts = message.content.filter(({ type }) => type === 'text');
  return { ...message, content: texts.length === 0 ? '.' : texts };
}

async function count(endpoint: Endpoint, conversation: ChatBody, signal: AbortSignal | undefined): Promise<number> {
  const post = <T extends z.ZodType>(path: string, body: unknown, shape: T, base: string): Promise<z.output<T>> =>
    sendForJson({ ...endpoint, baseUrl: base }, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, shape, signal);
  const root = rootOf(endpoint);
  if (endpoint.dialect.textCount === 'tokenize') return (await post('/tokenize', conversation, Counted, root)).count;
  if (endpoint.dialect.textCount === 'template') {
    const { prompt } = await post('/apply-template', conversation, Written, root);
    return (await post('/tokenize', { content: prompt, add_special: true }, Tokens, root)).tokens.length;
  }
  const collector = new CompletionCollector(endpoint);
  collector.take(await post('/chat/completions', accepted({ ...conversation, max_tokens: 1, temperature: 0 }, endpoint), z.unknown(), endpoint.baseUrl));
  const { usage } = collector.collected();
  if (!usage) throw notSeen(endpoint, 'counts no tokens, so that nothing shows that the model saw the media');
  return usage.promptTokens;
}
