import { refusalOf } from '../../../src/tools/browser/url-rules.js';

const PUBLIC = new URL('https://example.org/page');

test.each([
  ['http://127.0.0.1:9000/', true],
  ['http://169.254.169.254/latest/meta-data', true],
  ['ws://localhost:9222/devtools', true],
  ['wss://10.0.0.5/', true],
  ['file:///etc/passwd', true],
  ['ftp://example.org/', true],
  ['https://cdn.example.net/a.js', false],
  ['wss://example.net/live', false],
  ['data:text/plain,hi', false],
])('a public page and %s: refused %s', async (request, refused) => {
  expect((await refusalOf(request, PUBLIC, [])) !== undefined).toBe(refused);
});

test('a page of this machine may reach this machine', async () => {
  expect(await refusalOf('http://127.0.0.1:9000/', new URL('http://localhost:8000/'), [])).toBeUndefined();
});
