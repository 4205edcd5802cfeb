const STATE = '(?:done|finished|completed?|ready|over|paid|sold|gone|broken|late|cancelled|delivered|written|full|empty)';
const IS_SO = new RegExp(`^(.+?) (?:is|are|was|has been|have been) (?:now |already |all |finally )?${STATE}[.!]?$`, 'u');
const HOLDS = /^(?:one|some|any) of (?:the|these|my|your) [\p{L} ]+? (?:has|holds|contains|shows|offers|hides) ((?:an? |the )?.*⟦\d+⟧.*?)[.!]?$/iu;
const POINTS_BACK = /\b(?:it|them|that)\b/i;
/** "Changes to the list:" says nothing that what follows does not say; "In the list:" says where. */
const MERE_HEADING = /^(?!(?:[Ii]n|[Oo]n|[Aa]t|[Ff]or|[Ff]rom|[Uu]nder|[Ii]nside|[Ww]ithin|[Ii]f|[Ww]hen|[Oo]nce|[Uu]nless|[Uu]ntil) )\p{L}[\p{Ll} ]{2,40}:$/u;

/** Sentences that only say what the next one speaks of, in its words: "⟦0⟧ is done. Move its card ..." moves the card ⟦0⟧. */
export function withReferents(sentences: readonly string[], isInstruction: (sentence: string) => boolean): string[] {
  const told: string[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const next = sentences[index + 1];
    const [, thing] = HOLDS.exec(sentence) ?? [];
    const before = sentences[index - 1];
    const [, of] = before === undefined ? [] : IS_SO.exec(before) ?? [];
    if (next !== undefined && thing !== undefined && POINTS_BACK.test(next)) told.push(`Find ${thing}.`);
    else if (next !== undefined && IS_SO.test(sentence) && ITS.test(next)) continue;
    else if (next !== undefined && MERE_HEADING.test(sentence) && !isInstruction(sentence)) continue;
    else told.push(of !== undefined && ITS.test(sentence) ? sentence.replace(ITS, `the $1 ${of}`) : sentence);
  }
  return told;
}

const ITS = /\b(?:its|their) (\p{L}+)\b/iu;
