import type { Criterion } from '../../../src/core/index.js';
import { maker, textInput, valueSubject, type Kit, type OracleCase, type OracleCases } from '../case.js';
import { CUT } from '../../../src/tools/text/index.js';
import { fill, honest, passagesOf, templatesOf } from '../material/index.js';
import type { Random } from '../random.js';

const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

/** Some sentences in a row from real prose. */
function sentencesOf({ half, random }: Kit, language: string, count: number): string[] {
  const all = passagesOf(half, language).flatMap(({ sentences }) => sentences);
  const start = random.integer(0, Math.max(0, all.length - count));
  return all.slice(start, start + count);
}

/** A text of a template, in English unless told otherwise. */
export function anyText({ half, random }: Kit, language = 'en'): string {
  return fill(random.pick(templatesOf(half).filter((template) => template.language === language)), random).text;
}

const about = (text: unknown, params: Criterion['params'], inputs: Parameters<typeof valueSubject>[1] = {}): OracleCase => ({ subject: valueSubject(text, inputs), params, note: `${JSON.stringify(params)} ${JSON.stringify(text)}`.slice(0, 600) });

/** A text of which the number of sentences, words and paragraphs is known, laid out as writers do. */
function measuredText(kit: Kit): { text: string; sentences: number; words: number; paragraphs: number; characters: number } {
  const { random } = kit;
  const language = random.pick(LANGUAGES);
  const sentences = sentencesOf(kit, language, random.integer(2, 6));
  const paragraphs: string[][] = [[]];
  for (const sentence of sentences) {
    if ((paragraphs.at(-1)?.length ?? 0) > 0 && random.chance(0.3)) paragraphs.push([]);
    paragraphs.at(-1)?.push(sentence);
  }
  const text = paragraphs.map((sentences_) => sentences_.join(' ')).join('\n\n');
  return { text, sentences: sentences.length, words: text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length, paragraphs: paragraphs.length, characters: Array.from(text.normalize('NFC')).length };
}

function length(what: string, params: (measured: ReturnType<typeof measuredText>, random: Random) => Criterion['params']): ReturnType<typeof maker> {
  return maker(what, (kit) => {
    const measured = measuredText(kit);
    return about(measured.text, params(measured, kit.random));
  });
}

const textLength: OracleCases = {
  defects: [
    length('a sentence too many', ({ sentences }) => ({ sentences: sentences - 1 })),
    length('a sentence missing', ({ sentences }) => ({ sentences: sentences + 1 })),
    length('too many sentences', ({ sentences }) => ({ maxSentences: sentences - 1 })),
    length('too many words', ({ words }, random) => ({ maxWords: words - random.integer(1, 5) })),
    length('too few words', ({ words }, random) => ({ minWords: words + random.integer(1, 5) })),
    length('not about so many words', ({ words }, random) => ({ words: Math.round(words * random.pick([0.7, 1.4])) })),
    length('too many characters', ({ characters }, random) => ({ maxCharacters: characters - random.integer(1, 20) })),
    length('another number of paragraphs', ({ paragraphs }) => ({ paragraphs: paragraphs + 1 })),
  ],
  clean: [
    length('so many sentences', ({ sentences }) => ({ sentences })),
    length('within a range of sentences', ({ sentences }) => ({ minSentences: sentences, maxSentences: sentences + 1 })),
    length('so many words at most', ({ words }, random) => ({ maxWords: words + random.integer(0, 5) })),
    length('so many words at least', ({ words }, random) => ({ minWords: words - random.integer(0, 5) })),
    length('about so many words', ({ words }, random) => ({ words: words + random.integer(-2, 2) })),
    length('so many characters at most', ({ characters }, random) => ({ maxCharacters: characters + random.integer(0, 20) })),
    length('so many paragraphs', ({ paragraphs }) => ({ paragraphs })),
  ],
};

const otherLanguage = (random: Random, language: string): string => random.pick(LANGUAGES.filter((one) => one !== language));

