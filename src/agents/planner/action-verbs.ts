/** English verbs by which people ask for work on text and media; base forms. Nouns that look alike ("text", "image", "sound") are left out. */
export const ACTION_VERBS: ReadonlySet<string> = new Set(
  `accelerate add adjust align amplify analyse analyze animate annotate answer append apply arrange ask assess attach blend blur boost brainstorm
  break brighten build calculate caption capture categorize change chart check choose clarify classify clean clear clip collect color colorize colour
  combine compare compile compose compress compute concatenate condense construct convert copy correct count cover create crop cut darken decode
  decrease define delete denoise depict derive describe design detect determine develop diagnose dictate discover discuss display distill divide
  download draft draw dub duplicate edit elaborate eliminate embed emphasize encode engage enhance enlarge enrich estimate evaluate examine expand
  explain explore export extend extract fetch fill filter find fix flag flip format forecast fuse gather generate get give grab group guess
  highlight identify illustrate improve include increase infer insert inspect integrate interpret invert isolate join judge keep know label lengthen
  list listen locate look loop lower make mark mask match measure merge mix modify modulate mute name narrate normalize normalise note notify
  obtain open organize outline overlay paint paraphrase parse perform pick play plot predict prepare present proofread produce provide pull
  quote raise rank rate read recognize recognise recolor record reduce refine reformat regenerate remix remove rename render replace
  rephrase report represent resize respond restore restyle retrieve return reverse review revise reword rewrite rotate save say scale scan score
  search see segment select send separate sharpen shorten show simplify sing sketch slice slow smooth smoothen sort speak specify speed spell spin splice split
  stabilise stabilize stitch store stretch strip stylize subtitle suggest sum summarise summarize superimpose swap synchronise synchronize sync
  synthesize tabulate tag take tell tidy trace track transcribe transfer transform translate trim tune turn understand unify update upscale use
  validate vectorize verify view visit visualise visualize voice watch watermark write zoom`.split(/\s+/),
);
