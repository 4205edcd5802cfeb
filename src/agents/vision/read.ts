import { z } from 'zod';
import { artifact, Box, defineTool, json, text } from '../../core/index.js';
import { compareImages, gatherFacts, isColourless, counted } from '../../tools/image/index.js';
import { layoutText, NO_TEXT } from '../../tools/ocr/index.js';
import { wordings } from './wordings.js';

const LineItem = z.object({ text: z.string(), box: Box, confidence: z.number() });

export const readText = defineTool({
  name: 'read_text',
  description: 'Reads the text in a picture (OCR) in reading order, with the box of each line.',
  wordings: wordings.read_text,
  input: z.object({ image: artifact('image').describe('the picture') }),
  output: z.object({ text: text().describe('all text in reading order'), json: json(z.object({ blocks: z.array(z.object({ kind: z.enum(['heading', 'paragraph']), text: z.string(), box: Box, lines: z.array(LineItem) })) })) }),
  needs: ['ocr'],
  criteria: [{ oracle: 'reading_agrees', port: 'text' }],
  async execute({ image }, { models, signal }) {
    const layout = layoutText(await models.ocr({ path: image.path }, { signal }));
    const blocks = layout.blocks.map(({ kind, text: words, box, lines }) => ({ kind, text: words, box, lines: lines.map(({ text: line, box: place, confidence }) => ({ text: line, box: place, confidence })) }));
    return { text: layout.text.trim() === '' ? NO_TEXT : layout.text, json: { blocks } };
  },
});

export const compareImagesTool = defineTool({
  name: 'compare_images',
  description: 'Compares two pictures: what differs in objects, text and pixels.',
  wordings: wordings.compare_images,
  input: z.object({ first: artifact('image').describe('the first picture'), second: artifact('image').describe('the second picture') }),
  output: z.object({ text: text().describe('the differences in words'), json: json(z.object({ changedShare: z.number(), sameSize: z.boolean(), regions: z.array(Box), counts: z.array(z.object({ label: z.string(), first: z.number(), second: z.number() })) })) }),
  needs: ['detect', 'ocr'],
  criteria: [{ oracle: 'comparison_holds', port: 'json' }],
  async execute({ first, second }, context) {
    const { changedShare, sameSize, regions } = await compareImages(first.path, second.path);
    const [a, b] = [await gatherFacts(first.path, context), await gatherFacts(second.path, context)];
    const labels = [...new Set([...a.counts, ...b.counts].map(({ label }) => label))];
    const counts = labels.map((label) => ({ label, first: a.counts.find((item) => item.label === label)?.count ?? 0, second: b.counts.find((item) => item.label === label)?.count ?? 0 }));
    const differing = counts.filter((item) => item.first !== item.second).map((item) => `The first picture shows ${counted(item.first, item.label)}, the second ${counted(item.second, item.label)}.`);
    const [textA, textB] = [a, b].map(({ texts }) => texts.map((block) => block.text.replace(/[“”"]/g, "'")).join(' ')) as [string, string];
    const texts = textA === textB ? [] : [`The text differs: “${textA}” and “${textB}”.`];
    const pixels = changedShare === 0 && sameSize ? 'The pictures look the same.' : `${(changedShare * 100).toFixed(0)}% of the picture differs${sameSize ? '' : ', and so do the sizes'}.`;
    const grey = await Promise.all([isColourless(first.path), isColourless(second.path)]);
    const colours = grey[0] === grey[1] ? [] : [`The ${grey[0] ? 'first' : 'second'} picture is in black and white, the ${grey[0] ? 'second' : 'first'} in colour.`];
    return { text: [pixels, ...colours, ...differing, ...texts].join(' '), json: { changedShare, sameSize, regions: [...regions], counts } };
  },
});
