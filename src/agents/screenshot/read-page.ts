import { z } from 'zod';
import { artifact, defineTool, json, text, url } from '../../core/index.js';
import { CAPTURE_PARAMETERS, pictureOf, shoot } from './capture-page.js';
import { PageData, pageDataOf } from './page-data.js';
import { readPicture } from './read-picture.js';
import { compareWithPicture } from './seen-text.js';
import { wordings } from './wordings.js';

const ReadPage = PageData.extend({
  /** How the text was checked against the picture. */
  reading: z.object({ agreement: z.number().nullable(), unseen: z.array(z.string()), onlyInPicture: z.array(z.string()), unchecked: z.number() }),
});

export const readPage = defineTool({
  name: 'read_page',
  description: 'Opens a web address and reads what the page shows: gives its text, and a screenshot of it.',
  wordings: wordings.read_page,
  input: z.object({ url: url().describe('the address of the page'), ...CAPTURE_PARAMETERS }),
  output: z.object({
    text: text().describe('the text that the page shows'),
    image: artifact('image').describe('the screenshot, PNG'),
    json: json(ReadPage).describe('title, address, status, text blocks, and how text and picture agree'),
  }),
  needs: ['ocr'],
  effects: 'reads-world',
  timeoutMs: 240_000,
  criteria: [{ oracle: 'page_shows', port: 'json' }, { oracle: 'not_blank', port: 'image' }, { oracle: 'not_empty', port: 'text' }],
  alternatives: [{ name: 'more time for the server', parameters: { timeoutSeconds: 60 } }],
  async execute(input, context) {
    const shot = await shoot(input, context, { fullPage: true });
    const lines = await readPicture(shot.path, context);
    const seen = compareWithPicture(shot.facts.blocks, lines, shot.facts.deviceScaleFactor, shot.facts);
    const { text: shown, ...reading } = seen;
    return { text: shown, image: pictureOf(shot), json: { ...pageDataOf(shot.facts), reading: { ...reading, unseen: [...reading.unseen], onlyInPicture: [...reading.onlyInPicture] } } };
  },
});
