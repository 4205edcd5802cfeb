import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { ArtifactId, MediaMetadata } from '../../core/index.js';
import { messageOf, throwIfAborted, VouchError } from '../../core/index.js';
import { metadataOf, sniffMime, type MediaFacts } from '../media/index.js';
import { familyOfExtension, familyOfMime, textMime } from './families.js';
import { sha256OfFile } from './hash.js';
import { InputLimits } from './limits.js';
import { checkImage, checkStreams } from './media.js';
import { checkSvg } from './svg.js';
import { readTextFile, type TextEncoding } from './text.js';
import { checkUrl, looksLikeUrl, type UrlRules } from './url.js';

export interface OpenOptions extends UrlRules {
  readonly limits?: Partial<InputLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What the file is called, where its path does not say it; default the base name. */
  readonly name?: string | undefined;
}

/** A checked file of the user, ready for the artifact store. */
export interface InputFile {
  readonly kind: 'file';
  /** Absolute; the file itself, not a copy. */
  readonly path: string;
  /** Base name, for people. */
  readonly name: string;
  readonly modality: 'image' | 'audio' | 'video' | 'text';
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: ArtifactId;
  readonly metadata: MediaMetadata;
  /** Of text. */
  readonly encoding?: TextEncoding | undefined;
  /** What the user should know, e.g. that only the first frame of an animation is used. */
  readonly notes: readonly string[];
}

/** A checked address of the user. */
export interface InputUrl {
  readonly kind: 'url';
  readonly modality: 'url';
  readonly name: string;
  readonly url: string;
}

export type Input = InputFile | InputUrl;

/**
 * Takes in what a user named: a file (any name) or an address. Everything that can be wrong with it is found here, before
 * anything runs; the file is streamed and never held whole, except text.
 *
 * Throws INPUT_NOT_FOUND, INPUT_EMPTY, INPUT_CORRUPT (does not decode, or is something else than its name says),
 * INPUT_TOO_LARGE, INPUT_UNSUPPORTED (folders, pipes, devices, documents), URL_REFUSED, or the signal's reason.
 */
export async function openInput(given: string, options: OpenOptions = {}): Promise<Input> {
  throwIfAborted(options.signal);
  if (given === '') throw new VouchError('INPUT_NOT_FOUND', 'The name of an input file is empty.');
  if (looksLikeUrl(given)) {
    const url = await checkUrl(given, options);
    return { kind: 'url', modality: 'url', name: url, url };
  }
  const limits = InputLimits.parse(options.limits ?? {});
  const path = resolve(given);
  const bytes = await sizeOf(path, given);
  const name = basename(options.name ?? path);
  const content = await contentOf(path, name, bytes, limits, options.signal);
  const sha256 = await sha256OfFile(path, { signal: options.signal });
  return { kind: 'file', path, name, bytes, sha256, ...content };
}

/** Size of a regular, readable, non-empty file. */
async function sizeOf(path: string, given: string): Promise<number> {
  const shown = JSON.stringify(given);
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new VouchError('INPUT_UNSUPPORTED', `${shown} is a folder. Name the files in it.`);
    if (!facts.isFile()) throw new VouchError('INPUT_UNSUPPORTED', `${shown} is a pipe, socket or device, not a file. Save its content to a file first.`);
    // Opened once so that missing rights show now; non-blocking in case the file was swapped for a pipe meanwhile.
    await (await open(path, constants.O_RDONLY | constants.O_NONBLOCK)).close();
    if (facts.size === 0) throw new VouchError('INPUT_EMPTY', `The file ${shown} is empty.`);
    return facts.size;
  } catch (cause) {
    if (VouchError.is(cause)) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'does not exist' : code === 'EACCES' || code === 'EPERM' ? 'may not be read (permission denied)' : `cannot be read: ${messageOf(cause)}`;
    throw new VouchError('INPUT_NOT_FOUND', `The file ${shown} ${why}.`, { cause });
  }
}

type Content = Pick<InputFile, 'modality' | 'mime' | 'metadata' | 'notes' | 'encoding'>;

