import { z } from 'zod';
import { defineOracle, type Evidence, type FindingInput, type Oracle, type OracleContext } from '../core/index.js';
import { loadPrompt } from '../tools/prompts.js';
import { asData } from '../tools/text/data.js';
import { groundText } from '../tools/text/grounding/index.js';
import { identifyLanguage, languageName } from '../tools/text/index.js';
import { embedderOf, inconclusive, outsideLanguages } from './finding.js';
import { sourceTexts } from './sources.js';
import { textOf } from './text.js';

/** Longer texts are not translated back: one reply does not hold them. Characters. */
const LONGEST = 4_000;
/** A sentence came back with most of its words, or with nearly its meaning. Chosen on the development half of the planted defects. */
const KEPT = { coverage: 0.75, similarity: 0.9 };

const backTranslation = defineOracle({
  name: 'back_translation',
  description: 'A language model that has not seen the source translates the translation back, and what comes out says what the source says, sentence by sentence, and nothing else. A difference may be the fault of either translation, so that it is left open.',
  kind: 'judge',
  asks: ['chat', 'embed'],
  modalities: ['text'],
  params: z.object({ source: z.string().optional().describe('default: the text that the step was given') }),
  async check(subject, params, context) {
    const translation = textOf(subject).trim();
    const source = params.source ?? sourceTexts({ inputs: subject.inputs.filter(({ port }) => port !== 'language') })[0];
    if (source === undefined || source.trim() === '' || translation === '') return inconclusive('There is no text to translate back, or no source to compare it with.');
    if (!context.models.has('chat')) return inconclusive('There is no language model to translate it back.');
    if (translation.length > LONGEST) return inconclusive(`The text is too long to be translated back at once (${translation.length} characters).`);
    const { code, reliable } = await identifyLanguage(source);
    if (!reliable) return inconclusive('There is too little text to tell the language of the source.');
    const back = await translateBack(translation, languageName(code), context);
    return { ...(await compareWays(source, back, code, context)), ...outsideLanguages([code]) };
  },
});

async function translateBack(translation: string, language: string, { models, signal }: OracleContext): Promise<string> {
  const reply = await models.chat(loadPrompt('writer/translate').render({ data: asData(translation), language, notes: '' }), { signal });
  return reply.text.trim();
}

/** Holds the source to what came back and what came back to the source: the first finds what was lost, the second what was added or turned round. */
async function compareWays(source: string, back: string, language: string, context: OracleContext): Promise<FindingInput> {
  const options = { language, embed: embedderOf(context, language) };
  const [kept, said] = [await groundText(source, [back], options), await groundText(back, [source], options)];
  const lost = kept.filter(({ faults, coverage, similarity }) => faults.length > 0 || (coverage <= KEPT.coverage && (similarity ?? 0) < KEPT.similarity));
  const added = said.filter(({ faults }) => faults.length > 0);
  const evidence: Evidence[] = [
    ...lost.map(({ text }) => ({ message: `What came back does not say all of "${text}".` })),
    ...added.map(({ text }) => ({ message: `The source does not say "${text}", which came back.` })),
    { message: `Translated back: "${back}".` },
  ];
  const measured = { lost: lost.length, added: added.length, sentences: kept.length };
  const holds = measured.lost === 0 && measured.added === 0;
  return { status: holds ? 'pass' : 'inconclusive', measured, expected: { lost: 0, added: 0 }, evidence };
}

/** Oracles that turn a text back into what it was made of. */
export const translationOracles: readonly Oracle[] = [backTranslation];
