/**
 * Sample rate (Hz) and duration of a RIFF/WAVE file (Microsoft/IBM, Multimedia Programming Interface 1.0, 1991) from its
 * first bytes, or undefined when it is none. A streamed file may declare a data length of 0 or 0xFFFFFFFF; the length of the file counts then.
 */
export function readWavHeader(head: Buffer, fileBytes: number): { sampleRate: number; durationMs: number } | undefined {
  if (head.length < 12 || head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let sampleRate = 0;
  let bytesPerSecond = 0;
  for (let offset = 12; offset + 8 <= head.length; ) {
    const name = head.toString('latin1', offset, offset + 4);
    const length = head.readUInt32LE(offset + 4);
    const start = offset + 8;
    if (name === 'fmt ' && start + 16 <= head.length) {
      sampleRate = head.readUInt32LE(start + 4);
      bytesPerSecond = head.readUInt32LE(start + 8);
    } else if (name === 'data') {
      if (sampleRate === 0 || bytesPerSecond === 0) return undefined;
      const held = Math.max(0, fileBytes - start);
      const bytes = length === 0 || length > held ? held : length;
      return { sampleRate, durationMs: (bytes / bytesPerSecond) * 1000 };
    }
    offset = start + length + (length % 2);
  }
  return undefined;
}
