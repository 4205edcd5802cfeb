import { isMedia, type Given, type ToolSpec } from '../../core/index.js';
import { LEADS, verbOf } from './clause-kinds.js';
import { statesParameter } from './parameters.js';

/** Acts on the world outside. Fit to the wording is not enough for these: a tool must say that it does them. */
const ACT = /^\W*(?:(?:and|then|please|also|now|finally|can you|could you|would you|i (?:want|need|would like)(?: you)? to)\s+)*(e-?mail|mail|send|post|tweet|publish|upload|share|buy|purchase|order|pay|phone|call|delete|erase|install|schedule|book|reserve|print|deliver|ship|subscribe|unsubscribe|invite|remind|sign(?! (?:in|up|out|off|language)\b)|turn (?:on|off|up|down)|switch (?:on|off))\b(?!\s+(?:me|us|back|it\s+(?:to\s+me|back))\b)/i;

/** Acts that are called by what they are done with: a tool that speaks of e-mail e-mails. */
const BY_MEANS = /^(?:e-?mail|mail|tweet|phone)$/;

/** True when the clause asks for an act on the world that none of the tools speaks of in its name or description. */
export function isUnknownAct(clause: string, tools: readonly ToolSpec[]): boolean {
  const act = ACT.exec(clause)?.[1]?.toLowerCase().replace('-', '');
  if (act === undefined) return false;
  const stem = act === 'email' ? 'e-?mail' : (act.split(' ')[0] ?? act).replace(/e$/, '');
  const named = new RegExp(`(?:^|[^a-z])${stem}`, 'i');
  // "In the order given" orders nothing: the word is the act at the start of a sentence, in the third person ("Opens a shop and orders"), and after what a verb follows ("Lets you order", "a tool to order").
  // A bare word elsewhere is mostly a noun: "Summarizes a blog post".
  const done = new RegExp(`(?:^|[.:;]\\s+)${stem}|(?<!\\b(?:the|an?|of|in|its|their|several|all) )\\b${stem}(?:e?s|ing)\\b|(?:\\b(?:to|you|can|may|will|users?|agents?|and|or)|,) ${stem}e?\\b`, 'i');
  const says = BY_MEANS.test(act) ? named : done;
  return !tools.some(({ name, description }) => named.test(name.replace(/[_-]/g, ' ')) || says.test(description));
}

const OTHER_FORMAT = /\b(?:to|into|as|in)(?: an?)? (?:\.)?(pdf|word|docx?|odt|excel|xlsx?|spreadsheet|power ?point|pptx?|epub|gif|jpe?g|webp|svg|tiff?|bmp|heic|midi?|zip|rar|avi|mov|wma|aac|latex)(?: (?:file|document|format))?(?=\W*$|[,.;]|\s+(?:and|please|pls|file|document|format)\b)/i;
const CONVERTS = /^(?:convert|save|export|turn|make|change|transform|store|put)\b/i;

/** What is made is wanted as such a file, whatever the verb: "the summary as a PDF". */
const AS_FILE = /\bas an? (?:\.)?(pdf|docx?|odt|xlsx?|pptx?|epub|(?:word|excel|power ?point)(?= (?:file|document|sheet|presentation)))(?: (?:file|document|sheet|presentation))?(?=\W*$)/i;

/** True where the clause wants its result in a file format that none of the tools speaks of. */
export function isUnknownFormat(clause: string, tools: readonly ToolSpec[]): boolean {
  const work = clause.replace(LEADS, '');
  const format = (AS_FILE.exec(work) ?? (CONVERTS.test(work) ? OTHER_FORMAT.exec(work) : null))?.[1]?.toLowerCase();
  return format !== undefined && tools.some(({ wordings }) => wordings) && !tools.some(({ inputs }) => inputs.some(({ name, schema }) => name === 'format' && JSON.stringify(schema?.enum ?? []).includes(`"${format}"`)));
}

/** True where the clause orders of pictures, sounds or videos what some tool's author says that it is not for, in a verb by which nobody asks any tool: "blur the face". */
export function isUnknownWork(clause: string, tools: readonly ToolSpec[], givens: readonly Given[]): boolean {
  const verb = verbOf(clause);
  if (givens.length === 0 || !givens.every(({ modality }) => isMedia(modality)) || /^\w+ (?:me|us)\b/i.test(clause.replace(LEADS, ''))) return false;
  const refused = tools.flatMap(({ wordings }) => wordings?.notFor ?? []).filter((phrase) => /^\w+ (?:the|my) /.test(phrase));
  if (verb === undefined || !refused.some((phrase) => verbOf(phrase) === verb)) return false;
  const asked = tools.flatMap(({ name, description, wordings }) => [name.replaceAll('_', ' '), description, ...(wordings?.asks ?? [])]);
  return !asked.some((words) => verbOf(words) === verb) && !tools.some((tool) => statesParameter(tool, clause));
}
