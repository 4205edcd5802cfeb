import { readFile } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { Box, VouchError, type DetectReply, type OcrReply } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { sendForJson } from './http.js';

const Ocr = z.object({
  width: z.number(),
  height: z.number(),
  lines: z.array(z.object({ text: z.string(), box: Box, confidence: z.number(), words: z.array(z.object({ text: z.string(), box: Box })) })),
});

const Detections = z.object({ width: z.number(), height: z.number(), detections: z.array(z.object({ label: z.string(), score: z.number(), box: Box })) });

/** Lines of text in an image file: `POST /v1/ocr`. */
export async function ocr(endpoint: Endpoint, path: string, signal: AbortSignal | undefined): Promise<OcrReply> {
  const reply = await sendForJson(endpoint, { method: 'POST', path: '/ocr', ...(await imageBody(path)) }, Ocr, signal);
  return { ...reply, model: endpoint.modelId };
}

/** Objects in an image file: `POST /v1/detections`. */
export async function detect(endpoint: Endpoint, request: { path: string; minScore?: number }, signal: AbortSignal | undefined): Promise<DetectReply> {
  const query = request.minScore === undefined ? '' : `?min_score=${request.minScore}`;
  const reply = await sendForJson(endpoint, { method: 'POST', path: `/detections${query}`, ...(await imageBody(request.path)) }, Detections, signal);
  return { ...reply, model: endpoint.modelId };
}

async function imageBody(path: string): Promise<{ headers: Record<string, string>; body: Uint8Array }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new VouchError('INPUT_NOT_FOUND', `The image ${path} cannot be read.`, { cause: error, details: { file: path } });
  }
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  return { headers: { 'content-type': mime?.startsWith('image/') ? mime : 'application/octet-stream' }, body: bytes };
}
