import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import { ready, setBackend, tensor, type io, type Tensor } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { z } from 'zod';
import { VouchError, messageOf, type Detection } from '../../../core/index.js';
import { resizeRaster, type Raster } from '../raster.js';
import { COCO_LABELS } from './labels.js';

/** px: side of the square that the network looks at. */
const SIDE = 512;
const GREY = 128;
const OUTPUT = 'tower_0/detections';

const Graph = z.looseObject({ modelTopology: z.looseObject({}), weightsManifest: z.array(z.looseObject({ weights: z.array(z.unknown()) })).min(1) });

/** CenterNet (Zhou et al., 2019) with MobileNetV3, an 80-class detector that needs no boxes to start from. */
export interface DetectionNetwork {
  /** Everything that is at all likely, in px of the image. `mirrored`: look at the mirror image, answer for the image. */
  look(image: Raster, mirrored: boolean): Promise<Detection[]>;
  close(): void;
}

/** Loads a TensorFlow.js graph. Throws MODEL_SERVER_FAILED naming the file that does not load. */
export async function loadDetectionNetwork(graphPath: string, weightsPath: string): Promise<DetectionNetwork> {
  const require = createRequire(import.meta.url);
  // The .wasm files lie beside the package's main file.
  setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await setBackend('wasm');
  await ready();
  const model = await loadModel(graphPath, weightsPath);
  return {
    async look(image, mirrored) {
      const scale = SIDE / Math.max(image.width, image.height);
      const width = Math.max(1, Math.round(image.width * scale));
      const height = Math.max(1, Math.round(image.height * scale));
      const input = tensor(squareOf(await resizeRaster(image, width, height), mirrored), [1, SIDE, SIDE, 3]);
      const output = model.execute({ [model.inputs[0]?.name ?? '']: input }, OUTPUT) as Tensor;
      try {
        return rowsOf((await output.data()) as Float32Array, image, mirrored, width, height);
      } finally {
        input.dispose();
        output.dispose();
      }
    },
    close: () => {
      model.dispose();
    },
  };
}

async function loadModel(graphPath: string, weightsPath: string): Promise<GraphModel> {
  try {
    const graph = Graph.parse(JSON.parse(await readFile(graphPath, 'utf8')));
    const weights = new Uint8Array(await readFile(weightsPath));
    const artifacts = { ...graph, weightSpecs: graph.weightsManifest[0]?.weights, weightData: weights.buffer } as unknown as io.ModelArtifacts;
    return await loadGraphModel({ load: () => Promise.resolve(artifacts) });
  } catch (error) {
    throw new VouchError('MODEL_SERVER_FAILED', `The detection network ${graphPath} with ${weightsPath} does not load: ${messageOf(error)}.`, { cause: error });
  }
}

/** The image in the middle of a grey square, values 0 to 255. Keeping its ratio finds more than stretching it. */
function squareOf({ width, height, data }: Raster, mirrored: boolean): Float32Array {
  const square = new Float32Array(SIDE * SIDE * 3).fill(GREY);
  const [left, top] = [(SIDE - width) >> 1, (SIDE - height) >> 1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + (mirrored ? width - 1 - x : x)) * 3;
      const to = ((top + y) * SIDE + left + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) square[to + channel] = data[from + channel] as number;
    }
  }
  return square;
}

/** Rows of six numbers: left, top, right, bottom in px of the square, score, class. */
function rowsOf(rows: Float32Array, image: Raster, mirrored: boolean, width: number, height: number): Detection[] {
  const [left, top] = [(SIDE - width) >> 1, (SIDE - height) >> 1];
  const clamp = (value: number, limit: number): number => Math.round(Math.min(limit, Math.max(0, value)));
  const found: Detection[] = [];
  for (let at = 0; at + 5 < rows.length; at += 6) {
    const [x1, y1, x2, y2, score, index] = [...rows.subarray(at, at + 6)] as [number, number, number, number, number, number];
    const label = COCO_LABELS[index];
    if (label === undefined) continue;
    const [from, to] = mirrored ? [width - (x2 - left), width - (x1 - left)] : [x1 - left, x2 - left];
    const x = clamp((from / width) * image.width, image.width);
    const y = clamp(((y1 - top) / height) * image.height, image.height);
    const box = { x, y, width: clamp((to / width) * image.width, image.width) - x, height: clamp(((y2 - top) / height) * image.height, image.height) - y };
    if (box.width > 0 && box.height > 0) found.push({ label, score, box });
  }
  return found.sort((a, b) => b.score - a.score);
}
