import { z } from 'zod';
import { artifact, defineTool, json, text } from '../../core/index.js';
import { factSentences, gatherFacts, ImageFacts } from '../../tools/image/index.js';
import { answerFromFacts } from './answer.js';
import { askEyes, factList, wordDescription } from './wording.js';
import { setOrdersAside } from '../../tools/text/index.js';
import { loadPrompt } from '../../tools/prompts.js';
import { ungroundedImageClaims } from '../../tools/image/index.js';

export const describeImage = defineTool({
  name: 'describe_image',
  description: 'Describes what a picture shows: objects with counts and places, text in it, colours. Use it to caption or describe an image.',
  input: z.object({ image: artifact('image').describe('the picture') }),
  output: z.object({ text: text().describe('the description'), json: json(ImageFacts).describe('the facts behind it') }),
  needs: ['detect', 'ocr'],
  criteria: [{ oracle: 'grounded_description', port: 'text' }],
  async execute({ image }, context) {
    const facts = await gatherFacts(image.path, context);
    return { text: await wordDescription(image.path, facts, context), json: facts };
  },
});

export const answerAboutImage = defineTool({
  name: 'answer_about_image',
  description: 'Answers a question about a picture, such as how many, where, which colour, what does it say.',
  input: z.object({ image: artifact('image').describe('the picture'), question: text().min(1).describe('the question') }),
  output: z.object({ text: text().describe('the answer') }),
  needs: ['detect', 'ocr'],
  criteria: [{ oracle: 'grounded_description', port: 'text' }],
  async execute({ image, question }, context) {
    const facts = await gatherFacts(image.path, context);
    if (context.models.has('see')) return { text: await askEyes(image.path, facts, question, context) };
    const known = answerFromFacts(question, facts);
    if (known !== undefined) return { text: known };
    if (!context.models.has('chat')) return { text: `The picture does not tell me that. ${factSentences(facts).join(' ')}` };
    const reply = await context.models.chat(loadPrompt('vision/answer').render({ facts: setOrdersAside(factList(facts)).text, question: question.replace(/\s+/g, ' ') }), { signal: context.signal });
    return { text: ungroundedImageClaims(reply.text, facts).length === 0 ? reply.text.trim() : 'The picture does not tell me that.' };
  },
});
