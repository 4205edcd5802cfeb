import { ACTION_VERBS, baseForm, standsAsVerb } from './action-verbs.js';
import { statedLimits } from './stated-limits.js';
import { stems } from './words.js';

/**
 * What a piece of a request does: it asks for work, names a thing (wanted or given), tells how things are, says how a result is to be, or
 * is mere talk (greetings, thanks, what not to do).
 */
export type ClauseKind = 'asks' | 'names' | 'tells' | 'limits' | 'talk';

const LEAD = String.raw`(?:please|kindly|(?:just|simply)(?= (?:give|show|send|tell|make|write|read|cut|get|do)\b)|also|then|next|now|so|and|but|well|ok(?:ay)?|h+m+|great|right|thanks|first(?:ly)?|second(?:ly)?|third(?:ly)?|last(?:ly)?|finally|afterwards?|after that|after this|once (?:that is )?done|subsequently|simultaneously|(?:in|at) the end|besides|additionally|furthermore|moreover|in addition|(?:i|we)(?:'d| would)? (?:also |really )?(?:like|love|want|need)(?: you)? to|(?:can|could|would|will|might) (?:you|i|we)(?: please| kindly)?(?: be so (?:kind|good|nice) as to| be able to| mind)?|i(?:'m| am| was|'ve been) (?:just )?wondering (?:whether|if) (?:you|i|we) (?:might|could|can|would|may)(?: be so (?:kind|good|nice) as to| be able to| mind)?|(?:it would|it'd) be (?:\w+ )?(?:if|to have) you (?:could|would)|(?:i|we)(?:'d| would) be (?:[\w-]+ ){1,3}if (?:you|somebody|someone|anybody|anyone) (?:could|can|would|might)|(?:would it be|is it) possible (?:for you )?to|(?:is there )?any (?:chance|way) (?:that )?(?:you|we|i|somebody|someone) (?:could|can|might)|you (?:could|can|should)|help me(?: to)?|help|let (?:me|us) have(?= \S)|let(?:'s| us)|(?:i|we) (?:want|need|wish)|(?:need|want)(?= (?:this|it|that|them|these|those|the|an?|some|one|all|my|our)\b)|to|be able to|have you|(?:need|needed|want|wanted|task|request|question|to do):|\d+[.)])`;
/** Phrases of asking and joining at the start of a clause, which say nothing of the work. */
export const LEADS = new RegExp(String.raw`^(?:[\s,:;!-]*${LEAD}(?<=:|\b)[\s,:!.]*)+`, 'i');

const ASKS = new RegExp(String.raw`\b(?:(?:i|we)(?:'d| would) (?:also |really )?(?:like|love|appreciate|want|need|prefer)|(?:i|we)(?:'d| would) be (?:[\w-]+ ){1,3}if (?:somebody|someone|anybody|anyone) (?:could|can|would|might)|be (?:[\w-]+ ){1,3}if you (?:could|can|would|might)|any (?:chance|way) (?:you|we|i|somebody|someone) (?:could|can|might)|let (?:me|us) have|(?:i|we) (?:just |only |also |really )?(?:want|need|wish)|(?:i|we)(?:'m| am|'re| are) (?:after|in need of)|please|pls|plz|(?:can|could|would|will|might) you|wondering (?:whether|if) you|(?:can|could|may) (?:i|we) (?:get|have|see|hear)|help me|let's)\b`, 'i');
const QUESTION = /^(?:(?:in|at|on|to|of|from|for|by|until|since) (?=(?:what|which|whom|when)\b))?(?:what|wat|when|whom|where|who|whom|whose|which|why|how|is|are|was|were|does|do|did|can|could|has|have|will|whats|what's|who's|where's|how's)\b(?! (?:i|we) (?:said|told|have|am|was)\b)/i;

