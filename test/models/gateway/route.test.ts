import { request } from 'node:http';
import { parseConfig, startModelServer, type RunningModelServer } from '../../../src/models/index.js';
import { modelOf } from '../../../src/models/gateway/route.js';

const form = (model: string): Buffer => Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: audio/wav\r\n\r\n\x00\xff\r\n--b\r\nContent-Disposition: form-data; name="model"\r\n\r\n${model}\r\n--b--\r\n`, 'latin1');

test.each([
  ['its query', { model: 'a' }, 'image/png', Buffer.from([1]), 'a'],
  ['its JSON', {}, 'application/json', Buffer.from('{"model": "b"}'), 'b'],
  ['a field of its form', {}, 'multipart/form-data; boundary=b', form('c'), 'c'],
  ['nothing', {}, 'application/json', Buffer.from('{"model": ""}'), undefined],
  ['an empty field', {}, 'multipart/form-data; boundary=b', form(''), undefined],
])('a request names its model by %s', (_where, query, type, body, model) => {
  expect(modelOf(query, type, body)).toBe(model);
});

describe('a server that wants no token', () => {
  let server: RunningModelServer;
  beforeAll(async () => {
    const store = { entries: [], state: () => 'missing' as const, files: () => ({}), verify: () => Promise.resolve({ sound: true, damaged: [] }) };
    server = await startModelServer({ port: 0, models: { config: parseConfig({}, 'test'), env: {}, store } });
  });
  afterAll(() => server.close());

  /** Not by fetch, which sets these headers itself. */
  const ask = (path: string, headers: Record<string, string>, body?: string): Promise<{ status: number | undefined; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = request(`${server.url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { 'content-type': 'application/json', ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => { resolve({ status: response.statusCode, text }); });
      });
      asked.on('error', reject).end(body);
    });

  test('answers programs, and neither pages nor names that a page may have pointed here', async () => {
    expect(await ask('/models', {})).toMatchObject({ status: 200 });
    for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }]) {
      expect(await ask('/models', headers)).toMatchObject({ status: 403, text: expect.stringContaining('forbidden') });
      expect(await ask('/chat/completions', headers, '{}')).toMatchObject({ status: 403 });
    }
  });

  test.each(['null', '[]', '"x"', '{'])('says that %s is a wrong request', async (body) => {
    expect(await ask('/chat/completions', {}, body)).toMatchObject({ status: 400 });
  });

  test('says which models there are where none does what is asked', async () => {
    expect(await ask('/audio/activity', {}, '{}')).toMatchObject({ status: 404, text: expect.stringContaining('model_missing') });
  });
});
