/** Up to where the name of a thing goes: a noun and what qualifies it before it. */
const THING = String.raw`(?:the|my|our|his|her|their|this|that|an?)\s+((?:(?!(?:of|from|in|on|at|out|with|without|and|or|but|not|only|please|pls|which|that|who|where|is|are|as|to|for|off|away|so|remains?|stays?|left)\b)[\p{L}-]+\s*){1,3})`;
/** Places in a picture and pictures themselves are no things in it. */
const NO_THING = /\b(?:picture|image|photo|photograph|screenshot|scan|half|part|piece|side|corner|middle|cent(?:er|re)|background|border|edge|rest|area|section|third|quarter|video|clip|film|recording|audio|sound|voice|music|text|beginning|start|end|first|last|seconds?|minutes?)s?\b/i;
const FORMS: readonly RegExp[] = [
  String.raw`\b(?:part|bit|piece|area|section|corner)\s+(?:with|showing|where)\s+${THING}`,
  String.raw`\b(?:crop|cut|trim|zoom|narrow|reduce)\b[^.;]*?\b(?:to|on|onto|into|around)\s+(?:just\s+|only\s+)?${THING}`,
  String.raw`\b(?:crop|cut|lift)\s+(?:out\s+)?${THING}\s*(?:out\b|from\b|of\b|as\b|\W*$)`,
  String.raw`\b(?:crop|cut)\s+out\s+${THING}`,
  String.raw`\b(?:only|just|nothing but)\s+(?:(?:want|need|keep|show|give me|leave)\s+)?${THING}`,
  String.raw`\b(?:only|just|nothing but)\s+${THING}(?:remains?|stays?|is left|are left)\b`,
].map((form) => new RegExp(form, 'iu'));

/** The kind of thing that a picture is to be cut to: "crop it to the dog", "only the red car". */
export function objectOf(clause: string): string | undefined {
  for (const form of FORMS) {
    const thing = form.exec(clause)?.[1]?.trim();
    if (thing !== undefined && thing !== '' && !NO_THING.test(thing)) return thing;
  }
  return undefined;
}
