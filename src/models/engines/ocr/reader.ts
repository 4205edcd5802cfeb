import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { VouchError, messageOf, throwIfAborted, type Box, type OcrLine } from '../../../core/index.js';
import type { Raster } from '../raster.js';
import { classesOf } from './ctc.js';
import { detectText } from './detector.js';
import { upsideDown } from './orientation.js';
import { readLines, type Reading } from './recognizer.js';
import { turned, type Rectangle } from './rectangle.js';
import { lineOf } from './words.js';

/** Below this mean confidence a line is no text but a pattern that looks like it. */
const MIN_CONFIDENCE = 0.6;
/** A single character needs more: edges and icons often look like one. */
const MIN_CONFIDENCE_SINGLE = 0.8;
/** Lines read less surely than this may stand on their head. */
const DOUBTFUL = 0.85;
/** A rectangle this many times as high as wide holds a line that runs up or down. */
const UPENDED = 1.6;

/** The three networks of PP-OCRv4 and the characters that they know. */
export interface TextReader {
  /** All lines of an image, in no order. Stops between batches when the signal aborts. */
  read(image: Raster, signal?: AbortSignal): Promise<OcrLine[]>;
  /** What stands in each box (px), one upright line each; an empty text where nothing is read. */
  readBoxes(image: Raster, boxes: readonly Box[], signal?: AbortSignal): Promise<OcrLine[]>;
  close(): Promise<void>;
}

/** Loads the networks. Throws MODEL_SERVER_FAILED naming the file that does not load. */
export async function loadTextReader(files: Readonly<Record<string, string>>, threads: number): Promise<TextReader> {
  const load = async (role: string): Promise<InferenceSession> => {
    const path = fileOf(files, role);
    try {
      // Waiting threads sleep: spinning ones would take the cores from the other engines.
      const extra = { session: { intra_op: { allow_spinning: '0' } } };
      return await InferenceSession.create(path, { intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', extra });
    } catch (error) {
      throw new VouchError('MODEL_SERVER_FAILED', `The OCR ${role} network ${path} does not load: ${messageOf(error)}.`, { cause: error });
    }
  };
  const classes = classesOf(await readFile(fileOf(files, 'keys'), 'utf8'));
  const [detector, recognizer, direction] = [await load('detector'), await load('recognizer'), await load('direction')];
  return {
    async read(image, signal) {
      const upright = (await detectText(detector, image, signal)).map((region) => (region.height > UPENDED * region.width ? turned(region, 1) : region));
      const readings = await readLines(recognizer, classes, image, upright, signal);
      const rectangles = [...upright];
      await turnDoubtful(rectangles, readings);
      throwIfAborted(signal);
      return readings.flatMap((reading, i) => {
        const line = lineOf(reading, rectangles[i] as Rectangle, image);
        return line && isText(line) ? [line] : [];
      });

      /** Reads doubtful lines again the other way up where the direction network says so, and keeps the surer reading. */
      async function turnDoubtful(regions: Rectangle[], read: Reading[]): Promise<void> {
        const doubtful = read.flatMap((reading, i) => (confidence(reading) < DOUBTFUL ? [i] : []));
        const turns = await upsideDown(direction, image, doubtful.map((i) => regions[i] as Rectangle));
        const again = doubtful.filter((i, at) => (turns[at] as number) > 0.5 || isUpended(regions[i] as Rectangle));
        const flipped = again.map((i) => turned(regions[i] as Rectangle, 2));
        const second = await readLines(recognizer, classes, image, flipped, signal);
        again.forEach((i, at) => {
          if (confidence(second[at] as Reading) <= confidence(read[i] as Reading)) return;
          read[i] = second[at] as Reading;
          regions[i] = flipped[at] as Rectangle;
        });
      }
    },
    async readBoxes(image, boxes, signal) {
      const rectangles = boxes.map(({ x, y, width, height }): Rectangle => ({ centre: { x: x + width / 2, y: y + height / 2 }, width, height, angle: 0 }));
      const readings = await readLines(recognizer, classes, image, rectangles, signal);
      return readings.map((reading, i) => lineOf(reading, rectangles[i] as Rectangle, image) ?? { text: '', box: boxes[i] as Box, confidence: 0, words: [] });
    },
    async close() {
      await Promise.all([detector.release(), recognizer.release(), direction.release()]);
    },
  };
}

function fileOf(files: Readonly<Record<string, string>>, role: string): string {
  const path = files[role];
  if (path === undefined) throw new VouchError('MODEL_SERVER_FAILED', `The OCR model's catalogue entry names no file with the role ${role}.`);
  return path;
}

function confidence({ glyphs }: Reading): number {
  return glyphs.length === 0 ? 0 : glyphs.reduce((sum, glyph) => sum + glyph.confidence, 0) / glyphs.length;
}

const isUpended = ({ angle }: Rectangle): boolean => Math.abs(Math.sin(angle)) > 0.6;

function isText(line: OcrLine): boolean {
  return line.confidence >= (line.text.length === 1 ? MIN_CONFIDENCE_SINGLE : MIN_CONFIDENCE);
}
