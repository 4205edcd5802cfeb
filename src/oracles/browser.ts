import { z } from 'zod';
import { Box, defineOracle, type FindingInput, type Oracle, type OracleContext, type PortValue, type Subject } from '../core/index.js';
import { judgePage, type PageJudgement } from '../tools/browser/index.js';
import { similarityWithin } from '../tools/image/index.js';
import { layoutText } from '../tools/ocr/index.js';
import { normalizeText } from '../tools/text/index.js';
import { handlesOf, inconclusive } from './finding.js';
import { verdictOf } from './text.js';

/** The facts of a page as the screenshot tools give them. */
const Facts = z.object({
  title: z.string(),
  status: z.number(),
  url: z.string().optional(),
  finalUrl: z.string(),
  blocks: z.array(z.object({ text: z.string(), tag: z.string(), box: Box })),
  overlays: z.array(z.object({ text: z.string(), cover: z.number() })).default([]),
  media: z.number().default(0),
  passwordFields: z.number().default(0),
});

const WHAT: Record<PageJudgement['kind'], string> = {
  content: 'content', empty: 'an empty page', error: 'an error page', consent: 'a cookie or consent wall', captcha: 'a captcha', login: 'a login form',
};

function factsAmong(ports: readonly PortValue[]): z.infer<typeof Facts> | undefined {
  for (const { value } of ports) {
    const facts = Facts.safeParse(value);
    if (facts.success) return facts.data;
  }
  return undefined;
}

const pageShows = defineOracle({
  name: 'page_shows',
  description: 'The page shows its content, and not an error, a cookie wall, a captcha, a login form or nothing; optionally it shows a given text or title.',
  kind: 'deterministic',
  asks: ['ocr'],
  modalities: ['image', 'json', 'text'],
  params: z.object({ text: z.string().optional(), titleIncludes: z.string().optional() }),
  check: (subject, { text, titleIncludes }, context) => {
    const facts = factsAmong([subject, ...subject.outputs, ...subject.inputs]);
    if (!facts) return inPicture(subject, text, context);
    const judgement = judgePage(facts);
    const shown = normalizeText(facts.blocks.map((block) => block.text).join(' '));
    const problems: string[] = [];
    // A login form at the very address that was asked for is what was asked for; after a redirect it stands in the way.
    const wanted = judgement.kind === 'content' || (judgement.kind === 'login' && facts.url === facts.finalUrl);
    if (!wanted) problems.push(`The page is ${WHAT[judgement.kind]} (${judgement.reason}). Use another address, or wait and capture it again.`);
    if (text !== undefined && !shown.includes(normalizeText(text))) problems.push(`The page does not show "${text}".`);
    if (titleIncludes !== undefined && !normalizeText(facts.title).includes(normalizeText(titleIncludes))) problems.push(`The title is "${facts.title}" and does not include "${titleIncludes}".`);
    const finding = verdictOf(problems, { kind: judgement.kind, status: facts.status, title: facts.title }, { kind: 'content', text: text ?? null, titleIncludes: titleIncludes ?? null }, `${facts.finalUrl} is ${WHAT[judgement.kind]}: ${judgement.reason}.`);
    const place = text === undefined ? undefined : facts.blocks.find((block) => normalizeText(block.text).includes(normalizeText(text)));
    return Promise.resolve(place ? { ...finding, evidence: [...(finding.evidence ?? []), { message: `"${place.text.slice(0, 200)}"`, box: place.box }] } : finding);
  },
});

/** A screenshot that is checked by itself: what text recognition reads in it stands for the text of the page. */
async function inPicture(subject: Subject, text: string | undefined, { models, signal }: OracleContext): Promise<FindingInput> {
  const [picture] = handlesOf(subject);
  if (!picture || subject.modality !== 'image') return inconclusive('The facts of the page are not there: only captured pages can be checked.');
  if (!models.has('ocr')) return inconclusive('The facts of the page are not there, and no model for reading its picture is installed.');
  const layout = layoutText(await models.ocr({ path: picture.path }, { signal }));
  const blocks = layout.blocks.map((block) => ({ text: block.text, tag: 'p', box: block.box }));
  const judgement = judgePage({ title: '', blocks, overlays: [], status: 0, media: 1, passwordFields: 0 });
  const problems = [
    ...(judgement.kind === 'content' ? [] : [`The page is ${WHAT[judgement.kind]} (${judgement.reason}).`]),
    ...(text === undefined || similarityWithin(text, layout.text) >= SAME_TEXT ? [] : [`"${text}" cannot be read in the picture of the page.`]),
  ];
  return verdictOf(problems, { kind: judgement.kind, read: layout.text.slice(0, 500) }, { kind: 'content', text: text ?? null }, `Read in the picture: ${layout.text.slice(0, 200) || 'nothing'}`);
}

/** How alike a wanted text and what was read must be, 0 to 1. */
const SAME_TEXT = 0.8;

/** What of an operated page's outcome tells how far it came. */
const Operated = z.object({
  status: z.string(),
  checks: z.array(z.object({ part: z.string(), status: z.string(), reason: z.string() })),
  unproved: z.array(z.string()),
});

const goalProved = defineOracle({
  name: 'goal_proved',
  description: 'Every part of the goal of an operated page was proved by a fresh look at its pictures. What was not is left open, never called wrong.',
  kind: 'deterministic',
  modalities: ['json'],
  params: z.object({}),
  check: ({ value }): Promise<FindingInput> => {
    const operated = Operated.safeParse(value);
    if (!operated.success) return Promise.resolve(inconclusive('This is no outcome of an operated page.'));
    const { status, checks, unproved } = operated.data;
    const open = checks.filter((check) => check.status !== 'proved').map(({ part, reason }) => `${part}: ${reason}`);
    const gaps = [
      ...(status === 'completed' ? [] : [`It ended ${status}.`]),
      ...(checks.length === 0 ? ['No part of the goal was checked.'] : []),
      ...new Set([...open, ...unproved]),
    ];
    const measured = { proved: checks.length - open.length, unproved: gaps };
    const expected = { proved: checks.length, unproved: [] };
    if (gaps.length > 0) return Promise.resolve(inconclusive(`Not proved: ${gaps.join('; ')}`, { measured, expected }));
    return Promise.resolve({ status: 'pass', measured, expected, evidence: checks.slice(0, 10).map(({ part, reason }) => ({ message: `${part}: ${reason}` })) });
  },
});

/** Oracles about pages. */
export const browserOracles: readonly Oracle[] = [pageShows, goalProved];
