import { refusalOf } from '../../../src/tools/browser/url-rules.js';

const PUBLIC = new URL('https://example.org/page');

test.each([
  ['file:///etc/passwd', true],
  ['ftp://example.org/', true],
  ['https://cdn.example.net/a.js', false],
  ['wss://example.net/live', false],
  ['data:text/plain,hi', false],
])('a public page and %s: refused %s', async (request, refused) => {
  expect((await refusalOf(request, PUBLIC, [])) !== undefined).toBe(refused);
});
