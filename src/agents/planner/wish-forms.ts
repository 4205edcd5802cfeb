import { kindOf } from './clause-kinds.js';

/** "I don't understand it can you explain it": what is told runs on into the wish. */
export function wishAfterTold(sentence: string): string[] {
  const [, told = '', wish = ''] = /^(.{8,}?[^\s,;:]) +((?:can|could|would|will) (?:you|somebody|someone)\b.*)$/i.exec(sentence) ?? [];
  return told !== '' && kindOf(told) === 'tells' && !LEANS_ON.test(told) ? [told, wish] : [sentence];
}

/** After these words a question is no sentence of its own: "I wonder how could you", "and can you". */
const LEANS_ON = /\b(?:and|or|but|so|then|if|whether|how|what|where|when|who|which|why|that|please|wondering|wonder)$/i;

/** What for, before the wish: "for the newsletter I need ...", "for my talk - how many ...". */
const PURPOSE = new RegExp(String.raw`^(for (?!(?:each|every|all|both|these|those|this|that|example|instance)\b)(?:(?:the|my|our|his|her|their|an?) )?[^\s,.:;!?][^,.:;!?]{1,40}?)(?:,? (?=(?:i|we)(?:'d| would)? (?:(?:also|only|just|really) )?(?:like|love|need|want)\b|(?:can|could|may) (?:i|we|you)\b)|,? [-–—]+ |: )(\S.*)$`, 'i');

/** The wish with its purpose behind it, where it is no part of the work. */
export function purposeLast(sentence: string, namesMaterial: (words: string) => boolean): string {
  const [, purpose = '', wish = ''] = PURPOSE.exec(sentence) ?? [];
  if (purpose === '' || namesMaterial(purpose) || wish.includes('[if') || purpose.includes('[')) return sentence;
  const [, body = '', ends = ''] = /^(.*?)([\s.!?]*)$/s.exec(wish) ?? [];
  const [first = '', ...rest] = body.split(/(?=, and (?:can|could|may) (?:i|we|you)\b)/i);
  return `${first} ${purpose[0]?.toLowerCase() ?? ''}${purpose.slice(1)}${rest.join('')}${ends}`;
}

/** What is done with texts and media, by its participle. Of other verbs "can it be returned?" asks something of a text. */
const DONE: Readonly<Record<string, string>> = { rotated: 'rotate', flipped: 'flip', mirrored: 'mirror', cropped: 'crop', trimmed: 'trim', resized: 'resize', scaled: 'scale', translated: 'translate', transcribed: 'transcribe', summarized: 'summarize', summarised: 'summarise', rewritten: 'rewrite', simplified: 'simplify', subtitled: 'subtitle' };
/** What is done with other things, too: "can the lease be shortened?" asks, "can the film be shortened?" orders. */
const DONE_TO_MEDIA: Readonly<Record<string, string>> = { made: 'make', cut: 'cut', turned: 'turn', shortened: 'shorten', enlarged: 'enlarge', shrunk: 'shrink', converted: 'convert', saved: 'save', corrected: 'correct', slowed: 'slow' };
/** "Made in Denmark", "turned off", and what is saved, but not as a file. */
const OTHERWISE_DONE = /^(?:made (?:in|out|up|for|on)\b|turned (?:off|on|out|away|down)\b|cut (?:off|open)\b|saved(?! (?:as|to|in)\b))/i;
/** "Can it be turned?", "then that scaled down": somebody is to do it. */
const TO_BE_DONE = /^(?:(?:and |then |also |please |so )*(?:can|could|may|might) (it|this|that|they|these|those|(?:the|my|our) [\p{L}-]+) (?:please |also |then )?be|(?:and )?then (it|this|that|these|those)) (\p{L}+)\b(?! (?:by(?! (?:\d|half\b|an? (?:half|third|quarter)\b))|with|from|of|without|at)\b)(.*)$/iu;

/** A wish in the passive as the order that it is. */
export function asOrder(text: string, namesMaterial: (words: string) => boolean): string {
  const [, asked, then, participle = '', rest = ''] = TO_BE_DONE.exec(text) ?? [];
  const thing = asked ?? then;
  const isMedia = asked !== undefined && (!asked.includes(' ') || namesMaterial(asked)) && !OTHERWISE_DONE.test(participle + rest);
  const verb = DONE[participle.toLowerCase()] ?? (isMedia ? DONE_TO_MEDIA[participle.toLowerCase()] : undefined);
  return thing === undefined || verb === undefined ? text : `${verb} ${thing.replace(/^they$/i, 'them')}${rest.replace(/\?\s*$/, '')}`;
}

/** "... so that they can go | and look for them": what others do with the result, by a verb that goes on behind the joint. */
export function isPurpose(words: string): boolean {
  return /(?:^(?:that )?|\bso (?:that )?)(?:they|he|she|people|everybody|everyone|somebody|(?:the|my|our|his|her|their) [\p{L}-]+) (?:can|could|may|might|will) (?!hear\b|listen\b|read\b)[\p{L}-]+\s*$/iu.test(words);
}
