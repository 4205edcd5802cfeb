import { asksFact, LEADS } from './clause-kinds.js';
import { splitClauses, wishesOf } from './clauses.js';
import { maskConditions } from './conditions.js';
import { callsResultText } from './named-results.js';
import { maskQuotes } from './quoted-text.js';

/** Verbs whose work comes to words, unless something is then to be heard. */
const TELLS = /^(?:tell|describe|explain|answer|count|summari[sz]e|sum up|translate|transcribe|write down|list|compare|say (?:what|who|where|when|why|how|whether|if)|find out|let (?:me|us) know)\b/i;

/** Whether a request asks for something that is read: a question, a text by its name, a verb of telling. What is done with pictures, sounds and videos alone does not. */
export function asksForWords(goal: string): boolean {
  const { text, conditions } = maskConditions(maskQuotes(goal).masked);
  return wishesOf(splitClauses(text, conditions)).some(({ text: wish }) => asksFact(wish) || TELLS.test(wish.replace(LEADS, '')) || callsResultText(wish));
}
