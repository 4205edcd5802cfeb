import type { Box, MediaFile } from '../../core/index.js';
import { openImage, readHeader } from './open.js';

export interface Mark {
  readonly box: Box;
  readonly label: string;
}

const STROKES = ['#e6194b', '#3cb44b', '#4363d8', '#f58231', '#911eb4', '#008080', '#9a6324', '#808000'];

/** Draws boxes with labels over an image (a file or its bytes) and writes it as PNG. Equal labels have equal colours. */
export async function drawMarks(path: string | Uint8Array, marks: readonly Mark[], into: string): Promise<MediaFile> {
  const { width, height } = await readHeader(path);
  const unit = Math.max(1, Math.min(width, height) / 300);
  const names = [...new Set(marks.map(({ label }) => label.replace(/ .*/, '')))];
  const shapes = marks.map(({ box, label }) => {
    const colour = STROKES[names.indexOf(label.replace(/ .*/, '')) % STROKES.length] ?? '#e6194b';
    const size = 6 * unit + 6;
    const textWidth = label.length * size * 0.62 + 6;
    const y = box.y >= size + 4 ? box.y - size - 4 : box.y;
    return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="${colour}" stroke-width="${1.5 * unit}"/>
<rect x="${box.x}" y="${y}" width="${textWidth}" height="${size + 4}" fill="${colour}"/>
<text x="${box.x + 3}" y="${y + size - 1}" font-family="sans-serif" font-size="${size}" fill="#fff">${escapeXml(label)}</text>`;
  });
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`;
  await (await openImage(path)).composite([{ input: Buffer.from(overlay) }]).png().toFile(into);
  return { path: into, mime: 'image/png', metadata: { width, height } };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