const textLanguage: OracleCases = {
  defects: [
    maker('another language', (kit) => {
      const language = kit.random.pick(LANGUAGES);
      return about(sentencesOf(kit, otherLanguage(kit.random, language), kit.random.integer(1, 4)).join(' '), { language });
    }),
    maker('a text of today in another language', (kit) => {
      const language = kit.random.pick(LANGUAGES);
      return about(anyText(kit, otherLanguage(kit.random, language)), { language });
    }),
    maker('the second half in another language', (kit) => {
      const language = kit.random.pick(LANGUAGES);
      const [first, second] = [sentencesOf(kit, language, 2).join(' '), sentencesOf(kit, otherLanguage(kit.random, language), 4)];
      // As many sentences as make the longer half: less may be a quotation.
      const needed = second.findIndex((_, index) => second.slice(0, index + 1).join(' ').length >= first.length);
      return about([first, ...(needed === -1 ? second : second.slice(0, needed + 1))].join(' '), { language });
    }),
  ],
  clean: [
    maker('real prose', (kit) => {
      const language = kit.random.pick(LANGUAGES);
      return about(sentencesOf(kit, language, kit.random.integer(1, 5)).join(' '), { language });
    }),
    maker('a text of today with names and numbers', (kit) => {
      const language = kit.random.pick(LANGUAGES);
      return about(anyText(kit, language), { language });
    }),
    maker('a quotation in another language within it', (kit) => {
      const language = kit.random.pick(LANGUAGES);
      const foreign = sentencesOf(kit, otherLanguage(kit.random, language), 1).join(' ').split(' ').slice(0, 5).join(' ');
      return about([...sentencesOf(kit, language, 3), `(“${foreign}”)`].join(' '), { language });
    }),
  ],
};

function items(kit: Kit): string[] {
  const template = kit.random.pick(templatesOf(kit.half).filter(({ language }) => language === 'en'));
  const filled = fill(template, kit.random);
  return kit.random.some(template.claims, kit.random.integer(3, 6)).map((claim) => honest(filled, kit.random, [claim]));
}

const asBullets = (lines: readonly string[], mark: string): string => lines.map((line) => `${mark} ${line}`).join('\n');
const asNumbered = (lines: readonly string[]): string => lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
const asTable = (lines: readonly string[]): string => ['| no. | statement |', '| --- | --- |', ...lines.map((line, index) => `| ${index + 1} | ${line} |`)].join('\n');
const asJson = (lines: readonly string[]): string => JSON.stringify(lines.map((statement, index) => ({ index, statement })), undefined, 2);

function format(what: string, make: (lines: string[], random: Random) => { text: string; params: Criterion['params'] }): ReturnType<typeof maker> {
  return maker(what, (kit) => {
    const { text, params } = make(items(kit), kit.random);
    return about(text, params);
  });
}

const textFormat: OracleCases = {
  defects: [
    format('prose instead of bullets', (lines) => ({ text: lines.join(' '), params: { format: 'bullets' } })),
    format('a bullet missing', (lines) => ({ text: asBullets(lines, '-'), params: { format: 'bullets', items: lines.length + 1 } })),
    format('numbers instead of bullets', (lines) => ({ text: asNumbered(lines), params: { format: 'bullets' } })),
    format('a numbered item too many', (lines) => ({ text: asNumbered(lines), params: { format: 'numbered', items: lines.length - 1 } })),
    format('JSON cut off', (lines, random) => ({ text: asJson(lines).slice(0, -random.integer(1, 30)), params: { format: 'json' } })),
    format('JSON with words around it', (lines) => ({ text: `Here is the list:\n${asJson(lines)}\nI hope it helps.`, params: { format: 'json' } })),
    format('a table without rows', (lines) => ({ text: `| ${lines[0] ?? ''} |`, params: { format: 'table' } })),
    format('a row of a table missing', (lines) => ({ text: asTable(lines), params: { format: 'table', items: lines.length + 1 } })),
    format('marks in plain text', (lines) => ({ text: `## Result\n\n**${lines[0] ?? ''}** ${lines.slice(1).join(' ')}`, params: { format: 'plain' } })),
  ],
  clean: [
    format('bullets', (lines, random) => ({ text: asBullets(lines, random.pick(['-', '*', '•'])), params: { format: 'bullets', items: lines.length } })),
    format('a numbered list', (lines) => ({ text: asNumbered(lines), params: { format: 'numbered', items: lines.length } })),
    format('bullets under a line of heading', (lines) => ({ text: `What matters:\n${asBullets(lines, '-')}`, params: { format: 'bullets', items: lines.length } })),
    format('JSON', (lines) => ({ text: asJson(lines), params: { format: 'json', items: lines.length } })),
    format('JSON in a fence', (lines) => ({ text: `\`\`\`json\n${asJson(lines)}\n\`\`\``, params: { format: 'json' } })),
    format('a table', (lines) => ({ text: asTable(lines), params: { format: 'table', items: lines.length } })),
    format('plain text', (lines) => ({ text: lines.join(' '), params: { format: 'plain' } })),
    format('Markdown', (lines) => ({ text: `## Result\n\n**${lines[0] ?? ''}** ${lines.slice(1).join(' ')}`, params: { format: 'markdown' } })),
  ],
};

