import { counted, labelsFor, objectMentions, type ImageFacts } from '../../tools/image/index.js';

/** Answers to counting, presence, place, colour and "what does it say" questions; undefined for all others. English. */
export function answerFromFacts(question: string, facts: ImageFacts): string | undefined {
  const asked = question.toLowerCase();
  if (/\b(?:what|which)\b.*\b(?:says?|text|words?|written|sign read)\b|\bread\b.*\btext\b/.test(asked)) {
    return facts.texts.length === 0 ? 'No text can be read in the picture.' : `It says “${facts.texts.map(({ text }) => text.replace(/[“”"]/g, "'")).join(' ')}”.`;
  }
  const mention = objectMentions(question)[0];
  const unknown = /\b(?:how many|is there (?:an?|any)|are there(?: any)?)\s+([a-z]+)/.exec(asked)?.[1];
  if (!mention) return unknown !== undefined && !['object', 'objects', 'thing', 'things', 'text'].includes(unknown) && labelsFor(unknown) === undefined ? `I cannot tell: the detector does not know "${unknown}".` : undefined;
  const found = facts.objects.filter(({ label }) => mention.labels.includes(label));
  const word = mention.word.toLowerCase();
  if (/\bhow many\b|\bnumber of\b|\bcount\b/.test(asked)) return found.length === 0 ? `Found no ${word} in the picture.` : `There ${found.length === 1 ? 'is' : 'are'} ${counted(found.length, found[0]?.label ?? word)} in the picture: ${found.map(({ place }) => place).join(', ')}.`;
  if (/^(?:is|are) there\b|^does .* (?:show|contain|have)\b|\bdo you see\b|\bcan you see\b/.test(asked)) {
    return found.length === 0 ? `No, I found no ${word}.` : `Yes, ${counted(found.length, found[0]?.label ?? word)} ${found[0]?.place ?? ''}.`;
  }
  if (/\bwhere\b/.test(asked)) return found.length === 0 ? `Found no ${word}.` : `The ${word} is ${[...new Set(found.map(({ place }) => place))].join(' and ')}.`;
  if (/\bwhat colou?rs?\b|\bwhich colou?rs?\b/.test(asked)) {
    const colours = [...new Set(found.flatMap((object) => object.colours))];
    return found.length === 0 ? `Found no ${word}.` : colours.length === 0 ? 'The picture does not tell me that.' : `The ${word} looks ${colours.join(' and ')}.`;
  }
  return undefined;
}
