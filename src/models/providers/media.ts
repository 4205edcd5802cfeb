import { readFile, stat } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { messageOf, VouchError, type ChatPart } from '../../core/index.js';
import type { Dialect } from './dialects/index.js';
import type { Endpoint, MediaModality, SampledFrame } from './endpoint.js';
import { MediaString } from './json-body.js';
import { digestInPieces } from './media-digest.js';
import type { MediaMemory } from './media-memory.js';

/** A part of a message as it stands in the request. */
export type WirePart = { readonly type: 'text'; readonly text: string } | ({ readonly type: string } & Readonly<Record<string, unknown>>);

type MediaPart = Exclude<ChatPart, { type: 'text' }>;
type VideoWay = Dialect['video'][number];

const AUDIO_FORMATS: readonly (readonly [RegExp, string])[] = [[/wav|wave/, 'wav'], [/mpeg|mp3/, 'mp3']];

/** The one place where media bytes are put on the wire, in the way that the server's dialect says. Nothing is dropped: what a server does not take is MEDIA_UNSUPPORTED with its name. */
export async function toWireParts(part: ChatPart, endpoint: Endpoint, memory: MediaMemory | undefined, signal: AbortSignal | undefined): Promise<WirePart[]> {
  if (part.type === 'text') return [{ type: 'text', text: part.text }];
  if (endpoint.takes?.[part.type] === false && !(part.type === 'video' && endpoint.takes.image !== false)) throw unsupported(part.type, endpoint, `its model ${endpoint.model} says so itself`);
  if (part.type === 'image') return [await imagePart(part, endpoint, memory)];
  return part.type === 'audio' ? [await audioPart(part, endpoint, memory)] : videoParts(part, endpoint, memory, signal);
}

/** An image file as a data URI in a format that the server reads. */
export async function imageUri(path: string, dialect: Dialect, declared?: string): Promise<MediaString> {
  const bytes = await readMedia(path, 'image');
  const mime = declared ?? (await fileTypeFromBuffer(bytes))?.mime;
  if (mime === undefined || !mime.startsWith('image/')) throw new VouchError('INPUT_CORRUPT', `${path} is no image that can be sent to a model.`, { details: { file: path } });
  if (dialect.imageTypes.length === 0 || dialect.imageTypes.includes(mime)) return dataUri(mime, bytes);
  try {
    return dataUri('image/png', await sharp(bytes).rotate().png().toBuffer());
  } catch (error) {
    throw new VouchError('INPUT_CORRUPT', `The image ${path} (${mime}) does not decode: ${messageOf(error)}.`, { cause: error, details: { file: path } });
  }
}

async function imagePart(part: MediaPart, endpoint: Endpoint, memory: MediaMemory | undefined): Promise<WirePart> {
  const { dialect } = endpoint;
  if (dialect.image === 'none') throw unsupported('image', endpoint);
  const url = await imageUri(part.path, dialect, part.mime);
  return remembered('image_url', url.bytes, memory, dialect.image === 'string' ? url : { url });
}

async function audioPart(part: MediaPart, endpoint: Endpoint, memory: MediaMemory | undefined): Promise<WirePart> {
  const { audio } = endpoint.dialect;
  if (audio === 'none') throw unsupported('audio', endpoint);
  const bytes = await readMedia(part.path, 'audio');
  const mime = part.mime ?? (await fileTypeFromBuffer(bytes))?.mime;
  if (mime === undefined) throw new VouchError('INPUT_CORRUPT', `${part.path} is no sound that can be sent to a model.`, { details: { file: part.path } });
  const data = new MediaString('', bytes);
  if (audio === 'audio_url') return remembered('audio_url', bytes, memory, { url: dataUri(mime, bytes) });
  const format = AUDIO_FORMATS.find(([pattern]) => pattern.test(mime))?.[1];
  if (format === undefined) throw unsupported('audio', endpoint, `it reads WAV and MP3, not ${mime}`);
  return remembered('input_audio', bytes, memory, { data, format });
}