const TALK = /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|dear|greetings|thanks?|thank you|many thanks|cheers|(?:kind |best |warm )?regards|best wishes|sorry|welcome|bye|have a (?:nice|good|great)|looking forward)\b(?! to\b)|(?:please )?(?:don't|do not|never|no need)\b|(?:just )?(?:leave|keep|skip|ignore) (?:it|them|that|everything)(?: (?:alone|out|as (?:it is|they are|is)|be))?$|(?:\w+ )?nothing(?: else)?$)/i;
/** Nothing but thanks and praise: "ok nice thx", "perfect, thank you". */
const PRAISE = /^(?=.*\b(?:ok(?:ay)?|nice|great|good|fine|cool|super|lovely|perfect|wonderful|brilliant|excellent|thx|ty|thanks?|cheers|ta|helpful|all right)\b)(?:(?:ok(?:ay)?|nice|great|good|fine|cool|super|lovely|perfect|wonderful|brilliant|excellent|thx|ty|thanks?|cheers|ta|you|very|so|much|a lot|all right|that's|it's|this is|that is|that was|looks|sounds|helpful|one|job|work)\b[\s,.!:)]*)+$/i;
const OR_ELSE = /^(?:otherwise|or else|or)\b,? +(?=\S)/i;
/** "Need this as webp", "should be one film": an order without who gives it. How something is ("should be fun") is none. */
const ELLIPTIC = /^(?:(?:and|also|so|but|now)\b,? )*(?:(?:the )?same (?:thing |again )?(?:with|for|to(?! (?:you|him|her|them|all)\b)|on)|(?:need|want)(?! (?:i|we|you|he|she|they)\b)|wanna have|would like|would love|looking for|(?:should|must|has to|needs to) be (?:one|a single))\b(?! to know\b)/i;
/** Behind several people the same words without an article only tell: "they are hungry, want food". */
const OF_OTHERS = /^\W*(?:they|you|people|(?:the|my|our|your|his|her|their|these|those|some|many|most|all|both|two|three|\d+) (?:[\w-]+ ){0,2}?(?:[\w-]+[^s\W]s|children|people|men|women)) \S/i;

/** Whether the words behind a comma are an order of their own, without who gives it. */
export function ordersBehindComma(words: string, before: string): boolean {
  const bare = words.replace(/^also /i, '');
  return /^(?:need|want|should|must|has to|needs to)\b/i.test(bare) && ELLIPTIC.test(bare) && (/^(?:should|must|has|needs)/i.test(bare) || /^\w+ (?:it|them|the|this|that|these|those|an?|my|our|one|some)\b/i.test(bare) || !OF_OTHERS.test(before));
}

const GREETING = /^(?:(?:that |this |it )?(?:looks|sounds) (?:very |really |so )?(?:great|good|lovely|nice|fine|perfect)|lovely|great|perfect|nice|wonderful|brilliant|excellent|super|hi|hello|hey|good (?:morning|afternoon|evening|day))(?: (?:there|all|everybody|everyone))?(?:\s*[,!.]+|\s+[-–—]+(?=\s))\s*(?=\S)/i;

const PRONOUN = String.raw`(?:i|we|he|she|it|they|there|nobody|somebody|someone|everybody|everyone)`;
const BE = String.raw`(?:am|is|are|was|were|has|have|had|do|does|did|can|cannot|could|will|would|shall|should|may|might|must)(?:n't)?`;
const TELLING = String.raw`(?:${BE}|says?|said|means?|wants?|needs?|sent|left|wrote|told|gave|took|made|got|came|went|recorded|shows?|showed|complains?|complained|asks?|asked|speaks?|spoke|keeps?|kept|sounds?|looks?|lasts?|contains?|differs?|requires?|belongs?|comes?|lives?|likes?|loves?|starts?|begins?|ends?|stops?|runs?)`;
/** A subject with its verb: "my aunt only speaks Italian", "this one is 40 minutes". Not a thing with what is told of it ("a picture that shows"). */
const TELLS = new RegExp(
  String.raw`^(?:(?:yesterday|today|tomorrow|recently|unfortunately|sadly|because|since|as|although|though|while|if) ,?)?(?:` +
  String.raw`here(?:'s| is| are)\b|(?:to|in order to) .*? (?:i|we)(?:'ve| have)? (?:\w+ )?(?:found|took|made|recorded|wrote|attached|scanned|photographed|filmed|bought|got)\b|${PRONOUN}(?:'(?:m|re|s|ve|d|ll))? (?!to\b)\S|(?:it|he|she|that|there)'s \S|you(?:'re| are| were) ` +
  String.raw`|(?:this|that|these|those)(?: (?!that\b|which\b|who\b)[\w'-]+){0,3}? ${TELLING}\b` +
  String.raw`|(?:the|an?|my|our|your|his|her|their|its|some|most|many|all|both|no|one|two|three|four|\d+)(?: (?!(?:that|which|who|where|what|how|whether|why|when)\b)[\w'-]+){1,5}? (?:only |just |also |always |never )?${TELLING}\b)`, 'i');
