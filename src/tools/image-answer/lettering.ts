import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Box } from '../../core/index.js';
import { cannotTell, openImage, partAround, placeOf, type ImageFacts, type Watch } from '../image/index.js';
import { layoutText } from '../ocr/index.js';
import { chosenOf } from './chosen.js';
import { openOf, seenAs, spoken, type Seen } from './found.js';
import { questionsIn } from './questions.js';
import { thingsIn, type Asked } from './things.js';
import { ownerOf } from './within.js';

/** What is made to carry lettering: what it says is what can be read in the picture. */
export const CARRIERS = /\b(?:signs?|posters?|pages?|labels?|receipts?|boards?|whiteboards?|blackboards?|screens?|screenshots?|menus?|notices?|cards?|tickets?|banners?|covers?|bills?|papers?|letters?|notes?|plates?|plaques?|scans?|documents?|slides?|leaflets?|invoices?|books?|headlines?|headings?|titles?|captions?|pictures?|images?|photos?|photographs?|it)\b/;
/** Lettering belongs to a thing whose box holds so much of it. */
const WITHIN = 0.8;
/** As the question says where it is: in the order of several, the one in the middle need not be in the middle of the picture. */
const PLACED: Readonly<Record<string, string>> = { left: 'on the left', right: 'on the right', top: 'at the top', bottom: 'at the bottom', centre: 'in the middle' };
/** Times that a part is enlarged at most. */
const MOST = 4;

/** Where lettering is asked for: on which thing, and on which part of it. */
interface LetteringAsked {
  readonly asked: Asked;
  readonly part: string | undefined;
  readonly isNumber: boolean;
}

/** "What number is on the shirt of the man on the left?", "What does the bus say?"; undefined where no thing is named on which it stands. */
function letteringAsked(question: string): LetteringAsked | undefined {
  const isNumber = /\b(?:what|which) numbers?\b/.test(question);
  const where = /^(?:what|which) (?:numbers?|words?|names?|letters?|text|lettering)(?: can you read| do you see)?(?: (?:is|are|stands?|appears?))?(?: (?:written|printed|there|shown|painted))? on (.+)$/.exec(question)?.[1]
    ?? /^what (?:is|are) (?:written|printed|painted) on (.+)$/.exec(question)?.[1]
    ?? /^what does it say on (.+)$/.exec(question)?.[1]
    ?? /^what does (the .+?) say$/.exec(question)?.[1];
  if (where === undefined) return undefined;
  const [, part, whole] = /^(?:the |an? )?([a-z -]+?) of (the .+)$/.exec(where) ?? [];
  const [asked, ...others] = thingsIn(whole ?? where) ?? [];
  return asked === undefined || others.length > 0 ? undefined : { asked, part, isNumber };
}

/** The thing whose lettering a question asks for, where it is known which. */
function letteredThing(question: string, facts: ImageFacts): Seen | undefined {
  const target = questionsIn(question).map(letteringAsked).find((found) => found?.asked.labels !== undefined);
  return target && chosenOf(target.asked, facts);
}

/** Lettering on a thing; undefined where no thing is asked for, or what carries lettering anyhow. */
export function answerLettering(question: string, facts: ImageFacts): string | undefined {
  const target = letteringAsked(question);
  if (target === undefined || CARRIERS.test(target.asked.word)) return undefined;
  const { asked, part, isNumber } = target;
  const all = facts.texts.map(({ text }) => text).join(' ');
  if (asked.labels === undefined) return all === '' ? undefined : `It says “${quoted(all)}” in the picture. ${cannotTell(`whether this stands on what is called “${asked.word}”: the detector does not know it`)}`;
  const thing = chosenOf(asked, facts);
  if (thing === undefined && seenAs({ ...asked, place: undefined }, facts).length === 0) return `Found no ${spoken(asked)}.`;
  if (thing === undefined) return `${all === '' ? '' : `It says “${quoted(all)}” in the picture. `}${cannotTell(`which ${spoken(asked)} is meant, nor what it says there`)}`;
  const on = `the ${thing.label} ${asked.place === undefined ? thing.place : PLACED[asked.place] ?? thing.place}`;
  const own = facts.texts.filter(({ box }) => ownerOf(box, facts.objects.filter(({ label }) => label === thing.label), WITHIN) === thing).map(({ text }) => text).join(' ');
  const read = isNumber ? [...own.matchAll(/(?<![\p{L}\p{N}])\d+(?![\p{L}\p{N}])/gu)].map(([number]) => number).join(', ') : own;
  if (read === '') return cannotTell(`that: ${isNumber ? 'no number' : 'nothing'} can be read on ${on}`);
  return [`On ${on} it says “${quoted(read)}”.`, ...(part === undefined ? [] : [cannotTell(`whether this stands on the “${part}”`)]), ...openOf({ ...asked, limit: undefined, number: undefined }, [thing])].join(' ');
}

function quoted(text: string): string {
  return text.replace(/[“”"]/g, "'");
}

/** What looking closely needs: models, and a folder for enlarged parts. */
export interface CloseWatch extends Watch {
  readonly scratch: string;
}

/** px: the longer side of the cut-out in which lettering on a thing is read, at first and by who checks it. */
export const CLOSE = 1_280;
export const CLOSE_AGAIN = 1_000;

/** The facts with the lettering on the thing that a question asks for read anew in an enlarged cut-out; as they are where it asks for none. */
export async function withLettering(path: string, question: string, facts: ImageFacts, longest: number, { models, signal, scratch }: CloseWatch): Promise<ImageFacts> {
  const box = letteredThing(question, facts)?.box;
  if (box === undefined || !models.has('ocr')) return facts;
  const part = partAround(box, facts);
  const scale = Math.min(MOST, longest / Math.max(part.width, part.height));
  const enlarged = join(scratch, `part-${randomUUID()}.png`);
  await (await openImage(path)).extract(part).resize({ width: Math.max(1, Math.round(part.width * scale)), kernel: 'cubic' }).png().toFile(enlarged);
  const read = layoutText(await models.ocr({ path: enlarged }, { signal })).blocks.map(({ text, kind, box: place }) => {
    const there = { x: part.left + place.x / scale, y: part.top + place.y / scale, width: place.width / scale, height: place.height / scale };
    return { text, kind, box: there, place: placeOf(there, facts) };
  });
  const isInside = ({ x, y, width, height }: Box): boolean => x + width / 2 >= part.left && x + width / 2 <= part.left + part.width && y + height / 2 >= part.top && y + height / 2 <= part.top + part.height;
  return { ...facts, texts: [...facts.texts.filter((text) => !isInside(text.box)), ...read] };
}
