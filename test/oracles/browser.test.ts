import { browserOracles } from '../../src/oracles/browser.js';
import { ScriptedModels } from '../../src/models/scripted.js';
import { checkText, oracleNamed } from './check.js';

const pageShows = oracleNamed(browserOracles, 'page_shows');
const page = (texts: string[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Elm Street Pool', status: 200, finalUrl: 'http://a.example/', media: 0, passwordFields: 0, overlays: [],
  blocks: texts.map((text, index) => ({ text, tag: 'p', box: { x: 0, y: index * 20, width: 100, height: 20 } })), ...more,
});

describe('goal_proved', () => {
  const goalProved = oracleNamed(browserOracles, 'goal_proved');
  const proved = { part: 'click "OK"', status: 'proved', reason: 'the page says "Done"' };
  const open = { part: 'tick "News"', status: 'unproved', reason: 'it cannot be seen' };
  const check = (value: unknown) => goalProved.check({ port: 'json', modality: 'json', value, tool: 'operate_browser', inputs: [], outputs: [], goal: '' }, {}, { signal: new AbortController().signal, models: new ScriptedModels([]), scratch: '' });
  test('passes when every part was proved', async () => {
    expect(await check({ status: 'completed', checks: [proved], unproved: [] })).toMatchObject({ status: 'pass', evidence: [{ message: 'click "OK": the page says "Done"' }] });
  });
  test.each<[string, unknown, string]>([
    ['a part without proof', { status: 'completed', checks: [proved, open], unproved: ['tick "News": it cannot be seen'] }, 'Not proved: tick "News": it cannot be seen'],
    ['a part that failed', { status: 'completed', checks: [{ ...proved, status: 'failed', reason: 'it is grey' }], unproved: [] }, 'Not proved: click "OK": it is grey'],
    ['no part at all', { status: 'completed', checks: [], unproved: [] }, 'Not proved: No part of the goal was checked.'],
    ['another end', { status: 'suspended', checks: [proved], unproved: [] }, 'Not proved: It ended suspended.'],
    ['other data', { count: 1 }, 'This is no outcome of an operated page.'],
  ])('leaves open, and never fails: %s', async (_, value, message) => {
    expect(await check(value)).toMatchObject({ status: 'inconclusive', evidence: [{ message }] });
  });
});

describe('page_shows', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['content', page(['The pool is closed until 14 March.']), {}, 'pass'],
    ['an empty page', page([]), {}, 'fail'],
    ['a page that is one picture', page([], { media: 1 }), {}, 'pass'],
    ['an error status', page(['Sorry'], { status: 503 }), {}, 'fail'],
    ['an error that comes with status 200', page(['404', 'Page not found'], { title: 'Not found' }), {}, 'fail'],
    ['an article about a 404 error', page([`How we fixed the 404 page not found error. ${'Long text. '.repeat(200)}`]), {}, 'pass'],
    ['a captcha', page(['Verify you are human'], { title: 'Just a moment...' }), {}, 'fail'],
    ['a cookie wall', page(['News of the day', 'We use cookies', 'Accept all'], { overlays: [{ text: 'We and our partners use cookies. Accept all', cover: 0.9 }] }), {}, 'fail'],
    ['a small cookie banner under an article', page(['A long article. '.repeat(30)], { overlays: [{ text: 'We use cookies.', cover: 0.1 }] }), {}, 'pass'],
    ['a login form', page(['Sign in', 'Password'], { passwordFields: 1 }), {}, 'fail'],
    ['a notice that forbids something', page(['Swimming is forbidden in the harbour until Friday.']), {}, 'pass'],
    ['a notice about a service', page(['The lift service is unavailable on Monday. Service unavailable: hall B.']), {}, 'pass'],
    ['a traffic report', page(['Expect unusual traffic on the bridge.']), {}, 'pass'],
    ['a short notice on data protection', page(['GDPR training takes place on Monday at 9.']), {}, 'pass'],
    ['a bare server error', page(['Forbidden'], { title: '403 Forbidden' }), {}, 'fail'],
    ['the login form that was asked for', page(['Sign in', 'Password'], { passwordFields: 1, url: 'http://a.example/' }), {}, 'pass'],
    ['a login form after a redirect', page(['Sign in', 'Password'], { passwordFields: 1, url: 'http://a.example/news' }), {}, 'fail'],
    ['the wanted text', page(['The pool’s closed']), { text: "the pool's CLOSED" }, 'pass'],
    ['not the wanted text', page(['The pool is open']), { text: 'closed' }, 'fail'],
    ['the wanted title', page(['x y z']), { titleIncludes: 'elm street' }, 'pass'],
  ])('%s', async (_, facts, params, status) => {
    expect((await checkText(pageShows, facts, params)).status).toBe(status);
  });

  test('without facts of a page it cannot tell', async () => {
    expect((await checkText(pageShows, 'just text')).status).toBe('inconclusive');
  });

  test('a screenshot by itself is read', async () => {
    const picture = { port: 'file', modality: 'image', value: { id: 'a'.repeat(64), modality: 'image', mime: 'image/png', bytes: 1, metadata: {}, path: '/shot.png' }, tool: null, inputs: [], outputs: [], goal: '' };
    const reads = (text: string): ScriptedModels => new ScriptedModels([{ ocr: { width: 100, height: 50, lines: [{ text, box: { x: 0, y: 0, width: 90, height: 20 }, confidence: 1, words: [] }] } }]);
    const status = async (text: string, params: Record<string, unknown>): Promise<string> => (await pageShows.check(picture, pageShows.params.parse(params), { signal: new AbortController().signal, models: reads(text), scratch: '/nonexistent' })).status;
    expect(await status('The pool is closed', { text: 'pool is closed' })).toBe('pass');
    expect(await status('The pool is closed', { text: 'library opens' })).toBe('fail');
    expect(await status('404 Page not found', {})).toBe('fail');
  });

  test('shows where the wanted text stands', async () => {
    const finding = await checkText(pageShows, page(['a b', 'The pool is closed']), { text: 'pool' });
    expect(finding.evidence?.[1]).toMatchObject({ message: '"The pool is closed"', box: { y: 20 } });
  });
});