const notEmpty: OracleCases = {
  defects: [
    maker('no character', () => about('', {})),
    maker('blanks and line ends', ({ random }) => about(random.pick([' ', '\n', '\t']).repeat(random.integer(1, 40)), {})),
    maker('marks alone', ({ random }) => about(random.some(['…', '-', '*', '•', '.', '!', '---', '""', '()'], random.integer(1, 6)).join(' '), {})),
    maker('data without a value', ({ random }) => about(random.pick<unknown>([{}, [], { list: [] }, { a: null, b: '' }, [[], [{}]], { a: { b: { c: [] } } }]), {})),
  ],
  clean: [
    maker('a text', (kit) => about(anyText(kit), {})),
    maker('one word', (kit) => about(kit.random.pick(anyText(kit).split(' ').filter((word) => /\p{L}{2}/u.test(word))), {})),
    maker('a number', ({ random }) => about(String(random.integer(0, 999)), {})),
    maker('data', (kit) => about({ facts: items(kit), count: 0 }, {})),
    maker('data that say no', ({ random }) => about({ found: false, count: random.integer(0, 3) }, {})),
  ],
};

/** Some words in a row. */
function phraseOf(text: string, random: Random): string {
  const words = text.split(/\s+/);
  const size = random.integer(2, 4);
  const start = random.integer(0, Math.max(0, words.length - size));
  return words.slice(start, start + size).join(' ').replace(/^\W+|\W+$/g, '');
}

const contains = (what: string, make: (kit: Kit, text: string) => { text?: string; params: Criterion['params'] }): ReturnType<typeof maker> =>
  maker(what, (kit) => {
    const text = anyText(kit, kit.random.pick(LANGUAGES));
    const { text: shown, params } = make(kit, text);
    return about(shown ?? text, params);
  });

const foreignPhrase = (kit: Kit, text: string): string => {
  for (;;) {
    const phrase = phraseOf(sentencesOf(kit, 'en', 2).join(' '), kit.random);
    if (!text.toLowerCase().includes(phrase.toLowerCase())) return phrase;
  }
};

