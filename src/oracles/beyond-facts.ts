import { factSentences, objectMentions, type ImageFacts } from '../tools/image/index.js';
import { contentStems, findQuantities, sameQuantity } from '../tools/text/index.js';

/** Words in which anybody answers, and that claim nothing of the picture. */
const WORDING = new Set(contentStems('The picture photo image shows show there yes no see seen visible found answer text says reads written is located side colour color', 'en'));

/**
 * What of a model's answer nothing carries that was detected or read: its words, its numbers, and, where it says yes or no, the words of the question. Where it speaks of
 * things that were detected, the question carries no word of it either: what they do cannot be seen.
 */
export function beyondFacts(answer: string, question: string, facts: ImageFacts): string[] {
  const read = facts.texts.map(({ text }) => text).join('\n');
  const mentions = objectMentions(answer);
  const known = stemsOf([...factSentences(facts), ...facts.relations, read].join('\n'));
  const things = stemsOf(mentions.map(({ word }) => word).join(' '));
  const speaksOfSeen = mentions.some(({ labels }) => facts.counts.some(({ label }) => labels.includes(label)));
  const echoed = speaksOfSeen || read === '' ? new Set<string>() : stemsOf(question);
  const said = contentStems(answer, 'en').filter((stem) => !WORDING.has(stem));
  const asked = /^\W*(?:yes|no)\b/i.test(answer) ? contentStems(question, 'en').filter((stem) => !WORDING.has(stem)) : [];
  const foreign = [...said.filter((stem) => !things.has(stem) && !echoed.has(stem)), ...asked].filter((stem) => !known.has(stem));
  const numbers = findQuantities(answer).filter((quantity) => !findQuantities(read).some((one) => sameQuantity(one, quantity)) && !mentions.some(({ count }) => count === quantity.value));
  const carried = said.some((stem) => known.has(stem) || things.has(stem)) || findQuantities(answer).length > numbers.length;
  return [
    ...(foreign.length === 0 ? [] : [`Nothing that was detected or read carries these words: ${[...new Set(foreign)].join(', ')}.`]),
    ...(numbers.length === 0 ? [] : [`Nothing that was detected or read carries these numbers: ${numbers.map(({ text }) => text).join(', ')}.`]),
    ...(carried ? [] : ['Nothing in the answer can be held against the picture.']),
  ];
}

function stemsOf(text: string): Set<string> {
  return new Set(contentStems(text, 'en'));
}
