import { createHash } from 'node:crypto';
import { digestInPieces } from '../../../src/models/providers/media-digest.js';

test.each([0, 1, 2 ** 20, 2 ** 20 + 1, 5 * 2 ** 20 - 7])('the digest of %s bytes is that of the whole', async (size) => {
  const bytes = Buffer.alloc(size, 'vouch');
  expect(await digestInPieces('video_url', bytes)).toBe(createHash('sha256').update('video_url').update(bytes).digest('hex'));
});

test('others have their turns while a large video is hashed', async () => {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await digestInPieces('video_url', Buffer.alloc(24 << 20));
  isDone = true;
  expect(turns).toBeGreaterThan(15);
});
