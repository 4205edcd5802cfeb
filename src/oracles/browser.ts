import { z } from 'zod';
import { Box, defineOracle, type Oracle, type PortValue } from '../core/index.js';
import { judgePage, type PageJudgement } from '../tools/browser/index.js';
import { normalizeText } from '../tools/text/index.js';
import { verdictOf } from './text.js';

/** The facts of a page as the screenshot tools give them. */
const Facts = z.object({
  title: z.string(),
  status: z.number(),
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
  modalities: ['image', 'json', 'text'],
  params: z.object({ text: z.string().optional(), titleIncludes: z.string().optional() }),
  check: (subject, { text, titleIncludes }) => {
    const facts = factsAmong([subject, ...subject.outputs, ...subject.inputs]);
    if (!facts) return Promise.resolve({ status: 'inconclusive', evidence: [{ message: 'The facts of the page are not there: only captured pages can be checked.' }] });
    const judgement = judgePage(facts);
    const shown = normalizeText(facts.blocks.map((block) => block.text).join(' '));
    const problems: string[] = [];
    if (judgement.kind !== 'content') problems.push(`The page is ${WHAT[judgement.kind]} (${judgement.reason}). Use another address, or wait and capture it again.`);
    if (text !== undefined && !shown.includes(normalizeText(text))) problems.push(`The page does not show "${text}".`);
    if (titleIncludes !== undefined && !normalizeText(facts.title).includes(normalizeText(titleIncludes))) problems.push(`The title is "${facts.title}" and does not include "${titleIncludes}".`);
    const finding = verdictOf(problems, { kind: judgement.kind, status: facts.status, title: facts.title }, { kind: 'content', text: text ?? null, titleIncludes: titleIncludes ?? null }, `${facts.finalUrl} is ${WHAT[judgement.kind]}: ${judgement.reason}.`);
    const place = text === undefined ? undefined : facts.blocks.find((block) => normalizeText(block.text).includes(normalizeText(text)));
    return Promise.resolve(place ? { ...finding, evidence: [...(finding.evidence ?? []), { message: `"${place.text.slice(0, 200)}"`, box: place.box }] } : finding);
  },
});

/** Oracles about pages. */
export const browserOracles: readonly Oracle[] = [pageShows];