/** By the best way of the dialect that is open for this file. */
async function videoParts(part: MediaPart, endpoint: Endpoint, memory: MediaMemory | undefined, signal: AbortSignal | undefined): Promise<WirePart[]> {
  const { size } = await stat(part.path).catch((error: unknown) => {
    throw missing(part.path, 'video', error);
  });
  const way = endpoint.dialect.video.find((candidate) => isOpen(candidate, size, endpoint));
  if (way === undefined) throw unsupported('video', endpoint, endpoint.dialect.video.length === 0 ? undefined : 'sample frames and send them as images');
  if (way === 'video_url' || way === 'input_video') return [await wholeVideo(part, way, memory)];
  const { sampleFrames } = endpoint;
  if (!sampleFrames) throw unsupported('video', endpoint);
  return sampleFrames(part.path, (frames) => (way === 'jpeg-frames' ? jpegFrames(frames, memory) : timedImages(frames, endpoint, memory)), signal);
}

function isOpen(way: VideoWay, size: number, { dialect, takes, sampleFrames }: Endpoint): boolean {
  if (way === 'images') return sampleFrames !== undefined && takes?.image !== false && dialect.image !== 'none';
  if (way === 'jpeg-frames') return sampleFrames !== undefined && takes?.video !== false;
  return takes?.video !== false && size <= dialect.limits.videoBytes;
}

async function wholeVideo(part: MediaPart, way: 'video_url' | 'input_video', memory: MediaMemory | undefined): Promise<WirePart> {
  const bytes = await readMedia(part.path, 'video');
  const mime = part.mime ?? (await fileTypeFromBuffer(bytes))?.mime ?? 'video/mp4';
  const data = new MediaString('', bytes);
  return remembered(way, bytes, memory, way === 'video_url' ? { url: dataUri(mime, bytes) } : { data, format: mime.replace(/^video\//, '') });
}

/** vLLM's form of a video that is sampled already: its JPEG frames, joined by commas. */
async function jpegFrames(frames: readonly SampledFrame[], memory: MediaMemory | undefined): Promise<WirePart[]> {
  const pictures = await Promise.all(frames.map(({ path }) => sharp(path).jpeg({ quality: 90 }).toBuffer()));
  const data = pictures.map((picture) => picture.toString('base64')).join(',');
  return [await remembered('video_url', Buffer.concat(pictures), memory, { url: `data:video/jpeg;base64,${data}` })];
}

/** For models that see pictures only: each frame behind the moment that it shows. */
async function timedImages(frames: readonly SampledFrame[], endpoint: Endpoint, memory: MediaMemory | undefined): Promise<WirePart[]> {
  const pairs = await Promise.all(
    frames.map(async ({ path, timeMs }): Promise<WirePart[]> => [{ type: 'text', text: `At ${(timeMs / 1000).toFixed(1)} s:` }, await imagePart({ type: 'image', path }, endpoint, memory)]),
  );
  return pairs.flat();
}

/** With its id, and without its bytes where the server has them already. */
async function remembered(type: string, content: Uint8Array, memory: MediaMemory | undefined, value: unknown): Promise<WirePart> {
  if (!memory) return { type, [type]: value };
  const id = await digestInPieces(type, content);
  return { type, [type]: memory.recall(id) ? null : value, uuid: id };
}

async function readMedia(path: string, what: MediaModality): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw missing(path, what, error);
  }
}

function missing(path: string, what: MediaModality, cause: unknown): VouchError {
  return new VouchError('INPUT_NOT_FOUND', `The ${what} ${path} cannot be read.`, { cause, details: { file: path } });
}

function dataUri(mime: string, bytes: Buffer): MediaString {
  return new MediaString(`data:${mime};base64,`, bytes);
}

function unsupported(modality: MediaModality, { server, dialect }: Endpoint, why?: string): VouchError {
  return new VouchError('MEDIA_UNSUPPORTED', `${server} (${dialect.title}) takes no ${modality} in a conversation${why === undefined ? '' : `: ${why}`}.`, { details: { server, modality } });
}
