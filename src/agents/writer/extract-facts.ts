import { z } from 'zod';
import { defineTool, json, text } from '../../core/index.js';
import { ask, notesOf } from './ask.js';
import { splitIntoChunks } from './chunks.js';
import { NOT_SAID, withoutOrders } from '../../tools/text/index.js';
import { asData, disarm } from '../../tools/text/data.js';
import { requireText } from './summarize.js';
import { eachFact, type Fact } from './each-fact.js';
import { wordings } from './wordings.js';

const Facts = z.object({ facts: z.array(z.object({ name: z.string(), value: z.string() })) });

export const extractFacts = defineTool({
  name: 'extract_facts',
  description: 'Takes facts out of a text as JSON and as a list: names, dates, numbers, prices, addresses, or whatever is asked for.',
  wordings: wordings.extract_facts,
  input: z.object({ text: text().describe('the text'), what: z.string().optional().describe('which facts, e.g. "all dates"; default: all of them'),
    manner: z.enum(['free', 'each']).default('free').describe('free: as the model finds them; each: each thing by itself, in words of the text alone') }),
  output: z.object({ json: json(Facts).describe('the facts as name and value'), text: text().describe('the same as lines "name: value"') }),
  needs: ['chat'],
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_empty', port: 'text' }, { oracle: 'grounded_text', port: 'text', params: { level: 'facts' } }, { oracle: 'facts_complete', port: 'text' }, { oracle: 'facts_in_place', port: 'text' }, { oracle: 'second_reading', port: 'text' }],
  alternatives: [{ name: 'each in words of its source', parameters: { manner: 'each' }, madeFor: ['not_empty', 'grounded_text', 'facts_complete', 'facts_in_place', 'second_reading'], onlyRejected: true }],
  async execute(input, context) {
    requireText(input.text);
    if (input.manner === 'each' && input.what !== undefined) return listed(await eachFact(withoutOrders(input.text), input.what, context));
    const parts = splitIntoChunks(input.text, 2_000);
    const found = new Map<string, { name: string; value: string }>();
    for (const [index, part] of parts.entries()) {
      if (parts.length > 1) context.progress(index / parts.length, `part ${index + 1} of ${parts.length}`);
      const reply = await ask('extract', { data: asData(part), what: disarm(input.what ?? 'all facts: names, dates, times, numbers, prices, places, contacts and rules'), notes: notesOf(context) }, context);
      for (const fact of Facts.parse(reply.json).facts) found.set(`${fact.name.toLowerCase()}\u0000${fact.value.toLowerCase()}`, fact);
    }
    return listed([...found.values()].filter(({ value }) => value.trim() !== ''));
  },
});

function listed(facts: Fact[]): { json: { facts: Fact[] }; text: string } {
  return { json: { facts }, text: facts.length === 0 ? NOT_SAID : facts.map(({ name, value }) => `${name}: ${value}`).join('\n') };
}
