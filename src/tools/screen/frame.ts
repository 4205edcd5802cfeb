import { openImage } from '../image/index.js';
import type { RgbaFrame } from '../../kernels/index.js';

/** Decodes a screenshot: the bytes of an image or the path of its file. Throws as `openImage`. */
export async function decodeFrame(source: string | Uint8Array): Promise<RgbaFrame> {
  const { data, info } = await (await openImage(source)).ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
