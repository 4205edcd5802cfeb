import { z } from 'zod';
import { defineTool, text } from '../../core/index.js';
import { askWithin, condenseToFit, notesOf } from './ask.js';
import { asData, disarm } from '../../tools/text/data.js';
import { withoutOrders, languageToWrite } from '../../tools/text/index.js';
import { describeLimits } from './limits.js';
import { quoteAnswer } from './quote-answer.js';
import { requireText, SHAPE_PARAMETERS } from './summarize.js';
import { wordings } from './wordings.js';

export const answerQuestion = defineTool({
  name: 'answer_question',
  description: 'Answers a question from a text (a document, a transcript, text read in a picture), or says that the text does not say.',
  wordings: wordings.answer_question,
  input: z.object({ text: text().describe('the text that holds the answer'), question: z.string().min(1).describe('the question'), ...SHAPE_PARAMETERS,
    manner: z.enum(['free', 'quoted']).default('free').describe('free: in own words; quoted: in words of the text alone') }),
  output: z.object({ text: text().describe('the answer') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty' }, { oracle: 'no_repetition' }, { oracle: 'answers_question' }, { oracle: 'answer_in_place' }, { oracle: 'grounded_text' }, { oracle: 'not_truncated' }, { oracle: 'second_reading' }],
  alternatives: [{ name: 'in words of its source', parameters: { manner: 'quoted' }, madeFor: ['not_empty', 'no_repetition', 'answers_question', 'answer_in_place', 'grounded_text', 'second_reading'] }],
  async execute(input, context) {
    requireText(input.text);
    const language = await languageToWrite(input.language, input.question);
    if (input.manner === 'quoted') return { text: await quoteAnswer(withoutOrders(input.text), input.question, language, context) };
    const source = await condenseToFit(input.text, ` that help to answer "${disarm(input.question).slice(0, 300)}"`, context);
    const inputs = { data: asData(source), question: disarm(input.question), limits: describeLimits(input), language, notes: notesOf(context) };
    return { text: await askWithin('answer', inputs, input, context) };
  },
});
