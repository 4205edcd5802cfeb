import type { ModelClient, ToolSpec } from '../../core/index.js';
import type { z } from 'zod';

/** Values of parameter ports that the wording of one step states. */
export function parametersFor(_tool: ToolSpec, _wording: string, _goal: string, _models: ModelClient, _signal?: AbortSignal): Promise<Record<string, z.core.util.JSONType>> {
  return Promise.resolve({});
}
