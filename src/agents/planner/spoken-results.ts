import { LEADS } from './clause-kinds.js';
import { namesWritten } from './given-words.js';
import { languageNamesIn } from './stated-limits.js';

const PERSON = String.raw`(?:me|us|him|her|them)`;
const MARK = /^\[(?:if|else) \d+\] */;
const READ_ALOUD = 'read it aloud';

/** "She should be able to listen to", "let a voice say": verbs of speech and hearing, with who is to speak or hear. */
const SPOKEN = new RegExp(String.raw`^(?:so (?:that )?)?(?:(?:they|he|she|we|everybody|everyone|people|(?:my|our|the|his|her|their) \w+) (?:should|must|can|could|(?:want|need|has|have|ought)s? to|(?:would|'d) like to)(?: be able to)? (?:hear|listen to)|(?:let|have) (?:${PERSON}|a (?:\w+ )?(?:voice|speaker)|somebody|someone) (?:say|read|speak|hear|listen to)|say|speak|announce|pronounce|narrate|record|read|hear|listen to)\b(?! as\b)`, 'i');
const ALOUD = /,? (?:aloud|out loud|out(?= to\b)|again)\b/gi;
/** However it is said that something is to be read aloud. */
const OUT_LOUD = new RegExp(String.raw`^((?:.*\W)?read (?:the|this|that|my|our|his|her|their) .*?) out loud(?: to ${PERSON})?(?=\W|$)`, 'i');
/** "Have a man with a deep voice read the letter": who is to speak, and what. */
const READER = /^(?:let|have) (an? (?:[\w-]+ ){0,2}(?:wom[ae]n|lady|girl|m[ae]n|gentleman|guy|voice|speaker|narrator)\b(?: with [^.,;]*?)?) (read|say|speak|narrate|recite) (\S.*)$/i;
/** "A slideshow in which a voice reads my poem." */
const VOICE_IN = /^(.*?),? (?:in|on|over|during|to|under) which (?:somebody|someone|a (?:\w+ )?(?:voice|speaker|narrator)|one) ((?:read|tell|say|speak|narrate|explain|recite)s?) (.+)$|^(.*?),? where (?:somebody|someone|a (?:\w+ )?(?:voice|speaker|narrator)|one) ((?:read|tell|say|speak|narrate|explain|recite)s?) (.+)$/i;
/** How long a sound may be, and the file that it is to be: said of a spoken result, not of its words. */
const OF_SOUND = /,? (?:and )?(?:(?:that|which) (?:takes|lasts|is) [^,]*|(?:under|at most|no longer than|not longer than|within|up to|max(?:imum)?|less than) [\w.-]+ (?:seconds?|secs?|minutes?|mins?)|as (?:an? )?(?:[a-z]{1,2}\d\w?|wav|ogg|flac|opus)(?: file)?)(?=,|\s+and\b|\W*$)/gi;

/**
 * A piece of a request whose result is to be heard, as the work on the words and their reading: "a spoken summary" is a summary that is read
 * aloud; what is read out of a picture or page is read first; what is dubbed, or said in another language, is translated first; a film "in
 * which a voice reads the poem" needs the reading before. `earlier`: the pieces before it.
 */