async function contentOf(path: string, name: string, bytes: number, limits: InputLimits, signal: AbortSignal | undefined): Promise<Content> {
  const extension = extname(name).slice(1);
  const claimed = familyOfExtension(extension);
  if (bytes > limits.mediaBytes) throw tooLarge(name, bytes, limits.mediaBytes);
  const sniffed = await sniffMime(path);
  const found = sniffed === undefined ? undefined : familyOfMime(sniffed);
  if (claimed && found && claimed !== found && !(claimed.what === 'text' && found.what === 'text')) {
    throw new VouchError('INPUT_CORRUPT', `The file ${JSON.stringify(name)} is not what its name says: .${extension} names a ${claimed.name}, but its content is a ${found.name} (${sniffed ?? ''}).`);
  }
  switch (found?.what ?? claimed?.what) {
    case 'image':
      if (bytes > limits.imageBytes) throw tooLarge(name, bytes, limits.imageBytes);
      if (sniffed === 'image/svg+xml') await checkSvg(path, bytes);
      return mediaContent(await checkImage(path, sniffed, bytes, limits));
    case 'stream':
      return mediaContent(await checkStreams(path, limits, signal));
    case 'other':
      throw new VouchError('INPUT_UNSUPPORTED', `${JSON.stringify(name)} is a ${(found ?? claimed)?.name ?? 'file'}${sniffed ? ` (${sniffed})` : ''}; Vouch takes pictures, sound, video and text. Convert it, e.g. its pages to PNG or its text to a .txt file.`);
    case 'text':
      return await textContent(path, name, extension, bytes, limits, signal);
    case undefined:
      return await unknownContent(path, name, extension, bytes, limits, sniffed, signal);
  }
}

/** Neither the name nor a signature says what it is: text, else whatever FFmpeg finds in it, else refused. */
async function unknownContent(path: string, name: string, extension: string, bytes: number, limits: InputLimits, sniffed: string | undefined, signal: AbortSignal | undefined): Promise<Content> {
  const refused = new VouchError('INPUT_UNSUPPORTED', `${JSON.stringify(name)}${sniffed ? ` (${sniffed})` : ''} is neither a picture, sound or video nor UTF-8 or UTF-16 text.`);
  if (bytes <= limits.textBytes && sniffed === undefined) {
    const decoded = await readTextFile(path, { signal, maximumBytes: limits.textBytes }).catch((thrown: unknown) => {
      if (VouchError.is(thrown) && thrown.code === 'INPUT_CORRUPT') return undefined;
      throw thrown;
    });
    if (decoded) return await textContent(path, name, extension, bytes, limits, signal);
  }
  if (sniffed !== undefined && !/^(audio|video)\//.test(sniffed)) throw refused;
  return mediaContent(
    await checkStreams(path, limits, signal).catch((thrown: unknown) => {
      throw VouchError.is(thrown) && thrown.code === 'INPUT_CORRUPT' && sniffed === undefined ? refused : thrown;
    }),
  );
}

async function textContent(path: string, name: string, extension: string, bytes: number, limits: InputLimits, signal: AbortSignal | undefined): Promise<Content> {
  if (bytes > limits.textBytes) throw tooLarge(name, bytes, limits.textBytes);
  const { text, encoding } = await readTextFile(path, { signal, maximumBytes: limits.textBytes });
  if (text.trim() === '') throw new VouchError('INPUT_EMPTY', `The file ${JSON.stringify(name)} holds nothing but white space.`);
  const mime = textMime(extension);
  if (mime === 'application/json') checkJson(text, name);
  return { modality: 'text', mime, metadata: {}, encoding, notes: [] };
}

function checkJson(text: string, name: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new VouchError('INPUT_CORRUPT', `The file ${JSON.stringify(name)} is no valid JSON: ${messageOf(cause)}`, { cause });
  }
}

function mediaContent(facts: MediaFacts): Content {
  const animated = facts.kind === 'image' && (facts.pages ?? 1) > 1;
  const notes = animated ? [`It holds ${facts.pages ?? 0} frames or pages; only the first is looked at. Convert an animation to MP4 to have it treated as video.`] : [];
  return { modality: facts.kind, mime: facts.mime, metadata: metadataOf(facts), notes };
}

function tooLarge(name: string, bytes: number, limit: number): VouchError {
  return new VouchError('INPUT_TOO_LARGE', `The file ${JSON.stringify(name)} holds ${bytes} bytes; the limit for this kind of file is ${limit}.`, { details: { bytes, limit } });
}
