import { TRUTH, type WidgetPage } from '../../../bench/widgets/widget.js';
import { PASSERS_BY } from '../../../bench/widgets/pages/passers-by.js';
import { STRANGERS } from '../../../bench/widgets/pages/strangers.js';
import { VISITORS } from '../../../bench/widgets/pages/visitors.js';
import { closeBrowser, openBrowser, type BrowserLease } from '../../../src/tools/browser/index.js';
import { PASSER_BY_VISITS } from './passers-by-hands.js';
import { STRANGER_VISITS } from './strangers-hands.js';
import { VISITS, type Visit } from './visitors-hands.js';

const PAGES = [...VISITORS, ...STRANGERS, ...PASSERS_BY];
const HANDS: Readonly<Record<string, Visit>> = { ...VISITS, ...STRANGER_VISITS, ...PASSER_BY_VISITS };

let lease: BrowserLease;

beforeAll(async () => {
  lease = await openBrowser();
});

afterAll(async () => {
  lease.release();
  await closeBrowser();
});

/** What the page says of itself in the end, and what went wrong in its script. */
async function after({ body, viewport }: WidgetPage, hands: Visit['right']): Promise<string> {
  const context = await lease.browser.newContext({ viewport });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.setContent(body);
  await hands(page);
  const truth = String(await page.evaluate(TRUTH));
  await context.close();
  expect(faults).toEqual([]);
  return truth;
}

test('every page has a visit', () => {
  expect(PAGES.map(({ name }) => name)).toEqual(Object.keys(HANDS));
});

for (const page of PAGES) test(`${page.name}: ${page.impossible ? 'an honest try reaches nothing, and what comes near the goal is wrong' : 'reached by what was asked, and by nothing else'}`, async () => {
  const { right, wrong } = HANDS[page.name]!;
  expect(await after(page, () => Promise.resolve())).toBe('page');
  expect(await after(page, right)).toBe(page.impossible ? 'page' : 'reached');
  for (const hands of wrong) expect(await after(page, hands)).toMatch(page.impossible ? /^wrong$/ : /^(page|wrong)$/);
});
