/** Bytes of the header that `wavHeader` makes. */
export const WAV_HEADER_BYTES = 44;

/** RIFF/WAVE header for 16-bit mono PCM (Microsoft/IBM, Multimedia Programming Interface 1.0). `samples`: how many follow. */
export function wavHeader(samples: number, sampleRate: number): Buffer {
  const dataBytes = samples * 2;
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'ascii');
  header.writeUInt32LE(WAV_HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'ascii');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'ascii');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** Samples in -1..1 as little-endian 16-bit PCM; what lies outside is limited, not wrapped. */
export function toPcm16(samples: Float32Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, index) => {
    const limited = Math.max(-1, Math.min(1, Number.isFinite(sample) ? sample : 0));
    pcm.writeInt16LE(Math.round(limited * 32767), index * 2);
  });
  return pcm;
}

/** A WAV file part by part, so that a long text never lies in memory twice. */
export function* wavParts(parts: readonly Float32Array[], sampleRate: number): Generator<Buffer> {
  yield wavHeader(parts.reduce((sum, part) => sum + part.length, 0), sampleRate);
  for (const part of parts) yield toPcm16(part);
}
