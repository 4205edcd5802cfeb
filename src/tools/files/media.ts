import { basename } from 'node:path';
import { messageOf, VouchError } from '../../core/index.js';
import { decodeCheck, input, probe, probeImage, runFfmpeg, type MediaFacts } from '../media/index.js';
import type { InputLimits } from './limits.js';

/**
 * Facts of a picture that decodes whole. The size limit is checked on the header, before any pixel is decoded.
 * Throws INPUT_CORRUPT, INPUT_TOO_LARGE, or INPUT_UNSUPPORTED for formats that sharp's build lacks.
 */
export async function checkImage(path: string, mime: string | undefined, bytes: number, limits: InputLimits): Promise<MediaFacts> {
  const shown = JSON.stringify(basename(path));
  if (mime === undefined) throw new VouchError('INPUT_CORRUPT', `The file ${shown} is named like a picture, but its content is none.`);
  const facts = await probeImage(path, mime, bytes).catch((thrown: unknown) => {
    if (/unsupported image format|no decoding plugin|not compiled|unsupported codec/i.test(messageOf(thrown))) {
      throw new VouchError('INPUT_UNSUPPORTED', `${shown} is of the type ${mime}, which cannot be decoded here. Convert it to JPEG or PNG.`, { cause: thrown });
    }
    throw thrown;
  });
  const pixels = (facts.width ?? 0) * (facts.height ?? 0);
  if (pixels === 0) throw new VouchError('INPUT_CORRUPT', `The picture ${shown} is ${facts.width ?? 0}×${facts.height ?? 0} pixels: it shows nothing.`);
  if (pixels > limits.imagePixels) {
    throw new VouchError('INPUT_TOO_LARGE', `The picture ${shown} has ${facts.width ?? 0}×${facts.height ?? 0} = ${pixels} pixels; the limit is ${limits.imagePixels}.`, { details: { pixels, limit: limits.imagePixels } });
  }
  const decoded = await decodeCheck(path, { maximumPixels: limits.imagePixels });
  if (!decoded.ok) throw new VouchError('INPUT_CORRUPT', `The picture ${shown} is damaged or cut off: ${decoded.faults.join('; ')}`);
  return facts;
}

/**
 * Facts of sound or video that decodes: whole when it is small, else its last seconds, which a file that was cut off lacks.
 * Throws INPUT_CORRUPT or INPUT_TOO_LARGE.
 */
export async function checkStreams(path: string, limits: InputLimits, signal: AbortSignal | undefined): Promise<MediaFacts> {
  const shown = JSON.stringify(basename(path));
  const facts = await probe(path, { signal }).catch((thrown: unknown) => {
    if (!VouchError.is(thrown) || (thrown.code !== 'INPUT_CORRUPT' && thrown.code !== 'TOOL_FAILED')) throw thrown;
    throw new VouchError('INPUT_CORRUPT', `The file ${shown} does not open as sound or video; it is damaged, cut off or something else. ${thrown.message}`, { cause: thrown });
  });
  const durationMs = facts.durationMs ?? 0;
  if (durationMs > limits.durationMs) {
    throw new VouchError('INPUT_TOO_LARGE', `${shown} lasts ${Math.round(durationMs / 1000)} s; the limit is ${Math.round(limits.durationMs / 1000)} s.`);
  }
  const faults =
    facts.bytes <= limits.fullDecodeBytes && durationMs <= limits.fullDecodeMs
      ? (await decodeCheck(path, { signal })).faults
      : await checkEnd(path, durationMs, signal);
  if (faults.length > 0) throw new VouchError('INPUT_CORRUPT', `The file ${shown} is damaged or cut off: ${faults.slice(0, 3).join('; ')}`, { details: { faults } });
  return facts;
}

/** Length of the end that must decode, ms. */
const END_MS = 4000;

async function checkEnd(path: string, durationMs: number, signal: AbortSignal | undefined): Promise<string[]> {
  const { outTimeMs, frames } = await runFfmpeg([...input(path, { startMs: Math.max(0, durationMs - END_MS) }), '-map', '0:v:0?', '-map', '0:a:0?', '-f', 'null', '-'], { signal });
  return outTimeMs > 0 || frames > 0 ? [] : [`Nothing decodes in the last ${END_MS / 1000} s of ${(durationMs / 1000).toFixed(1)} s.`];
}
