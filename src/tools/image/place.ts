import type { Box } from '../../core/index.js';

/** Where a box lies in an image, in words: the thirds of the image, or that it fills it. */
export function placeOf(box: Box, image: { width: number; height: number }): string {
  if (box.width * box.height > 0.7 * image.width * image.height) return 'filling most of the picture';
  const x = (box.x + box.width / 2) / image.width;
  const y = (box.y + box.height / 2) / image.height;
  const column = x < 0.38 ? 'left' : x > 0.62 ? 'right' : '';
  const row = y < 0.33 ? 'top' : y > 0.67 ? 'bottom' : '';
  if (column === '' && row === '') return 'in the centre';
  if (row === '') return `on the ${column}`;
  return column === '' ? `at the ${row}` : `at the ${row} ${column}`;
}
