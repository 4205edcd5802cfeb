import { z } from 'zod';
import { TextBlock, type PageFacts } from '../../tools/browser/index.js';

/** Blocks that travel with a screenshot; a page with more has its first ones here and says so. */
const MAX_BLOCKS = 600;

/** What the browser knew of a page when its picture was taken: evidence for the verifier, data for later steps. */
export const PageData = z.object({
  title: z.string(),
  url: z.string(),
  finalUrl: z.string(),
  status: z.number(),
  width: z.number(),
  height: z.number(),
  deviceScaleFactor: z.number(),
  language: z.string(),
  cut: z.boolean(),
  blocks: z.array(TextBlock),
  overlays: z.array(z.object({ text: z.string(), cover: z.number() })),
  media: z.number(),
  passwordFields: z.number(),
  blocked: z.array(z.object({ url: z.string(), reason: z.string() })),
  notes: z.array(z.string()),
});
export type PageData = z.infer<typeof PageData>;

/** The facts of a capture as data on a port. */
export function pageDataOf(facts: PageFacts): PageData {
  const { title, finalUrl, status, width, height, deviceScaleFactor, language, cut, overlays, media, passwordFields } = facts;
  const notes = [...facts.notes, ...(facts.blocks.length > MAX_BLOCKS || facts.truncated ? [`The page has more text than the first ${MAX_BLOCKS} blocks.`] : [])];
  return { title, url: facts.requestedUrl, finalUrl, status, width, height, deviceScaleFactor, language, cut, blocks: facts.blocks.slice(0, MAX_BLOCKS), overlays, media, passwordFields, blocked: [...facts.blocked], notes };
}
