import { InferenceSession } from 'onnxruntime-node';
import type { EngineOptions } from '../engine.js';

/** Opens a model on the CPU with a fixed number of threads. Rejects with the file's name. */
export async function loadSession(path: string, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(path, { executionProviders: ['cpu'], intraOpNumThreads: threads, interOpNumThreads: 1, graphOptimizationLevel: 'all', logSeverityLevel: 3 });
  } catch (cause) {
    throw new Error(`${path} does not load as an ONNX model.`, { cause });
  }
}

/** Path of a role's file. Throws when the catalogue entry names none. */
export function fileOf(options: EngineOptions, role: string): string {
  const path = options.files[role];
  if (path === undefined) throw new Error(`${options.modelId} needs a file for ${role}.`);
  return path;
}
