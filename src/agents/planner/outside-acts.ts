import type { ToolSpec } from '../../core/index.js';

/** Acts on the world outside. Fit to the wording is not enough for these: a tool must say that it does them. */
const ACT = /^\W*(?:(?:and|then|please|also|now|finally|can you|could you|would you|i (?:want|need|would like)(?: you)? to)\s+)*(e-?mail|mail|send|post|tweet|publish|upload|share|buy|purchase|order|pay|phone|call|delete|erase|install|schedule|book|reserve|print|deliver|ship|subscribe|unsubscribe|invite|remind|turn (?:on|off|up|down)|switch (?:on|off))\b(?!\s+(?:me|us|back|it\s+(?:to\s+me|back))\b)/i;

/** True when the clause asks for an act on the world that none of the tools speaks of in its name or description. */
export function isUnknownAct(clause: string, tools: readonly ToolSpec[]): boolean {
  const act = ACT.exec(clause)?.[1]?.toLowerCase().replace('-', '');
  if (act === undefined) return false;
  const stem = act === 'email' ? 'e-?mail' : (act.split(' ')[0] ?? act).replace(/e$/, '');
  const speaksOfIt = new RegExp(`(?:^|[^a-z])${stem}`, 'i');
  return !tools.some(({ name, description }) => speaksOfIt.test(name.replace(/[_-]/g, ' ')) || speaksOfIt.test(description));
}
