/** Models that see a screenshot and name an action: their formats as data, parser and prompt. */
import type { ActionAdapter } from './adapter.js';
import { cogagent } from './cogagent.js';
import { anthropic, gemini, openai } from './hosted.js';
import { qwen25, qwen3 } from './qwen.js';
import { doubao, uiTars10, uiTars15 } from './ui-tars.js';

export type { ActionAdapter, SightReply } from './adapter.js';
export { parseCall } from './call-syntax.js';
export { roundHalfEven, sentSize, smartResize, toCss, type CoordinateSpace } from './coordinates.js';

/** All adapters, by id. */
export const ADAPTERS: Readonly<Record<string, ActionAdapter>> = Object.fromEntries([cogagent, uiTars10, uiTars15, doubao, qwen25, qwen3, openai, anthropic, gemini].map((adapter) => [adapter.id, adapter]));
