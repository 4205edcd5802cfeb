import type { Box } from '../../../core/index.js';
import { loadPrompt } from '../../../tools/prompts.js';
import { setOrdersAside } from '../../../tools/text/index.js';
import { inReadingOrder, sameRow, type Candidate } from '../ground/index.js';
import { chooseByMarks } from './choose-by-sight.js';
import type { Session } from './session.js';
import { linesOf, type View } from './view.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Lets the model choose one of a few elements for an instruction; one that sees gets them marked in the picture. Undefined where it chooses none, or where no model can. */
export async function chooseElement(session: Session, instruction: string, view: View, candidates: readonly Candidate[]): Promise<Candidate | undefined> {
  const ordered = [...candidates].slice(0, LETTERS.length - 1).sort(inReadingOrder);
  const told = ordered.map((candidate) => session.hide(tell(candidate, view)));
  if (session.models.has('see')) return chooseByMarks(session, instruction, view, ordered, told);
  const options = [...told, 'none of these'];
  const chosen = await pick(session, 'screenshot/choose-element', { goal: instruction }, options);
  return chosen === undefined ? undefined : ordered[chosen];
}

async function pick(session: Session, prompt: string, inputs: Readonly<Record<string, string>>, options: readonly string[]): Promise<number | undefined> {
  const { models } = session;
  if (!models.has('chat')) return undefined;
  const elements = options.map((option, index) => `${LETTERS[index] ?? ''}. ${setOrdersAside(option).text}`).join('\n');
  const request = loadPrompt(prompt).render({ ...inputs, elements });
  const letters = options.map((_, index) => LETTERS[index] ?? '');
  if (models.canScore()) {
    const { logProbabilities } = await session.think((signal) => models.score({ messages: request.messages, candidates: letters }, { signal }));
    return logProbabilities.indexOf(Math.max(...logProbabilities));
  }
  const reply = await session.think((signal) => models.chat({ ...request, maxTokens: 20, schema: { type: 'object', properties: { letter: { type: 'string', enum: letters } }, required: ['letter'], additionalProperties: false } }, { signal }));
  const index = letters.indexOf(String((reply.json as { letter?: unknown } | undefined)?.letter));
  return index < 0 ? undefined : index;
}

/** What the screen says in answer to a question; undefined where it does not, or where no model can read it. */
export async function readAnswer(session: Session, question: string, view: View): Promise<string | undefined> {
  const { models } = session;
  if (!models.has('chat')) return undefined;
  const text = setOrdersAside(inRows(linesOf(await session.shown(view))).join('\n')).text.slice(0, 6_000);
  const request = loadPrompt('screenshot/read-answer').render({ question, text });
  const reply = await session.think((signal) => models.chat(request, { signal }));
  const answer = (reply.json as { answer?: unknown } | undefined)?.answer;
  return typeof answer === 'string' && answer.trim() !== '' && !/^unknown\.?$/i.test(answer.trim()) ? answer.trim() : undefined;
}

/** The lines of a screen, those of one row joined, as a table reads. */
export function inRows(lines: readonly { readonly text: string; readonly box: Box }[]): string[] {
  const rows: { text: string; box: Box }[] = [];
  for (const line of [...lines].sort(inReadingOrder)) {
    const row = rows.find(({ box }) => sameRow(box, line.box));
    if (row) row.text += ` | ${line.text}`;
    else rows.push({ ...line });
  }
  return rows.map(({ text }) => text);
}

/** Whether a box is ticked, in words; empty for what cannot be. */
export const tickedIn = ({ state: { checked } }: Candidate['element']): string => (checked === undefined ? '' : checked ? ', ticked' : ', not ticked');

/** An element in words: what it is, what it says, where it is. */
export function tell({ element, name, box }: Candidate, { screen }: View): string {
  const across = (box.x + box.width / 2) / screen.width;
  const down = (box.y + box.height / 2) / screen.height;
  const where = `${down < 0.33 ? 'top' : down > 0.67 ? 'bottom' : 'middle'} ${across < 0.33 ? 'left' : across > 0.67 ? 'right' : 'centre'}`;
  const says = name === '' || name === element.kind ? '' : ` ${JSON.stringify(name.slice(0, 80))}`;
  const looks = element.kind === 'shape' || element.kind === 'icon' ? `${element.colour.name} ${element.shape ?? ''} ` : '';
  return `${looks}${element.kind}${says} at the ${where}${tickedIn(element)}`;
}
