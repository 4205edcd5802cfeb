import { z } from 'zod';
import { Box } from '../../../core/index.js';
import { rasterOf, type Raster } from '../raster.js';
import type { CreateEngine } from '../engine.js';
import { addImageRoute, type ImageHandler } from '../image-route.js';
import { loadTextReader } from './reader.js';
import { TEST_STRIP } from './test-strip.js';

const LinesBody = z.object({ image: z.string().min(1), boxes: z.array(Box).min(1).max(4096) });

/**
 * PP-OCRv4 (detection, recognition, direction) on ONNX Runtime: `POST /v1/ocr` takes the bytes of an image and answers
 * `{model, width, height, lines}`; `POST /v1/ocr/lines` takes `{image: base64, boxes}` and reads each box as one line. Files: `detector`, `recognizer`, `direction` (ONNX) and `keys` (UTF-8, a character a line).
 */
export const createOcrEngine: CreateEngine = async ({ modelId, files, threads }) => {
  const reader = await loadTextReader(files, threads);
  return {
    register(app) {
      addImageRoute(app, '/v1/ocr', async (image, _request, signal) => ({ model: modelId, width: image.width, height: image.height, lines: await reader.read(image, signal) }));
      const linesRoute: ImageHandler = async (image, request, signal) => ({ model: modelId, lines: await reader.readBoxes(image, LinesBody.parse(request.body).boxes, signal) });
      addImageRoute(app, '/v1/ocr/lines', linesRoute, (body) => Buffer.from(LinesBody.parse(body).image, 'base64'));
    },
    async check() {
      const lines = await reader.read(await testStrip());
      if (!lines.some(({ text }) => text.includes(TEST_STRIP.says))) throw new Error(`${modelId} read ${JSON.stringify(lines.map(({ text }) => text))} instead of "${TEST_STRIP.says}".`);
    },
    close: () => reader.close(),
  };
};

/** A small picture of a word, drawn without a font. */
async function testStrip(): Promise<Raster> {
  const { default: sharp } = await import('sharp');
  return rasterOf(sharp(Buffer.from(TEST_STRIP.svg)).flatten({ background: '#ffffff' }));
}
