import { asksFact, LEADS } from './clause-kinds.js';

/** "Does it have sound?" after "how long is the video?": the question with what it speaks of. */
export function withAntecedent(clause: string, before: string | undefined): string {
  const thing = /\?\s*$/.test(clause) ? /\bthe (\w+) *\W*$/i.exec(before ?? '')?.[0].replace(/\W+$/, '') : undefined;
  return thing === undefined ? clause : clause.replace(/\bit\b/i, thing);
}


/** A question that asks for nothing by itself: "which ones?", "what are they?", "why?" */
const ELLIPTIC = /^(?:which|what|who|whose|where|when|why|how(?: many| much| long)?)(?: ones?)?(?: (?:is|are|was|were|did|do|does))?(?: (?:they|those|these|it|he|she|that|this))?\W*$/i;

/** "And how many of each?", "how many of them are black?": nothing without the question before it. */
const OF_EACH = /^(?:how (?:many|much)|which|what|who) of (?:each|them|those)\b.*\?\W*$|^(?:how (?:many|much|old|big|long|far)|what(?: \p{L}+)?|which(?: \p{L}+)?|where|who|whose)(?: (?:is|are|was|were))? (?:(?:of|for|about|with|from) )?(?:each|them|those|these|both)(?: (?:of them|of those|of these|one|kind|sort))?\W*$/iu;

/** Questions that lean on the words before them, with these: "They name three dates. Which ones?" */
export function withLeaning(parts: readonly string[]): string[] {
  const whole: string[] = [];
  for (const part of parts) {
    const before = whole.at(-1);
    if (before !== undefined && asksFact(before) && OF_EACH.test(part.replace(LEADS, '').trim())) whole[whole.length - 1] = `${before.replace(/[\s.!?,;:]+$/, '')} and ${part.replace(LEADS, '').replace(/^\w/, (letter) => letter.toLowerCase()).trim()}`;
    else if (before !== undefined && ELLIPTIC.test(part.replace(LEADS, '').trim())) whole[whole.length - 1] = `${part.replace(/[\s?!.]+$/, '')}: ${before.replace(/[\s.!?,;:]+$/, '')}?`;
    else whole.push(part);
  }
  return whole;
}

/** What is only laid ready: "take the three pictures and the song". */
const GATHERS = /^(?:take|use|grab) (?:the|these|those|both|all|my|our|this|that)\b(?!.*\b(?:from|out|off|away|of|to|as|for|in|into|with|down|apart)\b)[^,.!?]*$/i;

/** Sentences that only lay something ready, with the work that is done with it. */
export function withGathered(parts: readonly string[]): string[] {
  return parts.reduceRight<string[]>((whole, part) => {
    const [next, ...rest] = whole;
    return next !== undefined && GATHERS.test(part.replace(LEADS, '').replace(/[\s.!]+$/, '')) && /\b(?:it|them|that|this|these|those|both)\b/i.test(next) && !next.startsWith('[') ? [`${part.replace(/[\s.!]+$/, '')} and ${next}`, ...rest] : [part, ...whole];
  }, []);
}

const WRITES = /\b(?:write|rewrite|reword|rephrase|draft|compose|summari[sz]e|sum|shorten|translate|correct|improve|explain|formulate|reply|answer|turn|put|bring|make|word|phrase|polish)\b/i;
/**
 * How a text is to be, as an order of its own: "keep the order number", "mention the date", "sign it with Anna". To keep a copy of another kind, and to
 * sign the thing itself, is work.
 */
const MANNER = /^(?:(?:please|but|and|also) )*(?:keep(?! an?\b)|mention|include|avoid|leave out|leave in|sign (?:(?:it|this|the \w+) )?(?:with|as|from)|address|start with|begin with|end with|stick to|do not (?:use|mention|change|add|include|say|leave)|don't (?:use|mention|change|add|include|say|leave)|use (?:simple|short|plain|easy|no|only|the word|the name))\b/i;
/** What has its own tools. */
const ELSEWHERE = /\b(?:images?|pictures?|photos?|drawings?|sketch(?:es)?|illustrations?|diagrams?|screenshots?|translations?|recordings?|audio|(?:the|its) sound|music|voices?|videos?|clips?|films?|subtitles?|page|site|box|button|field|form|seconds?|minutes?|half|beginning|end|only|just)\b/i;

/** Sentences that only say how a text is to be written, with the order to write it: they are no work of their own. */
export function withManner(parts: readonly string[]): string[] {
  const whole: string[] = [];
  for (const part of parts) {
    const before = whole.at(-1);
    if (before !== undefined && MANNER.test(part.trim()) && !ELSEWHERE.test(part) && WRITES.test(before.replace(LEADS, '')) && !ELSEWHERE.test(before)) whole[whole.length - 1] = `${before.replace(/[\s.!?,;:]+$/, '')}; ${part}`;
    else whole.push(part);
  }
  return whole;
}

const ENDS = String.raw`(?:first|last|opening|closing|final)`;
const AN_END = new RegExp(String.raw`^(?:the |its )?(${ENDS} (?:[\w.]+ )?(?:seconds?|secs?|s|minutes?|mins?|half))\b`, 'i');

/** "The last eight seconds are only noise. | Cut them off": with the piece of time that the pronoun stands for. */
export function withStretch(clause: string, before: string | undefined): string {
  const [, stretch] = AN_END.exec(before?.replace(LEADS, '') ?? '') ?? [];
  return stretch === undefined || AN_END.test(clause) ? clause : clause.replace(/\b(?:them|it|that|those|these|this)\b(?=\W*$|\s+(?:away|off|out|please|pls)\b)/i, `the ${stretch}`);
}
