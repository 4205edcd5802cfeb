import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCase, type OracleCases } from '../case.js';
import { fill, honest, parallelText, passagesOf, templatesOf, withExchange, withInvention, withWrongSlot, type Filled, type ParallelText, type Planted, type TranslatedLanguage } from '../material/index.js';
import type { Random } from '../random.js';
import { anyText } from './text.js';

const SHARE_OF_ENGLISH = 0.75;

function anyFilled({ half, random }: Kit): Filled {
  const english = random.chance(SHARE_OF_ENGLISH);
  return fill(random.pick(templatesOf(half).filter(({ language }) => (language === 'en') === english)), random);
}

function grounded(text: string, source: string): OracleCase {
  return { subject: valueSubject(text, { tool: 'summarize', inputs: [textInput(source)] }), params: {}, note: `SAYS ${text} SOURCE ${source}`.slice(0, 1_500) };
}

/** A planted statement; another text where the template has no slot of the kind. */
function planted(what: string, plant: (filled: Filled, kit: Kit) => Planted | undefined): Maker {
  return maker(what, (kit) => {
    for (;;) {
      const filled = anyFilled(kit);
      const found = plant(filled, kit);
      if (found) return grounded(found.text, filled.text);
    }
  });
}

/** Clauses that deny something of another matter, by half. */
const DENIED: Readonly<Record<Kit['half'], readonly string[]>> = {
  development: ['unless nobody comes to open the door', 'and if you do not answer in time, all of this is void', 'but that does not hold in leap years'],
  'held-back': ['even though nobody asked for it', 'and whoever does not agree may write to the editor', 'because it was never done before'],
};

/** An English text one sentence of which is `claim`, followed by a clause that denies something else. */
function besideDenied(claim: string, filled: Filled, { half, random }: Kit): string {
  const whole = `${claim.replace(/\.$/, '')}${random.pick(DENIED[half]).replace(/^(?=and|but)/, ', ').replace(/^(?!,)/, ' ')}.`;
  const around = filled.text.split(/(?<=\.)\s+/);
  const at = random.integer(0, around.length);
  return [...around.slice(0, at), whole, ...around.slice(at)].join(' ');
}

const groundedText: OracleCases = {
  defects: [
    planted('wrong number', (filled, { random }) => withWrongSlot(filled, random, 'wrong number')),
    planted('wrong name', (filled, { random }) => withWrongSlot(filled, random, 'wrong name')),
    planted('wrong date or time', (filled, { random }) => withWrongSlot(filled, random, random.pick(['wrong date', 'wrong time']))),
    planted('turned meaning', (filled, { random }) => withWrongSlot(filled, random, 'turned meaning')),
    planted('two things exchanged', (filled, { random }) => withExchange(filled, random)),
    planted('another thing', (filled, { random }) => withWrongSlot(filled, random, 'wrong thing')),
    planted('another unit', (filled, { random }) => withWrongSlot(filled, random, 'wrong unit')),
    planted('something invented', (filled, { random }) => withInvention(filled, random)),
    maker('a claim from outside', (kit) => {
      const english = templatesOf(kit.half).filter(({ language }) => language === 'en');
      const [filled, other] = kit.random.some(english, 2).map((template) => fill(template, kit.random)) as [Filled, Filled];
      return grounded(honest(other, kit.random, [kit.random.pick(other.template.claims)]), filled.text);
    }),
  ],
  clean: [
    maker('honest statements', (kit) => {
      const filled = anyFilled(kit);
      return grounded(honest(filled, kit.random), filled.text);
    }),
    maker('a summary of all', (kit) => {
      const filled = anyFilled(kit);
      return grounded(honest(filled, kit.random, kit.random.some(filled.template.claims, 4)), filled.text);
    }),
    maker('sentences of real prose', (kit) => {
      const passage = kit.random.pick(passagesOf(kit.half));
      return grounded(kit.random.some(passage.sentences, 2).join(' '), passage.sentences.join(' '));
    }),
    maker('beside what another clause denies', (kit) => {
      const filled = fill(kit.random.pick(templatesOf(kit.half).filter(({ language }) => language === 'en')), kit.random);
      const claim = honest(filled, kit.random, [kit.random.pick(filled.template.claims)]);
      return grounded(claim, besideDenied(claim, filled, kit));
    }),
  ],
};

const OTHER: readonly TranslatedLanguage[] = ['de', 'fr', 'es'];

/** A translation with what a careless translator did to it. */
function translated(what: string, spoil: (sentences: string[], kit: Kit, text: ParallelText, language: TranslatedLanguage) => string): Maker {
  return maker(what, (kit) => {
    const text = parallelText(kit.half, kit.random);
    const [from, to] = kit.random.chance(0.7) ? (['en', kit.random.pick(OTHER)] as const) : ([kit.random.pick(OTHER), 'en'] as const);
    const source = text.sentences(from).join(' ');
    const result = spoil(text.sentences(to), kit, text, to);
    return { subject: valueSubject(result, { tool: 'translate', inputs: [textInput(source), textInput(to, 'language')] }), params: {}, note: `SAYS ${result} SOURCE ${source}` };
  });
}

function numberSlot({ slots }: ParallelText, random: Random): string {
  return random.pick(['many', 'money', 'few'].filter((slot) => slots.includes(slot)));
}

function without<T>(items: readonly T[], index: number): T[] {
  return items.filter((_, at) => at !== index);
}

const faithfulTranslation: OracleCases = {
  defects: [
    translated('a number changed', (_, { random }, text, to) => text.sentences(to, { [numberSlot(text, random)]: String(random.integer(1_000, 1_900)) }).join(' ')),
    translated('a number missing', (_, { random }, text, to) => text.sentences(to, { [numberSlot(text, random)]: '' }).join(' ').replace(/\s+/g, ' ')),
    translated('another date', (_, { random }, text, to) => text.sentences(to, { from: `${random.integer(29, 30)}/3`, to: `${random.integer(29, 30)}/5` }).join(' ')),
    translated('another name', (_, { random }, text, to) => text.sentences(to, { name: random.pick(['Harald Vinter', 'Nora Beltran', 'Igor Petrov']), town: random.pick(['Westhoven', 'Marvik', 'Larraga']) }).join(' ')),
    translated('not translated', (_, __, text, to) => text.sentences(to === 'en' ? 'de' : 'en').join(' ')),
    translated('in a third language', (_, { random }, text, to) => text.sentences(random.pick(OTHER.filter((one) => one !== to))).join(' ')),
    translated('the second half missing', (sentences) => sentences.slice(0, Math.ceil(sentences.length / 2)).join(' ')),
    translated('a sentence missing', (sentences, { random }) => without(sentences, random.integer(1, sentences.length - 1)).join(' ')),
    translated('sentences added', (sentences, kit, text, to) => [...sentences, anyText(kit, to), anyText(kit, to)].join(' ')),
    translated('the rest left in the source language', (sentences, _, text, to) => [...sentences.slice(0, 2), ...text.sentences(to === 'en' ? 'de' : 'en').slice(2)].join(' ')),
  ],
  clean: [
    translated('a translation', (sentences) => sentences.join(' ')),
    translated('a translation in paragraphs', (sentences) => sentences.join('\n\n')),
    translated('sentences joined', (sentences) => sentences.join(' ').replace(/\. (?=\p{Lu})/u, '; ')),
    translated('a dash for a comma', (sentences) => sentences.join(' ').replace(/, /, ' – ')),
  ],
};

/** By oracle. */
export const groundedCases: Readonly<Record<string, OracleCases>> = { grounded_text: groundedText, faithful_translation: faithfulTranslation };
