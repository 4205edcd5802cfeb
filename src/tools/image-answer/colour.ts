import { COLOUR_NAMES, type ImageFacts } from '../image/index.js';
import { isPlural, openOf, seenAs, spoken, withOpen } from './found.js';
import { plainThingsIn } from './things.js';

/** "What colour is the car?", "Is the car red?" */
export function answerColour(question: string, facts: ImageFacts): string | undefined {
  const wanted = COLOUR_NAMES.find((name) => new RegExp(`^(?:is|are) the .+ ${name}$`).test(question));
  const rest = wanted === undefined ? /\b(?:what|which) colou?rs? (?:is|are|has|have|does|do)\s+(.+)$/.exec(question)?.[1] ?? /\bcolou?rs? of\s+(.+)$/.exec(question)?.[1] : question.replace(/^(?:is|are) /, '').slice(0, -wanted.length);
  const things = rest === undefined ? undefined : plainThingsIn(rest);
  if (things === undefined || things.some(({ labels }) => labels === undefined)) return undefined;
  return things.map((asked) => {
    const found = seenAs(asked, facts);
    const colours = [...new Set(found.flatMap((object) => object.colours))];
    if (found.length === 0) return `Found no ${spoken(asked)}.`;
    if (colours.length === 0) return 'The picture does not tell me that.';
    const looks = `the ${asked.word} ${isPlural(asked.word) ? 'look' : 'looks'} ${colours.join(' and ')}.`;
    // What is only known in part is no yes.
    if (wanted === undefined || openOf(asked, found).length > 0) return withOpen(`T${looks.slice(1)}`, asked, found);
    const so = found.filter((object) => object.colours.includes(wanted)).length;
    return `${so === found.length ? 'Yes,' : so === 0 ? 'No,' : `Only ${so} of ${found.length}:`} ${looks}`;
  }).join(' ');
}
