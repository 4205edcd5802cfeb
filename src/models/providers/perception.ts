import { readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import sharp from 'sharp';
import { Box, VouchError, messageOf, type DetectReply, type ImageSource, type OcrReply, type Pixels, type ReadLinesReply } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';

const Lines = z.array(z.object({ text: z.string(), box: Box, confidence: z.number(), words: z.array(z.object({ text: z.string(), box: Box })) }));
const Ocr = z.object({ width: z.number(), height: z.number(), lines: Lines });

const Detections = z.object({ width: z.number(), height: z.number(), detections: z.array(z.object({ label: z.string(), score: z.number(), box: Box })) });

/** Lines of text in an image: `POST /v1/ocr`. */
export async function ocr(endpoint: Endpoint, image: ImageSource, signal: AbortSignal | undefined): Promise<OcrReply> {
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/ocr', ...(await imageBody(image)) }, Ocr, signal);
  return { ...reply, model: endpoint.modelId };
}

/** What stands in given boxes of an image: `POST /v1/ocr/lines`, JSON with the image in base64. */
export async function readLines(endpoint: Endpoint, request: ImageSource & { readonly boxes: readonly Box[] }, signal: AbortSignal | undefined): Promise<ReadLinesReply> {
  const { body } = await imageBody(request);
  const json = JSON.stringify({ image: Buffer.from(body).toString('base64'), boxes: request.boxes });
  const shape = z.object({ lines: Lines.length(request.boxes.length) });
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/ocr/lines', headers: { 'content-type': 'application/json' }, body: json }, shape, signal);
  return { ...reply, model: endpoint.modelId };
}

/** Objects in an image file: `POST /v1/detections`. */
export async function detect(endpoint: Endpoint, request: { path: string; minScore?: number }, signal: AbortSignal | undefined): Promise<DetectReply> {
  const query = request.minScore === undefined ? '' : `?min_score=${request.minScore}`;
  const reply = await sendForJson(endpoint, { method: 'POST', path: `/detections${query}`, ...(await imageBody(request)) }, Detections, signal);
  return { ...reply, model: endpoint.modelId };
}

async function imageBody(image: ImageSource): Promise<{ headers: Record<string, string>; body: Uint8Array }> {
  if ('pixels' in image) return { headers: { 'content-type': 'image/png' }, body: await encodePng(image.pixels) };
  const { path } = image;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new VouchError('INPUT_NOT_FOUND', `The image ${path} cannot be read.`, { cause: error, details: { file: path } });
  }
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  return { headers: { 'content-type': mime?.startsWith('image/') ? mime : 'application/octet-stream' }, body: bytes };
}

/** The quickest compression: the bytes go no further than a loopback socket as a rule. */
async function encodePng({ width, height, channels, data }: Pixels): Promise<Uint8Array> {
  try {
    return await sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }).toBuffer();
  } catch (error) {
    throw new VouchError('INPUT_CORRUPT', `Pixels of ${width}×${height} with ${channels} channels in ${data.length} bytes are no image: ${messageOf(error)}.`, { cause: error });
  }
}
