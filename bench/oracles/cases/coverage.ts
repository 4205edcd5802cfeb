import { maker, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { passagesOf, retoldText, type Retold, type Telling } from '../material/index.js';

/** What was asked for: everything anew, at most so much of it, or the main points. */
type Asked = 'rewrite' | 'shorten' | 'summarize';

const LEVELS = { rewrite: 'all', shorten: 'all', summarize: 'main' } as const;
/** Share of the words of a source that a shortened text may have. */
const SHORT = 0.6;

const words = (text: string): number => text.split(/\s+/).length;

function about(asked: Asked, text: string, source: string, limit: Readonly<Record<string, number>> = {}): ReturnType<Maker['make']> {
  const parameters = asked === 'summarize' ? limit : { instruction: asked === 'shorten' ? 'Make this shorter.' : 'Write this in other words.', ...(asked === 'shorten' ? { words: Math.round(SHORT * words(source)) } : {}), ...limit };
  return { subject: { ...valueSubject(text, { tool: asked === 'summarize' ? 'summarize' : 'rewrite', inputs: [textInput(source)] }), parameters }, params: { level: LEVELS[asked] }, note: `${asked} ${JSON.stringify(parameters)} SAYS ${text} SOURCE ${source}` };
}

/** Statements of a text in its order. */
const inOrder = (telling: Telling, chosen: readonly Retold[]): Retold[] => telling.text.sentences.filter((sentence) => chosen.includes(sentence));
const retold = (sentences: readonly Retold[]): string[] => sentences.map((sentence) => sentence.retold);
const beginning = ({ text: { sentences } }: Telling): readonly Retold[] => sentences.slice(0, Math.ceil(sentences.length * 0.55));
const isMain = ({ main }: Retold): boolean => main === true;

/** A text that tells all of its source in other words; `spoil` makes of the statements what is delivered. */
function anew(what: string, spoil: (statements: string[], telling: Telling, kit: Kit) => readonly string[]): Maker {
  return maker(what, (kit) => {
    const telling = retoldText(kit.half, kit.random);
    const title = telling.text.title === undefined ? '' : `${telling.tell([telling.text.title])}\n\n`;
    return about('rewrite', title + telling.tell(spoil(retold(telling.text.sentences), telling, kit)), telling.source);
  });
}

/** A text within a limit: the main statements and others that there is room for. */
function shortened(what: string, choose: (telling: Telling, kit: Kit) => readonly string[], suits: (telling: Telling) => boolean = () => true): Maker {
  return maker(what, (kit) => {
    let telling = retoldText(kit.half, kit.random);
    while (!suits(telling)) telling = retoldText(kit.half, kit.random);
    return about('shorten', telling.tell(choose(telling, kit)), telling.source);
  });
}

function summary(what: string, choose: (telling: Telling, kit: Kit) => readonly string[]): Maker {
  return maker(what, (kit) => {
    const telling = retoldText(kit.half, kit.random);
    const statements = choose(telling, kit);
    return about('summarize', telling.tell(statements), telling.source, kit.random.chance(0.5) ? { sentences: statements.length } : { words: words(telling.tell(statements)) + 5 });
  });
}

/** Real prose, sentence by sentence as it stands. */
function prose(what: string, spoil: (sentences: readonly string[], kit: Kit) => readonly string[]): Maker {
  return maker(what, (kit) => {
    const { sentences } = kit.random.pick(passagesOf(kit.half, 'en'));
    return about('rewrite', spoil(sentences, kit).join(' '), sentences.join(' '));
  });
}

const without = <T>(items: readonly T[], index: number): T[] => items.filter((_, at) => at !== index);

/** The statements without one thing of one of them, of the kinds that are asked for. */
function withLost(telling: Telling, { random }: Kit, parts: readonly string[], among: readonly Retold[] = telling.text.sentences): string[] {
  const able = among.filter(({ lacking }) => lacking && parts.includes(lacking[0]));
  if (able.length === 0) return withLost(telling, { random } as Kit, ['number', 'date', 'name'], among);
  const spoilt = random.pick(able);
  return among.map((sentence) => (sentence === spoilt ? (sentence.lacking?.[1] ?? '') : sentence.retold));
}

/** Main statements and some of the others. */
function withSides(telling: Telling, { random }: Kit, main: readonly Retold[], count: number): Retold[] {
  return inOrder(telling, [...main, ...random.some(telling.text.sentences.filter((sentence) => !isMain(sentence)), count)]);
}

/** Main statements, and others as long as they fit into a shortened text. */
function filling(telling: Telling, { random }: Kit): Retold[] {
  let chosen = telling.text.sentences.filter(isMain);
  for (const sentence of random.some(telling.text.sentences.filter((one) => !isMain(one)), 9)) {
    const more = inOrder(telling, [...chosen, sentence]);
    if (words(telling.tell(retold(more))) <= SHORT * words(telling.source)) chosen = more;
  }
  return chosen;
}

const contentCoverage: OracleCases = {
  defects: [
    anew('a statement dropped', (statements, _, { random }) => without(statements, random.integer(0, statements.length - 1))),
    anew('a number or a date dropped', (_, telling, kit) => withLost(telling, kit, ['number', 'date'])),
    anew('a name or an address dropped', (_, telling, kit) => withLost(telling, kit, ['name'])),
    anew('a condition dropped', (_, telling, kit) => withLost(telling, kit, ['condition'])),
    anew('the end cut off', (statements, _, { random }) => statements.slice(0, statements.length - random.integer(2, 3))),
    prose('a sentence of real prose dropped', (sentences, { random }) => without(sentences, random.integer(0, sentences.length - 1))),
    shortened('the end cut off, to keep to a limit', (telling) => retold(beginning(telling)), (telling) => telling.text.sentences.slice(beginning(telling).length).some(isMain)),
    shortened('side matters instead of main ones', (telling, kit) => retold(withSides(telling, kit, telling.text.sentences.filter(isMain).slice(2), 3))),
    summary('side matters alone', (telling) => retold(telling.text.sentences.filter((sentence) => !isMain(sentence))).slice(0, 3)),
    summary('the first of the main matters missing', (telling, kit) => retold(withSides(telling, kit, telling.text.sentences.filter(isMain).slice(1), 1))),
  ],
  clean: [
    anew('all in other words', (statements) => statements),
    anew('all in other words and another order', (statements, _, { random }) => { const at = random.integer(1, statements.length - 1); return [...statements.slice(at), ...statements.slice(0, at)]; }),
    prose('real prose as it stands', (sentences) => sentences),
    shortened('the main matters, and others that there is room for', (telling, kit) => retold(filling(telling, kit))),
    summary('the main matters', (telling) => retold(telling.text.sentences.filter(isMain))),
    summary('the main matters and another', (telling, kit) => retold(withSides(telling, kit, telling.text.sentences.filter(isMain), 1))),
  ],
};

/** By oracle. */
export const coverageCases: Readonly<Record<string, OracleCases>> = { content_coverage: contentCoverage };
