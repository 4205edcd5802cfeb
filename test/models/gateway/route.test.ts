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
