import { z } from 'zod';
import { artifact, defineTool, json, url, type MediaFile, type ToolContext } from '../../core/index.js';
import { capturePage as capture, type PageCapture } from '../../tools/browser/index.js';
import { PageData, pageDataOf } from './page-data.js';
import { wordings } from './wordings.js';

/** Parameters of both screenshot tools. */
export const CAPTURE_PARAMETERS = {
  fullPage: z.boolean().optional().describe('the whole page and not only what fits on the screen'),
  deviceScaleFactor: z.number().min(1).max(3).optional().describe('device pixels per CSS pixel; default 2'),
  width: z.number().int().min(240).max(3840).optional().describe('width of the window in CSS pixels; default 1280'),
  timeoutSeconds: z.number().min(1).max(120).optional().describe('how long the server may take to answer; default 20'),
};

type CaptureInput = z.output<z.ZodObject<typeof CAPTURE_PARAMETERS>> & { readonly url: string };

/** Opens the page and takes its picture as the parameters say. */
export function shoot(input: CaptureInput, context: ToolContext, { fullPage }: { readonly fullPage: boolean }): Promise<PageCapture> {
  return capture(input.url, {
    folder: context.scratch,
    fullPage: input.fullPage ?? fullPage,
    viewport: { width: input.width ?? 1280, height: 800 },
    deviceScaleFactor: input.deviceScaleFactor,
    timeoutMs: (input.timeoutSeconds ?? 20) * 1000,
    allowedFolders: context.allowedFolders,
    outside: context.outside,
    signal: context.signal,
  });
}

/** The picture as a file for the store. */
export function pictureOf({ path, facts }: PageCapture): MediaFile {
  return { path, mime: 'image/png', metadata: { width: facts.width, height: facts.height, deviceScaleFactor: facts.deviceScaleFactor, url: facts.finalUrl } };
}

export const capturePage = defineTool({
  name: 'capture_page',
  description: 'Opens a web address in a browser and takes a screenshot of the page as an image.',
  wordings: wordings.capture_page,
  input: z.object({ url: url().describe('the address of the page'), ...CAPTURE_PARAMETERS }),
  output: z.object({ image: artifact('image').describe('the screenshot, PNG'), json: json(PageData).describe('title, address, status and visible text of the page') }),
  effects: 'reads-world',
  timeoutMs: 150_000,
  criteria: [{ oracle: 'page_shows', port: 'json' }, { oracle: 'not_blank', port: 'image' }],
  alternatives: [{ name: 'more time for the server', parameters: { timeoutSeconds: 60 } }],
  async execute(input, context) {
    const shot = await shoot(input, context, { fullPage: false });
    return { image: pictureOf(shot), json: pageDataOf(shot.facts) };
  },
});
