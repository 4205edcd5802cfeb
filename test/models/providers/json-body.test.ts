import fc from 'fast-check';
import { jsonBody, MediaString } from '../../../src/models/providers/json-body.js';

async function sent(value: unknown): Promise<{ text: string; length: string | undefined }> {
  const { body, headers } = jsonBody(value);
  if (typeof body === 'string') return { text: body, length: headers['content-length'] };
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), length: headers['content-length'] };
}

test('media are sent as the same base64 as if the whole were a string, with the right length', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 4 }), fc.string(), async (media, words) => {
    const value = { words, list: media.map((bytes) => ({ url: new MediaString('data:image/png;base64,', bytes) })) };
    const plain = { words, list: media.map((bytes) => ({ url: `data:image/png;base64,${Buffer.from(bytes).toString('base64')}` })) };
    const { text, length } = await sent(value);
    expect(JSON.parse(text)).toEqual(plain);
    expect(length).toBe(media.length === 0 ? undefined : String(Buffer.byteLength(text)));
  }), { numRuns: 50 });
});

test('large media go in pieces, between which others get their turn', async () => {
  const bytes = Buffer.alloc(1_000_001, 7);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const { text } = await sent({ picture: new MediaString('', bytes) });
  clearInterval(timer);
  expect((JSON.parse(text) as { picture: string }).picture).toBe(bytes.toString('base64'));
  expect(turns).toBeGreaterThan(0);
  expect(new MediaString('x', bytes).toString()).toBe(`x${bytes.toString('base64')}`);
});
