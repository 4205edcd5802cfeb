import type { Raster } from '../raster.js';
import type { Rectangle } from './rectangle.js';

/**
 * Cuts a rectangle at any angle out of an image and scales it to `width`×`height` px. Bilinear; where it shrinks, several
 * samples a pixel are averaged so that thin strokes survive. Outside the image its edge goes on.
 */
export function cutOut(image: Raster, rectangle: Rectangle, width: number, height: number): Raster {
  const data = new Uint8Array(width * height * 3);
  const [stepX, stepY] = [rectangle.width / width, rectangle.height / height];
  const [samplesX, samplesY] = [Math.max(1, Math.ceil(stepX)), Math.max(1, Math.ceil(stepY))];
  const [cos, sin] = [Math.cos(rectangle.angle), Math.sin(rectangle.angle)];
  const sums = [0, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      sums.fill(0);
      for (let sy = 0; sy < samplesY; sy += 1) {
        const across = (y + (sy + 0.5) / samplesY) * stepY - rectangle.height / 2;
        for (let sx = 0; sx < samplesX; sx += 1) {
          const along = (x + (sx + 0.5) / samplesX) * stepX - rectangle.width / 2;
          addBilinear(image, rectangle.centre.x + along * cos - across * sin - 0.5, rectangle.centre.y + along * sin + across * cos - 0.5, sums);
        }
      }
      for (let channel = 0; channel < 3; channel += 1) data[(y * width + x) * 3 + channel] = Math.round((sums[channel] as number) / (samplesX * samplesY));
    }
  }
  return { width, height, data };
}

function addBilinear(image: Raster, x: number, y: number, sums: number[]): void {
  const clampedX = Math.min(image.width - 1, Math.max(0, x));
  const clampedY = Math.min(image.height - 1, Math.max(0, y));
  const [left, top] = [Math.floor(clampedX), Math.floor(clampedY)];
  const [fractionX, fractionY] = [clampedX - left, clampedY - top];
  const right = Math.min(image.width - 1, left + 1);
  const bottom = Math.min(image.height - 1, top + 1);
  const at = (px: number, py: number, channel: number): number => image.data[(py * image.width + px) * 3 + channel] as number;
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = at(left, top, channel) * (1 - fractionX) + at(right, top, channel) * fractionX;
    const lower = at(left, bottom, channel) * (1 - fractionX) + at(right, bottom, channel) * fractionX;
    sums[channel] = (sums[channel] as number) + upper * (1 - fractionY) + lower * fractionY;
  }
}
