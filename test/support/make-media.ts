import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { mediaProgram } from '../../src/tools/media/index.js';

const run = promisify(execFile);

/** Makes a small file with ffmpeg's own generators. `args` stand between the global options and the output name. */
export async function makeMedia(into: string, args: readonly string[]): Promise<string> {
  await run(mediaProgram('ffmpeg'), ['-hide_banner', '-nostdin', '-y', '-v', 'error', ...args, `file:${into}`]);
  return into;
}

/** A test pattern of the given length with a tone, as H.264 and AAC in MP4. */
export async function makeClip(into: string, seconds: number, options: { sound?: boolean; size?: string } = {}): Promise<string> {
  const { sound = true, size = '160x120' } = options;
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`] : [];
  return await makeMedia(into, ['-f', 'lavfi', '-i', `testsrc=duration=${seconds}:size=${size}:rate=10`, ...tone, '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10']);
}

/** A PNG whose header declares the given size; it holds next to no pixel data. */
export function pngHeader(width: number, height: number): Buffer {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), pngChunk('IHDR', ihdr), pngChunk('IDAT', deflateSync(Buffer.alloc(4096))), pngChunk('IEND', Buffer.alloc(0))]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}
