import type { JSX } from 'preact';
import type { Look } from '../../src/cli/report/status.js';

/** A status: a sign and a word, never a colour alone. */
export function Badge({ look: { sign, word, tone } }: { look: Look }): JSX.Element {
  return <span class={`badge ${tone}`}><span aria-hidden="true">{sign}</span> {word}</span>;
}