const textContains: OracleCases = {
  defects: [
    contains('a phrase of something else', (kit, text) => ({ params: { text: foreignPhrase(kit, text) } })),
    contains('one of two phrases missing', (kit, text) => ({ params: { all: [phraseOf(text, kit.random), foreignPhrase(kit, text)] } })),
    contains('none of several phrases', (kit, text) => ({ params: { any: [foreignPhrase(kit, text), foreignPhrase(kit, text)] } })),
    contains('an unwanted phrase', (kit, text) => ({ params: { none: [phraseOf(text, kit.random)] } })),
    contains('a letter wrong', ({ random }, text) => {
      const phrase = phraseOf(text, random);
      const at = random.integer(0, phrase.length - 1);
      return { params: { text: `${phrase.slice(0, at)}q${phrase.slice(at + 1)}qx` } };
    }),
    contains('capitals where they matter', ({ random }, text) => {
      const phrase = phraseOf(text, random);
      const changed = phrase === phrase.toUpperCase() ? `${phrase.toLowerCase()} ` : phrase.toUpperCase();
      return { params: { text: changed === phrase ? `${phrase}QX` : changed, caseSensitive: true } };
    }),
  ],
  clean: [
    contains('the phrase as it is', ({ random }, text) => ({ params: { text: phraseOf(text, random) } })),
    contains('other capitals', ({ random }, text) => ({ params: { text: phraseOf(text, random).toUpperCase().toLowerCase() } })),
    contains('a line end within the phrase', ({ random }, text) => ({ text: text.replace(/ /g, () => (random.chance(0.2) ? '\n' : ' ')), params: { text: phraseOf(text, random) } })),
    contains('typographic marks', ({ random }, text) => ({ text: text.replace(/'/g, '’').replace(/-/g, '–'), params: { text: phraseOf(text, random) } })),
    contains('two phrases', ({ random }, text) => ({ params: { all: [phraseOf(text, random), phraseOf(text, random)] } })),
    contains('one of several', (kit, text) => ({ params: { any: [foreignPhrase(kit, text), phraseOf(text, kit.random)] } })),
    contains('without an unwanted phrase', (kit, text) => ({ params: { none: [foreignPhrase(kit, text)] } })),
  ],
};

/** Excuses as language models write them; other ones in each half. */
const EXCUSES = {
  development: [
    'As an AI language model, I cannot summarize this text.', 'I am sorry, but I can\'t help with that request.', 'I\'m unable to view images directly.', 'I do not have access to the file that you mention.',
    'Please provide the text that you want me to translate.', 'As a large language model I can not open web pages.', 'I cannot fulfil this request.', 'Als KI kann ich diesen Text nicht lesen.', 'En tant qu\'IA, je ne peux pas ouvrir ce fichier.', 'Como modelo de lenguaje, no puedo ver la imagen.',
    'I\'m sorry, I don\'t have the ability to listen to audio.', 'Unfortunately, I can\'t browse the internet.',
    'I\'m sorry, but I cannot assist with this.', 'Sorry, I can\'t access external links.', 'I\'m just an AI and can\'t watch videos.', 'It seems that no text was provided. Could you share it?', 'I apologize, but I am not able to process this document.',
    'My apologies, I\'m not able to open attachments.', 'There is no text to summarize. Please share the article.', 'Es tut mir leid, aber ich kann diese Anfrage nicht beantworten.', 'Je suis désolé, mais je ne peux pas accéder à cette page.', 'Lo siento, pero no puedo ayudar con eso.',
    'As an artificial intelligence, I have no way to hear the recording.', 'I don\'t see any image attached. Please upload it.',
    'Apologies, but helping with that goes beyond what I can do.', 'Watching videos is outside of my capabilities.', 'Das liegt leider außerhalb meiner Möglichkeiten.',
  ],
  'held-back': [
    'Sorry, as a chatbot I cannot look at pictures.', 'I am afraid I cannot transcribe recordings.', 'I currently don\'t have the capability to visit websites.', 'Since I am a text-based AI, I can\'t hear the clip.',
    'I don\'t see an article in your message. Could you paste it here?', 'The document appears to be missing. Please attach it so that I can summarize it.', 'Leider kann ich das Bild nicht sehen.', 'Ich habe keinen Zugriff auf die Datei.', 'Je ne suis pas en mesure de lire cette image.', 'No tengo acceso a la página que menciona.', 'I won\'t be able to complete this task without the text.',
    'As a virtual assistant, I have no access to your files.', 'It looks like you forgot to include the text to translate.',
    'I must decline to describe the person in this photo.', 'This recording lies outside of what I am able to process.', 'Opening attachments is not something I was built for.', 'Your message came without the attachment, so I have nothing to describe.',
    'Das übersteigt leider meine Fähigkeiten.', 'Il m\'est impossible d\'ouvrir ce lien.', 'Esa tarea queda fuera de mis capacidades.',
  ],
} as const;

/** Texts that speak of not being able to, and are no excuse. */
const NO_EXCUSES = {
  development: ['Dear Ann, I cannot come to the party because I am ill.', 'The guide said: "I cannot help you with the luggage."', 'The bridge can\'t carry lorries above ten tons.', 'We are unable to accept cash; please pay by card.', 'Please provide two copies of the form at the desk.', 'The report says that artificial intelligence helps doctors to find tumours.', 'To repair the roof is beyond what the club can pay.', 'The climb went beyond my strength, and I turned back.'],
  'held-back': ['Sorry for the late reply, I was on holiday.', 'He could not open the door, so he climbed through the window.', 'Please share your umbrella with your neighbour.', 'The company apologized and said it was not able to deliver before Monday.', 'No text was found on the sign; it is blank.', 'The assistant of the mayor says that she has no access to the archive.', 'I must decline your kind invitation, as I shall be in Leeds that week.', 'The noise outside of the hall was more than I could bear.', 'Diese Aufgabe übersteigt die Fähigkeiten der meisten Schüler.'],
} as const;

const noRefusal: OracleCases = {
  defects: [
    maker('an excuse', ({ half, random }) => about(random.pick(EXCUSES[half]), {})),
    maker('an excuse before a text', (kit) => about(`${kit.random.pick(EXCUSES[kit.half])} ${sentencesOf(kit, 'en', 1).join(' ')}`, {})),
    maker('an excuse behind a text', (kit) => about(`${anyText(kit).split('. ')[0] ?? ''}. ${kit.random.pick(EXCUSES[kit.half])}`, {})),
  ],
  clean: [
    maker('an answer', (kit) => about(anyText(kit, kit.random.pick(LANGUAGES)), {})),
    maker('words that only look like an excuse', (kit) => about(`${kit.random.pick(NO_EXCUSES[kit.half])} ${kit.random.chance(0.5) ? sentencesOf(kit, 'en', 1).join(' ') : ''}`.trim(), {})),
    maker('real prose', (kit) => about(sentencesOf(kit, kit.random.pick(LANGUAGES), 4).join(' '), {})),
  ],
};

const noRepetition: OracleCases = {
  defects: [
    maker('a sentence twice', (kit) => {
      const sentences = sentencesOf(kit, kit.random.pick(LANGUAGES), 4).filter((sentence) => sentence.split(' ').length >= 6);
      return about([...sentences, sentences[kit.random.integer(0, sentences.length - 1)] ?? ''].join(' '), {});
    }),
    maker('a loop of words', (kit) => {
      const words = anyText(kit).split(' ').slice(0, 12);
      const loop = words.splice(-kit.random.integer(3, 7));
      return about([...words, ...Array.from({ length: kit.random.integer(3, 9) }, () => loop.join(' '))].join(' '), {});
    }),
    maker('one word over and over', (kit) => about(`${sentencesOf(kit, 'en', 1).join(' ')} ${`${kit.random.pick(['very', 'the', 'and', 'water'])} `.repeat(kit.random.integer(6, 40)).trim()}`, {})),
    maker('the whole text twice', (kit) => {
      const text = anyText(kit, kit.random.pick(LANGUAGES));
      return about(`${text}\n\n${text}`, {});
    }),
    maker('a list item twice', (kit) => {
      const lines = items(kit);
      return about(asBullets([...lines, lines[0] ?? ''], '-'), {});
    }),
  ],
  clean: [
    maker('real prose', (kit) => about(sentencesOf(kit, kit.random.pick(LANGUAGES), 6).join(' '), {})),
    maker('a text of today', (kit) => about(anyText(kit, kit.random.pick(LANGUAGES)), {})),
    maker('a list whose items begin alike', ({ random }) => about(asBullets(['bread', 'milk', 'flour', 'butter', 'honey'].slice(0, random.integer(3, 5)).map((thing) => `One packet of ${thing} from the shop next door`), '-'), {})),
    maker('words said for emphasis', (kit) => about(`${sentencesOf(kit, 'en', 2).join(' ')} It was very, very cold. No, no, no!`, {})),
    maker('statements of one kind', (kit) => about(items(kit).join(' '), {})),
  ],
};

/** A text with the mark of a cut in some place, or without. */
function marked(what: string, isMarked: boolean, source: (text: string) => string): ReturnType<typeof maker> {
  return maker(what, (kit) => {
    const sentences = sentencesOf(kit, kit.random.pick(LANGUAGES), kit.random.integer(2, 5));
    const at = kit.random.integer(1, sentences.length);
    const text = (isMarked ? [...sentences.slice(0, at), CUT, ...sentences.slice(at)] : sentences).join(' ');
    return about(text, {}, { inputs: [textInput(source(text))] });
  });
}

const notTruncated: OracleCases = {
  defects: [marked('a cut', true, (text) => text.replaceAll(CUT, 'And more.'))],
  clean: [marked('no cut', false, (text) => `${text} And more.`), marked('a cut that is its source’s', true, (text) => text), marked('an ellipsis in the source', false, (text) => text.replace(/[.!?]$/, '…'))],
};

/** By oracle. */
export const textCases: Readonly<Record<string, OracleCases>> = {
  text_length: textLength, text_language: textLanguage, text_format: textFormat, not_empty: notEmpty, text_contains: textContains, no_refusal: noRefusal, no_repetition: noRepetition, not_truncated: notTruncated,
};
