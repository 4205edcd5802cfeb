import { z } from 'zod';
import { artifact, defineTool, json, text, type ToolContext } from '../../core/index.js';
import { factSentences, gatherFacts, ImageFacts, NOT_TOLD, ungroundedImageClaims } from '../../tools/image/index.js';
import { answerFromFacts, CLOSE, partAnswer, withLettering } from '../../tools/image-answer/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import { setOrdersAside } from '../../tools/text/index.js';
import { askEyes, factList, oneLine, wordDescription, WordedBy, type Wording } from './wording.js';
import { wordings } from './wordings.js';

/** Who worded a text, and why a model's words were refused: nobody should take a program's sentences for a model's. */
const told = { wordedBy: WordedBy, rejected: z.array(z.string()).describe('what was wrong with wordings that were not taken') };

export const describeImage = defineTool({
  name: 'describe_image',
  description: 'Describes what a picture shows: objects with counts and places, text in it, colours. Use it to caption or describe an image.',
  wordings: wordings.describe_image,
  input: z.object({ image: artifact('image').describe('the picture'), sentences: z.number().int().min(1).max(12).optional().describe('how many sentences the description has') }),
  output: z.object({ text: text().describe('the description'), json: json(ImageFacts.extend(told)).describe('the facts behind it, and who worded them') }),
  needs: ['detect', 'ocr'],
  criteria: [{ oracle: 'grounded_description', port: 'text' }],
  async execute({ image, sentences }, context) {
    const facts = await gatherFacts(image.path, context);
    const { text: description, ...wording } = await wordDescription(image.path, facts, sentences, context);
    return { text: description, json: { ...facts, ...wording } };
  },
});

export const answerAboutImage = defineTool({
  name: 'answer_about_image',
  description: 'Answers a question about a picture, such as how many, where, which colour, what does it say.',
  wordings: wordings.answer_about_image,
  input: z.object({ image: artifact('image').describe('the picture'), question: text().min(1).describe('the question') }),
  output: z.object({ text: text().describe('the answer'), json: json(z.object(told)).describe('who worded the answer') }),
  needs: ['detect', 'ocr'],
  criteria: [{ oracle: 'grounded_description', port: 'text' }],
  async execute({ image, question }, context) {
    const { text: answer, ...wording } = await answerAbout(image.path, question, context);
    return { text: answer, json: wording };
  },
});

/** Programs answer what they can; else the language model does from the facts, and an answer that these do not carry is refused. */
async function answerAbout(path: string, question: string, context: ToolContext): Promise<Wording> {
  const facts = await withLettering(path, question, await gatherFacts(path, context), CLOSE, context);
  if (context.models.has('see')) return { text: await askEyes(path, facts, question, context), wordedBy: 'vision-language model', rejected: [] };
  const known = answerFromFacts(question, facts);
  if (known !== undefined) return { text: known, wordedBy: 'program', rejected: [] };
  const open = partAnswer(question, facts);
  if (!context.models.has('chat')) return { text: open ?? `${NOT_TOLD} ${factSentences(facts).join(' ')}`, wordedBy: 'program', rejected: [] };
  const reply = await context.models.chat(loadPrompt('vision/answer').render({ facts: setOrdersAside(factList(facts)).text, question: oneLine(question) }), { signal: context.signal });
  const said = reply.text.trim();
  if (said.startsWith(NOT_TOLD)) return { text: open ?? NOT_TOLD, wordedBy: 'program', rejected: [] };
  const claims = ungroundedImageClaims(said, facts);
  if (claims.length === 0) return { text: said, wordedBy: 'language model', rejected: [] };
  return { text: open ?? NOT_TOLD, wordedBy: 'program', rejected: [`"${said}": ${claims.map(({ kind, claim }) => `the ${kind} "${claim}" was not found`).join(', ')}`] };
}
