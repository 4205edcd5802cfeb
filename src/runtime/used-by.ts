import type { RunState } from '../core/index.js';

/** What a run has used of its budget so far, also where it was laid down or its process died. */
export function usedBy(state: RunState): { readonly tokens: number; readonly wallMs: number } {
  return { tokens: Math.max(state.usage.llmTokens, tokensOf(state)), wallMs: state.elapsedMs };
}

/** What the attempts took; a killed process could not write down its sum. */
function tokensOf({ steps, retired }: RunState): number {
  return [...steps.values(), ...retired].flatMap(({ attempts }) => attempts).reduce((sum, { tokens = 0 }) => sum + tokens, 0);
}
