import type { Conversation, RunState } from '../../core/index.js';

/** Characters of one question or answer in a summary. */
const PART = 300;
/** Exchanges that a summary holds, the latest. */
const EXCHANGES = 12;

/** What was asked and what came of it, one exchange in two lines. It is put together from what was said, so that it claims nothing else. */
export async function summaryOf(conversation: Conversation, stateOf: (runId: string) => Promise<RunState | undefined>): Promise<string> {
  const lines = conversation.messages.slice(-EXCHANGES).map(async ({ text, runId }) => {
    const state = runId === null ? undefined : await stateOf(runId);
    if (!state) return [];
    const { status, answer, error } = state;
    const outcome = status === 'completed' ? short(answer) : status === 'open' ? 'under way' : `${status}${error ? `: ${short(error.message)}` : ''}`;
    return [`Asked: ${short(text)}`, `Answered: ${outcome}`];
  });
  return (await Promise.all(lines)).flat().join('\n');
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > PART ? `${line.slice(0, PART - 1)}…` : line;
}
