import { open } from 'node:fs/promises';

/** Sizes that writers put where they could not know the length: streams and files that were never closed. */
const UNKNOWN = new Set([0, 0x7fffffff, 0x7ffffffe, 0xffffffff]);

/**
 * Bytes of sound that the header of a RIFF WAVE file promises but the file does not hold; 0 when it is whole, has an
 * unknown length or is no RIFF WAVE. FFmpeg takes the file's size for granted and would not notice.
 * Format: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0.
 */
export async function missingWaveBytes(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = await readAt(12, 0);
    if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return 0;
    for (let at = 12; at + 8 <= size; ) {
      const chunk = await readAt(8, at);
      const length = chunk.readUInt32LE(4);
      if (chunk.toString('latin1', 0, 4) === 'data') return UNKNOWN.has(length) ? 0 : Math.max(0, at + 8 + length - size);
      at += 8 + length + (length % 2);
    }
    return 0;
  } finally {
    await file.close();
  }

  async function readAt(length: number, position: number): Promise<Buffer> {
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer;
  }
}
