import { z } from 'zod';
import { VouchError, throwIfAborted, type Detection } from '../../../core/index.js';
import type { CreateEngine } from '../engine.js';
import { addImageRoute } from '../image-route.js';
import type { Raster } from '../raster.js';
import { dropDuplicates, mergeViews } from './merge.js';
import { loadDetectionNetwork } from './network.js';

/** Below this, what both views agree on is too often not there. */
export const DEFAULT_MIN_SCORE = 0.3;

const Query = z.object({ min_score: z.coerce.number().min(0).max(1).default(DEFAULT_MIN_SCORE) });

/**
 * CenterNet on TensorFlow.js (WebAssembly): `POST /v1/detections?min_score=0.3` takes the bytes of an image and answers
 * `{model, width, height, detections}`, best first. Files: `graph` (JSON) and `weights`.
 */
export const createDetectEngine: CreateEngine = async ({ modelId, files }) => {
  const { graph, weights } = files;
  if (graph === undefined || weights === undefined) throw new VouchError('MODEL_SERVER_FAILED', `The catalogue entry of ${modelId} must name the files "graph" and "weights".`);
  const network = await loadDetectionNetwork(graph, weights);
  const detect = async (image: Raster, minScore: number, signal?: AbortSignal): Promise<Detection[]> => {
    const straight = await network.look(image, false);
    throwIfAborted(signal);
    // A thing that is only seen one way round is seen by chance: the mirror image steadies the scores.
    return dropDuplicates(mergeViews(straight, await network.look(image, true))).filter(({ score }) => score >= minScore);
  };
  return {
    register(app) {
      addImageRoute(app, '/v1/detections', async (image, request, signal) => {
        const { min_score: minScore } = Query.parse(request.query);
        return { model: modelId, width: image.width, height: image.height, detections: await detect(image, minScore, signal) };
      });
    },
    async check() {
      const data = new Uint8Array(64 * 48 * 3).fill(200);
      const found = await network.look({ width: 64, height: 48, data }, false);
      if (found.some(({ score }) => !(score >= 0 && score <= 1))) throw new Error(`${modelId} answered scores outside 0 to 1.`);
    },
    close() {
      network.close();
      return Promise.resolve();
    },
  };
};
