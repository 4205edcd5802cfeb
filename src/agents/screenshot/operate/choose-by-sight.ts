import { join } from 'node:path';
import { withScratch } from '../../../store/index.js';
import { loadPrompt } from '../../../tools/prompts.js';
import { drawElements } from '../../../tools/screen/index.js';
import { setOrdersAside } from '../../../tools/text/index.js';
import type { Candidate } from '../ground/index.js';
import type { Session } from './session.js';
import type { View } from './view.js';

/**
 * Lets a vision-language model choose one of a few elements by a set-of-marks picture: the screenshot with a numbered box
 * around each. `told`: each in words. Undefined where it chooses none.
 */
export async function chooseByMarks(session: Session, instruction: string, view: View, candidates: readonly Candidate[], told: readonly string[]): Promise<Candidate | undefined> {
  const { models } = session;
  return withScratch('marks', async (folder) => {
    const marked = candidates.map(({ element, box }, index) => ({ ...element, box, number: index + 1 }));
    const image = await drawElements((await session.shown(view)).frame.png, { ...view.screen, elements: marked }, join(folder, 'marks.png'));
    const elements = told.map((words, index) => `${index + 1}. ${setOrdersAside(words).text}`).join('\n');
    const { messages, ...request } = loadPrompt('screenshot/choose-mark').render({ goal: instruction, elements });
    const [system, ...rest] = messages;
    const words = rest.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
    const numbers = [0, ...candidates.map((_, index) => index + 1)];
    const reply = await session.think((signal) => models.chat({
      ...request, messages: [...(system ? [system] : []), { role: 'user', content: [{ type: 'image', path: image.path, mime: 'image/png' }, { type: 'text', text: words }] }],
      schema: { type: 'object', properties: { number: { type: 'integer', enum: numbers } }, required: ['number'], additionalProperties: false },
    }, { signal }));
    const number = (reply.json as { number?: unknown } | undefined)?.number;
    return typeof number === 'number' ? candidates[number - 1] : undefined;
  });
}