const CONTEXT = /^(?:[^,?]* and (?:i|we) (?:have|can|do|did|could)(?:n't| not)\b|its (?:for|an?|the|my|our|too|so|not)\b|(?:gonna|going to) be\b|(?:after|once|when) [\w-]+ing\b|thank|too \w+$|(?:so |and |but )?(?:i|we)(?:'ve| have| had|'m| am| took| recorded| wrote| found| can't| cannot| could not| couldn't| don't| didn't) |the (?:text|article|script|document|file|url|link|image|video|audio)\b[^,]{0,60}\b(?:is|are|reads)\b|(?:\w+ ){0,4}(?:is |are )?(?:attached|enclosed|below)$)/i;
/** What must be true of a result, without a word on the work: "two sentences are enough", "answer in a table", "it must be in German". */
const LIMIT_WORDS = /\b(?:an?|the|it|its|this|that|they|them|answer|reply|result|results|text|whole thing|should|must|has to|have to|needs? to|ought to|may|be|is|are|was|not|no|only|just|but|please|enough|sufficient|fine|ok|okay|will do|do|would be|great|nice|max|maximum|min|minimum|at|most|least|more|less|fewer|longer|shorter|than|under|over|below|within|up|limit|limited|keep|make sure|if|you|can|possible|of|for|in|into|as|to|with|and|or|exactly|about|around|words?|sentences?|seconds?|secs?|minutes?|bullets?|bullet points?|points?|items?|list|table|paragraph|json|numbered|short|simple|easy|plain|write|long|start(?:s|ing)?|begin(?:s|ning)?|stop(?:s|ping)?|end(?:s|ing)?|from|until|till|through|pixels?|px|wide|high|tall|characters?|quality|friendly|polite|formal|informal|casual|cheerful|warm|serious|neutral|professional|funny)\b/gi;

/** "And the letter should be signed." */
export const PASSIVE = /^(?:it|they|(?:the|this|that|these|all|my) (?:\w+ ){1,3}?)\s?(?:should|must|shall|has to|have to|needs? to|ought to) (?:also |then |finally |afterwards )?be \w+(?:ed|en|wn|de|ut|ld|nt|ng)\b/i;
const OBLIGES = /\b(?:must|should|shouldn't|mustn't|has to|have to|needs? to|ought to|max|maximum|(?:only|just) (?:speaks?|understands?|reads?|knows?)|(?:speaks?|understands?|reads?) only)\b/i;

/** Somebody or something with what it does: "nobody reads it", "the site cuts it off", but not "the second page in French". */
const DOES = new RegExp(
  String.raw`^(?:(?:${PRONOUN}|no one|people)(?:'(?:m|re|s|ve|d|ll))? (?!(?:in|on|at|of|with|without|from|for|by|to|as|like|else|who|that|which|and|or|together|alone|too|only)\b)(?![\w-]+ing\b)[\w']+` +
  String.raw`|(?:this|that|these|those|(?:the|an?|my|our|your|his|her|their|its|some|most|many|all)(?: (?!(?:of|in|on|with|from|for|as|like|it|they|you|i|we|he|she|that|which|who|where|what|how)\b)[\w-]+){1,3}?) ` +
  String.raw`(?:(?:only|just|also|always|never|still) )?(?:${BE}|[a-z]+[^s\W]s(?= (?:the|an?|it|them|me|us|him|her|my|our|your|his|their|all|everything|nothing|this|that|these|those|off|out|up|down|to|not|too|very|angry|lost)\b)|crashes|fails|freezes|refuses|complains|suffers)\b)`, 'i');

/** True for what comes of it where the wish is not met: "otherwise it does not fit", "or nobody reads it". */
function threatens(clause: string): boolean {
  const rest = clause.replace(OR_ELSE, '');
  return rest !== clause && DOES.test(rest) && !ASKS.test(rest) && !QUESTION.test(rest) && !beginsWithVerb(rest.replace(LEADS, ''));
}

/** The kind of a clause that stands for itself; what others stand beside it is not looked at. */
export function kindOf(spelt: string): ClauseKind {
  const clause = withApostrophes(spelt);
  if (/^(?:speaks?|understands?|reads?|knows?) (?:only|just) [A-Za-z]+$/i.test(clause.trim())) return 'limits';
  if (PRAISE.test(clause.trim())) return 'talk';
  if (threatens(clause)) return 'tells';
  if (TALK.test(clause.trim()) && !QUESTION.test(clause)) return 'talk';
  if (onlyLimits(clause) || (!ASKS.test(clause) && OBLIGES.test(clause) && !PASSIVE.test(clause) && Object.keys(statedLimits(clause)).length > 0 && TELLS.test(clause))) return 'limits';
  if (PASSIVE.test(clause)) return 'asks';
  const work = clause.replace(LEADS, '');
  if (ASKS.test(clause) || ELLIPTIC.test(clause.trim()) || QUESTION.test(work) || /\?\W*$/.test(clause)) return 'asks';
  if (CONTEXT.test(clause) || TELLS.test(work) || TELLS.test(clause)) return 'tells';
  return work !== clause.trim() || beginsWithVerb(work) || LATER_VERB.test(work) || ON_PAGE.test(work) ? 'asks' : 'names';
}

export function beginsWithVerb(work: string): boolean {
  const word = /^[\p{L}-]+/u.exec(work)?.[0].toLowerCase() ?? '';
  return ACTION_VERBS.has(word) || (word.endsWith('ing') && ACTION_VERBS.has(baseForm(word))) || standsAsVerb(work);
}

/** "For each of these pictures write down the text", "with the music make a film". */
const LATER_VERB = new RegExp(String.raw`^(?:for|from|in|on|with|at|by|using|after|as|out of) .*?\b(?:${[...ACTION_VERBS].join('|')}) (?:(?:up|out|down|off|me|us) )?(?:(?:the|an?|it|them|this|that|these|those|what|each|all|both|my|our|one|two|three|four|five|some|\d+)\b|\[text)`, 'i');

/** "On https://a.org reserve two seats": whoever says on which page wants something done there. */
export const ON_PAGE = /^(?:on|at|in|with|using) (?:the (?:page|site|website|form) )?\S+:\/\/\S+[,:]? +\p{L}{2}/iu;

/** True for a question about how things are, and for what asks to be told so; "can you ...?" asks for work. */
export function asksFact(clause: string): boolean {
  // "I'd love to have all of it" wishes, "have they sung?" asks.
  if (/\b(?:to|(?:can|could|may|might) (?:i|we))(?: (?:also|just|please|then))*\s*$/i.test(LEADS.exec(clause)?.[0] ?? '') && /^(?:have|do)\b/i.test(clause.replace(LEADS, ''))) return false;
  const work = clause.replace(LEADS, '').replace(/^(?:tell (?:me|us)|say|find out|check|know|i want to know|i need to know|let me know|measure|count)(?:,? (?:in|with|using) [^,?]{1,30},?)? (?=(?:(?:in|at|on|to|of|from|for|by|until|since) )?(?:what|which|whom|when)|where|who|why|how|whether|if)/i, '');
  return QUESTION.test(work) && !/^(?:have|can|could|will) (?:you|it|this|that|the \w+) /i.test(work);
}

const FINDS_OUT = /^(?:tell|say|answer|find|check|look|count|name|let|know|see|determine|identify|show|explain|give|locate|calculate|compute|search|get|spot|guess|estimate|verify|confirm|work out|figure out|describe|read)\b/i;

/** True where the words order that something be made or taken, and not that something be found out: "make a list of the tasks". */
export function ordersWork(clause: string): boolean {
  const work = clause.replace(LEADS, '');
  return (beginsWithVerb(work) || ON_PAGE.test(work)) && !FINDS_OUT.test(work.replace(/^.*?\S+:\/\/\S+[,:]? +/, '')) && !/\?\W*$/.test(clause);
}

/** The stem of the word that the words begin with, without phrases of asking. */
export function verbOf(words: string): string | undefined {
  return stems(words.replace(LEADS, '').split(' ', 1)[0] ?? '')[0];
}

/** True for what is told behind a comma in the same breath as the wish: why, what for, by whom ("..., it's for my mother", "..., my phone is old"). */
export function isAside(words: string): boolean {
  const [near = ''] = /^[^,.;]*/.exec(words) ?? [];
  return (/^(?:its (?:for|an?|the|my|our|too|so|not)|(?:gonna|going to) be)\b/i.test(near) || (TELLS.test(near) && !/^(?:an?|one|two|three|four|\d+) /i.test(near))) && !ASKS.test(near) && (!OBLIGES.test(near) || Object.keys(statedLimits(near)).length > 0) && !PASSIVE.test(near) && !/\?/.test(near);
}

const LEFT_OUT: Readonly<Record<string, string>> = { im: "i'm", ive: "i've", whats: "what's", thats: "that's", theres: "there's", wheres: "where's", whos: "who's", lets: "let's" };

/** "dont" → "don't", "whats" → "what's": as people type who leave the apostrophe out. */
function withApostrophes(text: string): string {
  return text.replace(/\b(?:(do|does|did|is|are|was|were|have|has|had|ca|wo|could|would|should)nt|(im|ive|whats|thats|theres|wheres|whos|lets))\b/gi, (word, verb: string | undefined) => (verb === undefined ? (LEFT_OUT[word.toLowerCase()] ?? word) : `${verb}n't`));
}

/** "Hi, ...": the clause without its greeting. */
export function withoutGreeting(clause: string): string {
  return clause.replace(GREETING, '');
}

/** "Is it 1200 pixels wide?", but not "is 100 words ok?" */
const ASKS_WHETHER = /^(?:is|are|was|were|does|do|did|has|have)\b(?!.*\b(?:ok|okay|fine|enough|possible|alright|all right)\b).*\?$/i;

/** True where nothing is left of the words but limits of a result, and none of them says which work. */
function onlyLimits(clause: string): boolean {
  const limits = statedLimits(clause);
  if (Object.keys(limits).length === 0 || ASKS_WHETHER.test(clause.trim())) return false;
  // "Say it in one sentence": how long an answer is to be, and nothing to be heard.
  const isLength = (limits.sentences ?? limits.words ?? limits.items) !== undefined && limits.language === undefined && limits.form === undefined;
  const said = isLength ? clause.replace(/^\W*(?:please )?(?:say|tell|put|phrase|express|answer|explain) (?:me |us )?(?:it|that|this)\b/i, ' ') : clause;
  const [wish = ''] = said.split(/,? (?=(?:or|otherwise) )/i).filter((part, at) => at === 0 || !threatens(part));
  const rest = wish.replace(/\d+(?:[.,]\d+)?/g, ' ').replace(limits.language === undefined ? /$^/ : new RegExp(limits.language, 'gi'), ' ').replace(LIMIT_WORDS, ' ');
  return !/\p{L}{3}/u.test(rest.replace(/\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred)\b/gi, ' '));
}
