/** English verbs by which people ask for work on text and media; base forms. Nouns that look alike ("text", "image", "sound") are left out. */
export const ACTION_VERBS: ReadonlySet<string> = new Set(
  `accelerate accept add adjust align amplify analyse analyze animate annotate answer append apply arrange ask assess attach blend blur boil boost
  brainstorm break brighten bring browse build calculate caption capture categorize change chart check choose chop clarify classify clean clear click
  clip collect color colorize colour combine compare compile compose compress compute concatenate condense construct convert copy correct count cover
  create crop cut darken decode decrease define delete denoise depict derive describe design detect determine develop diagnose dictate discover discuss
  display distill divide download draft draw drop dub duplicate edit elaborate eliminate embed emphasize encode engage enhance enlarge enrich enter
  estimate evaluate examine expand explain explore export extend extract fetch fill filter find fix flag flip forecast format fuse gather generate get
  give glue go grab group guess hear highlight hit identify illustrate improve include increase infer insert inspect integrate interpret invent invert
  isolate join jot judge keep know label lay leave lengthen let list listen load locate log look loop lose lower make mark mask match measure merge mix
  modify modulate mute name narrate navigate normalise normalize note notify obtain open organize outline overlay paint paraphrase parse perform pick
  play plot point predict prepare present press produce proofread provide pull put quote raise rank rate read recognise recognize recolor record reduce
  refine reformat regenerate remix remove rename render rephrase replace report represent resize respond restore restyle retrieve return reverse review
  revise reword rewrite rip rotate save say scale scan score scroll search see segment select send separate sharpen shorten show shrink sign simplify
  sing sketch slice slow smooth smoothen sort speak specify speed spell spin splice split spot squeeze stabilise stabilize stick stitch store stretch
  strip stylize submit subtitle suggest sum summarise summarize superimpose swap sync synchronise synchronize synthesize tabulate tag take tell think
  throw tick tidy toss trace track transcribe transfer transform translate trim tune turn type understand unify update upscale use validate vectorize
  verify view visit visualise visualize voice watch watermark write zoom`.split(/\s+/),
);

/** "summing" → "sum", "making" → "make". */
export function baseForm(gerund: string): string {
  const stem = gerund.toLowerCase().replace(/ing$/, '');
  return [stem, `${stem}e`, stem.replace(/(.)\1$/, '$1')].find((form) => ACTION_VERBS.has(form)) ?? stem;
}

/** A word before a determiner or pronoun, with a particle between them at most: "stamp it", "fold up the map". Nouns do not stand there. */
const BEFORE_OBJECT = /^([a-z-]+) (?:(?:up|out|down|off|on|in|back|away|over|together) )?(?:(?:the|a|an|it|them|him|her|this|that|these|those|my|your|his|its|their|our|each|every|all|both|any|some|me|us)\b|\[text \d+\])/i;
/** The one use of "even" that asks. */
const EVENS_OUT = /^even (?:it|them|this|that|everything|(?:the|its|all the) [\w-]+(?: [\w-]+)?) out\b/i;
/** Words that stand before determiners without being verbs that ask, and other forms of verbs than the one that asks. */
const NOT_ASKING = new Set(
  `about above across after against along although among and around as at because before behind below beneath beside between beyond but by despite
  down during either else even except for from how if in inside into just like minus more most much near neither nor not of off on once only onto opposite or
  out outside over past per plus rather regarding same since so such than that though through throughout till to toward towards under unless unlike
  until up upon via what when where whereas whether which while who whom whose why with within without yet are be been being can could did do does
  had has have found took made wrote got sent left told gave bought said saw heard brought kept lost thought went came spoke is may might must shall should was were will would also both all half many i we you he she they it this these those me us`.split(/\s+/),
);

/** True where the words begin with one that stands where only a verb can. */
export function standsAsVerb(words: string): boolean {
  if (EVENS_OUT.test(words)) return true;
  const word = BEFORE_OBJECT.exec(words)?.[1]?.toLowerCase();
  return word !== undefined && !NOT_ASKING.has(word) && !/(?:ed|ing|[^s]s|ly)$/.test(word);
}
