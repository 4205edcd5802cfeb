import { cannotTell, objectMentions, type ImageFacts } from '../image/index.js';
import { eachLabel, placesOf, type Seen } from './found.js';

/** What was found of the things that a question speaks of, with their colours where it asks for one; empty where none of them was. */
export function foundFor(question: string, facts: ImageFacts): string {
  const labels = new Set([...objectMentions(question, { asked: true }).flatMap((mention) => mention.labels), ...(/\bwho\b/.test(question) ? ['person'] : [])]);
  const found = facts.objects.filter(({ label }) => labels.has(label));
  const asksColour = /\bcolou?rs?\b/.test(question);
  const kinds = [...new Set(found.map(({ label }) => label))].map((label) => found.filter((one) => one.label === label));
  return found.length === 0 ? '' : `Found: ${kinds.map((same) => `${eachLabel(same)} ${placesOf(same)}${asksColour ? coloursOf(same) : ''}`).join(', ')}.`;
}

function coloursOf(things: readonly Seen[]): string {
  const colours = [...new Set(things.flatMap(({ colours: own }) => own))];
  return colours.length === 0 ? '' : ` (${colours.join(' and ')} as a whole)`;
}

/** A question that nothing answers, named as such. */
export function notTold(question: string): string {
  return cannotTell(`this from the picture: ${question}`);
}