export function spokenResults(part: string, earlier: readonly string[], namesMaterial: (words: string) => boolean): string[] {
  const mark = MARK.exec(part)?.[0] ?? '';
  const said = withoutRepeatedLanguage(part.slice(mark.length), earlier).replace(OUT_LOUD, '$1 aloud');
  if (/^(?:speaks?|understands?|reads?|knows?) (?:only|just|no|some|good|fluent) [A-Za-z]+\W*$/i.test(said)) return [part];
  const [, shown = '', verb = '', words = '', place = '', tells = '', story = ''] = VOICE_IN.exec(said) ?? [];
  if (shown !== '' || place !== '') return [...spokenResults(`${mark}${(verb || tells).replace(/s$/i, '')} ${(words || story).replace(/[\s.!?]+$/, '')} aloud`, earlier, namesMaterial), `${mark}${shown || place}`];
  const dubbed = said.replace(/\bdub(?= .*\b(?:in|into|to) \w+)/i, 'translate');
  const read = /\bread\b/i.test(said) && namesMaterial(said) ? said.replace(new RegExp(String.raw`\b(read) ${PERSON}\b`, 'i'), '$1').replace(new RegExp(String.raw` (?:out(?: loud)?|aloud|to ${PERSON} aloud)?(?: to ${PERSON})?(?=\W*$| in \w+\W*$)`, 'i'), '') : said;
  if (dubbed !== said || read.trim() !== said.trim()) return [mark + (dubbed === said ? read : dubbed), `${mark}${READ_ALOUD}`];
  const work = said.replace(LEADS, '').replace(/^so (?:that )?(?=\w+ (?:should|can|could|must))/i, '');
  // A sign that is read "in German" is translated; only what is read to somebody is heard.
  const isLooked = /^read\b(?!.*\b(?:aloud|out|to \w+)\b)/i.test(work) && namesWritten(work);
  if (!isLooked && SPOKEN.test(work) && languageNamesIn(work).length > 0) return [`${mark}${work.replace(SPOKEN, 'translate').replace(ALOUD, '')}`, `${mark}${READ_ALOUD}`];
  if (new RegExp(String.raw`^(?:tell|recite) (?:it|this|that|the \w+) to (?:${PERSON}|(?:my|our|the) \w+)\b`, 'i').test(work)) return [`${mark}${READ_ALOUD}${work.replace(/^\w+ (?:it|this|that|the \w+)/i, '')}`];
  if (/^(?:have|get|let) (?:it|this|that|them|the \w+) (?:be )?(?:read|spoken|said|narrated|recited)\b(?! as\b)/i.test(work)) return [`${mark}${READ_ALOUD}${work.replace(/^\w+ (?:the )?\w+ (?:be )?\w+/i, '').replace(ALOUD, '')}`];
  const [, who = '', verbOfReader = '', matter = ''] = READER.exec(work) ?? [];
  if (who !== '') return [`${mark}${verbOfReader} ${matter.replace(ALOUD, '').replace(/[\s.!]+$/, '')} aloud in the voice of ${who}`];
  const toSomebody = new RegExp(String.raw`^read ${PERSON} (?=(?:the|this|that|my|his|her|their|our) \w)`, 'i');
  if (toSomebody.test(work)) return [`${mark}${work.replace(toSomebody, 'read ')} aloud`];
  // Who reads to somebody reads aloud.
  if (new RegExp(String.raw`^read\b(?!.*\b(?:aloud|out)\b).* to ${PERSON}\b`, 'i').test(work)) return [`${mark}${work.replace(new RegExp(String.raw` to ${PERSON}\b`, 'i'), ' aloud')}`];
  const silent = said.replace(/\b(an?|the|one) (?:spoken|read-out|audible) (?=\w)/i, '$1 ');
  if (silent === said) return [mark + said];
  return [mark + silent.replace(OF_SOUND, '').replace(/^(an?|the|one) /i, (article) => `make ${article.toLowerCase()}`), `${mark}${READ_ALOUD}${[...silent.matchAll(OF_SOUND)].map(([words]) => words).join('')}`];
}

/** "Let me hear the Swedish version" after "translate it into Swedish": the one that is made already. */
function withoutRepeatedLanguage(part: string, earlier: readonly string[]): string {
  if (!/\b(?:the|this|that) \p{L}+ (?:one|version|text|translation|words|result)\b/iu.test(part)) return part;
  return languageNamesIn(earlier.join('. ')).reduce((text, name) => text.replace(new RegExp(String.raw`\b(the|this|that) ${name} (?=(?:one|version|text|translation|words|result)\b)`, 'gi'), '$1 '), part);
}
