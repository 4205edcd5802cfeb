import { z } from 'zod';
import { VouchError, type EmbedItem } from '../../core/index.js';
import type { Dialect } from './dialects/index.js';
import { rootOf, type Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';
import { MediaString } from './json-body.js';
import { imageUri } from './media.js';

/** Fields of one request for embeddings, and the places of its items in the whole. */
export interface EmbedRequest {
  readonly places: readonly number[];
  readonly fields: Readonly<Record<string, unknown>>;
}

type Place = { readonly place: number } & ({ readonly text: string } | { readonly uri: MediaString });
type Shape = (images: readonly Extract<Place, { uri: MediaString }>[], endpoint: Endpoint, signal: AbortSignal | undefined) => Promise<EmbedRequest[]>;

const Props = z.object({ media_marker: z.string().default('<__media__>') });

/** How each kind of server takes pictures; texts are plain for all of them. */
const SHAPES: Readonly<Record<Exclude<Dialect['embeddings'], 'none' | 'texts'>, Shape>> = {
  // vLLM: a conversation with one picture, and one vector a request.
  messages: (images) => Promise.resolve(images.map(({ place, uri }) => ({ places: [place], fields: { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: uri } }] }] } }))),
  objects: (images) => Promise.resolve([together(images, { input: images.map(({ uri }) => ({ image: uri })) })]),
  items: (images) => Promise.resolve([together(images, { input: images.map(({ uri }) => ({ image: uri })) })]),
  modality: (images) => Promise.resolve([together(images, { input: images.map(({ uri }) => uri), modality: 'image' })]),
  // llama-server: raw base64 beside a text that holds a marker for it; the marker alone would be an empty batch of text.
  async 'multimodal-data'(images, endpoint, signal) {
    const { media_marker: marker } = await sendForJson({ ...endpoint, baseUrl: rootOf(endpoint) }, { method: 'GET', path: '/props' }, Props, signal);
    return [together(images, { input: images.map(({ uri }) => ({ prompt_string: `${marker}\n`, multimodal_data: [new MediaString('', uri.bytes)] })) })];
  },
};

/** The requests that embed all items. Throws MEDIA_UNSUPPORTED for what the server does not embed. */
export async function embedRequests(items: readonly EmbedItem[], endpoint: Endpoint, signal: AbortSignal | undefined): Promise<EmbedRequest[]> {
  const { dialect } = endpoint;
  if (dialect.embeddings === 'none') throw unsupported(endpoint, 'gives no embeddings');
  const places = await Promise.all(items.map(async (item, place): Promise<Place> => (typeof item === 'string' ? { place, text: item } : { place, uri: await imageUri(item.image, dialect) })));
  const texts = places.filter((entry) => 'text' in entry);
  const images = places.filter((entry) => 'uri' in entry);
  const plain = chunks(texts, dialect.limits.texts).map((part) => ({ places: part.map(({ place }) => place), fields: { input: part.map(({ text }) => text) } }));
  if (images.length === 0) return plain;
  if (dialect.embeddings === 'texts') throw unsupported(endpoint, 'embeds texts, and no images');
  const shape = SHAPES[dialect.embeddings];
  const pictured = await Promise.all(chunks(images, dialect.limits.images).map((part) => shape(part, endpoint, signal)));
  return [...plain, ...pictured.flat()];
}

function together(items: readonly Place[], fields: EmbedRequest['fields']): EmbedRequest {
  return { places: items.map(({ place }) => place), fields };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function unsupported({ server, dialect }: Endpoint, what: string): VouchError {
  return new VouchError('MEDIA_UNSUPPORTED', `${server} (${dialect.title}) ${what}.`, { details: { server } });
}
