import type { Page } from 'playwright-core';

export type Hands = (page: Page) => Promise<unknown>;

/** What a person does who does what is asked, and several who do something else. */
export interface Visit {
  /** On a page whose goal cannot be reached: an honest try. */
  readonly right: Hands;
  readonly wrong: readonly Hands[];
}

export const press = (...selectors: readonly string[]): Hands => async (page) => {
  for (const selector of selectors) await page.click(selector, { timeout: 4_000 });
};
export const inOrder = (...all: readonly Hands[]): Hands => async (page) => {
  for (const one of all) await one(page);
};
export const type = (selector: string, text: string): Hands => async (page) => {
  await page.click(selector);
  await page.keyboard.type(text);
};
export const key = (...keys: readonly string[]): Hands => async (page) => {
  for (const one of keys) await page.keyboard.press(one);
};
const wait = (ms: number): Hands => (page) => page.waitForTimeout(ms);
const seen = (selector: string): Hands => (page) => page.waitForSelector(selector, { timeout: 8_000 });
const drag = (from: string, onto: string, y: number): Hands => (page) => page.dragAndDrop(from, onto, { targetPosition: { x: 60, y } });
/** Marks what stands between two places in the text, by the mouse as a person would, and presses a marker. */
const mark = (start: string, end: string, colour: string): Hands => async (page) => {
  // As source text: the project's code is checked without the types of the page's world.
  const [a, b] = JSON.parse(String(await page.evaluate(`(()=>{const n=document.querySelector('#a').firstChild,t=n.textContent,at=(k)=>{const r=document.createRange();r.setStart(n,k);r.setEnd(n,k+1);const q=r.getBoundingClientRect();return[q.left+1,q.top+q.height/2]};return JSON.stringify([at(t.indexOf(${JSON.stringify(start)})),at(t.indexOf(${JSON.stringify(end)})+${end.length})])})()`))) as [[number, number], [number, number]];
  await page.mouse.move(...a);
  await page.mouse.down();
  await page.mouse.move(...b, { steps: 4 });
  await page.mouse.up();
  await page.click(`[data-c=${colour}]`);
};
const seat = (name: string): string => `[data-s=${name}]`;
const album = (name: string): string => `u[data-n="${name}"]`;
const flight = (letters: string, code: string): Hands => inOrder(type('#to', letters), press(`[data-c=${code}]`, '#go'));
const pizza = (size: string, toppings: readonly string[], address: string, end: readonly string[]): Hands => inOrder(press(`[data-z=${size}]`, '#n', ...toppings.map((topping) => `[data-q=${topping}]`), '#n'), type('#a', address), press('#n', ...end));
const shift = (count: number): readonly string[] => Array<string>(count).fill('i[data-k="0"][data-d="1"]');
const forward = (row: number, kind: string, to: string): Hands => inOrder(press(`.m[data-k="${row}"] b`, `[data-a=${kind}]`), async (page) => page.fill('#to', to), press('#w button'));
const menu = (...path: readonly string[]): Hands => async (page) => {
  for (const [depth] of path.entries()) await page.hover(`[data-p="${path.slice(0, depth + 1).join('/')}"]`, { position: { x: 30, y: 20 } });
  await page.click(`[data-p="${path.join('/')}"]`);
};
const run = (ms: number): Hands => inOrder(press('#s'), wait(ms), press('#s'));
const scrollDown: Hands = async (page) => {
  await page.hover('#t');
  await page.mouse.wheel(0, 4_000);
  await page.waitForSelector('#y:enabled');
};
const at = (x: number, y: number): Hands => (page) => page.click('#c', { position: { x, y } });

/** By the page's name. */
export const VISITS: Readonly<Record<string, Visit>> = {
  'flight search with suggestions': { right: flight('Lis', 'LIS'), wrong: [flight('Lis', 'LSY'), inOrder(type('#to', 'Lisbon'), press('#go')), inOrder(type('#from', 'x'), flight('Lis', 'LIS'))] },
  'cottage for some nights': { right: press('#n', '[data-k="2026-06-12"]', '[data-k="2026-06-16"]', '#k'), wrong: [press('#n', '[data-k="2026-06-12"]', '[data-k="2026-06-16"]'), press('[data-k="2026-05-12"]', '[data-k="2026-05-16"]', '#k'), press('#n', '[data-k="2026-06-12"]', '#k')] },
  'paint for a bicycle': { right: inOrder(press('[data-n=orange]', '#b'), seen('#e.bad'), press('#b'), seen('#e.good')), wrong: [inOrder(press('[data-n=orange]', '#b'), seen('#e.bad')), inOrder(press('[data-n=yellow]', '#b'), seen('#e.bad'), press('#b'), seen('#e.good'))] },
  'loan with slider and box': { right: inOrder((page) => page.fill('#t1', '25'), key('Tab')), wrong: [inOrder((page) => page.fill('#t1', '26'), key('Tab')), inOrder((page) => page.fill('#t1', '25'), (page) => page.fill('#a1', '25'), key('Tab')), press('#t')] },
  'tags of an article': { right: inOrder(press('.c b[data-k="1"]'), type('#i', 'travel'), key('Enter')), wrong: [inOrder(press('.c b[data-k="1"]'), type('#i', 'travel')), inOrder(press('.c b[data-k="0"]'), type('#i', 'travel'), key('Enter')), inOrder(type('#i', 'travel'), key('Enter'))] },
  'trip by pictures': { right: inOrder(press('label:has([value=beach])', '#b'), seen('text=is booked')), wrong: [press('label:has([value=beach])'), inOrder(press('label:has([value=forest])', '#b'), seen('text=is booked'))] },
  'code between advertisements': { right: inOrder(type('#i', 'KX7-PLUM-42'), press('#b')), wrong: [inOrder(type('#i', 'RF9-PEAR-17'), press('#b')), inOrder(press('.ad button'), type('#i', 'KX7-PLUM-42'), press('#b')), type('#i', 'KX7-PLUM-42')] },
  'pizza in four steps': { right: pizza('Medium', ['Mushrooms', 'Olives'], 'Harbour Street 4', ['#n']), wrong: [pizza('Medium', ['Mushrooms', 'Olives'], 'Harbour Street 4', []), pizza('Medium', ['Mushrooms', 'Olives', 'Corn'], 'Harbour Street 4', ['#n']), pizza('Large', ['Mushrooms', 'Olives'], 'Harbour Street 4', ['#n'])] },
  'board of applicants': { right: drag('text=Mira Novak', '.k:nth-child(2)', 130), wrong: [drag('text=Mira Novak', '.k:nth-child(2)', 340), drag('text=Mira Novak', '.k:nth-child(3)', 130), drag('text=Tom Reyes', '.k:nth-child(2)', 130)] },
  'files in a tree': { right: press('[data-p=Documents]', '[data-p="Documents/Finance"]', '[data-p="Documents/Finance/2024"]', '[data-p="Documents/Finance/2024/budget.csv"]'), wrong: [press('[data-p=Documents]', '[data-p="Documents/Finance"]', '[data-p="Documents/Finance/2023"]', '[data-p="Documents/Finance/2023/budget.csv"]'), press('[data-p=Documents]', '[data-p="Documents/Finance"]', '[data-p="Documents/Finance/2024"]')] },
  'mail to be passed on': { right: forward(2, 'forward', 'ida@fjord.no'), wrong: [forward(1, 'forward', 'ida@fjord.no'), forward(2, 'reply', 'ida@fjord.no'), inOrder(press('[data-star="0"]'), forward(2, 'forward', 'ida@fjord.no')), inOrder(forward(2, 'forward', 'ida@fjord.no'), forward(2, 'forward', 'ida@fjord.no'))] },
  'chat with several people': { right: inOrder(press('[data-n=Priya]'), type('#i', 'Running ten minutes late'), press('#s')), wrong: [inOrder(type('#i', 'Running ten minutes late'), press('#s')), inOrder(press('[data-n=Priya]'), type('#i', 'Running ten minutes late'))] },
  'shopping list': { right: press(...shift(3), 'u[data-k="2"]'), wrong: [press(...shift(4), 'u[data-k="2"]'), press(...shift(3), 'u[data-k="1"]'), press(...shift(3))] },
  'files that are taken along': { right: press('#a', '[data-n="notes.txt"]', '#d'), wrong: [press('#a', '#d'), press('#a', '[data-n="notes.odt"]', '#d'), press('#a', '[data-n="notes.txt"]', '#x')] },
  'table that can be sorted': { right: inOrder(press('[data-k="2"]', '[data-k="2"]'), type('#i', 'Garrow'), press('#c')), wrong: [inOrder(type('#i', 'Garrow'), press('#c')), inOrder(press('[data-k="1"]'), type('#i', 'Garrow'), press('#c')), inOrder(press('[data-k="2"]'), type('#i', 'Kettle'), press('#c'))] },
  'album behind two questions': { right: press(album('Winter 2019'), '#yes', '#kill'), wrong: [press(album('Winter 2018'), '#yes', '#kill'), press(album('Winter 2019'), '#yes'), press(album('Winter 2019'), '#yes', '#keep')] },
  'menu that opens sideways': { right: menu('Garden', 'Seeds', 'Herbs'), wrong: [menu('Kitchen', 'Herbs'), menu('Garden', 'Seeds', 'Lawn')] },
  'licence to be read': { right: inOrder(scrollDown, press('#y')), wrong: [scrollDown, inOrder(scrollDown, press('#n'))] },
  'target among stars': { right: at(120, 250), wrong: [at(330, 70), inOrder(at(90, 80), at(120, 250)), at(200, 30)] },
  'marker for a text': { right: mark('bees return', 'April', 'yellow'), wrong: [mark('bees return', 'April', 'pink'), mark('the bees', 'April', 'yellow'), mark('return', 'April', 'yellow')] },
  'mail by keys alone': { right: key('e'), wrong: [key('d'), key('j', 'e'), key('e', 'e')] },
  'one that differs': { right: press('svg[data-k="9"]'), wrong: [press('svg[data-k="6"]'), press('svg[data-k="6"]', 'svg[data-k="9"]')] },
  stopwatch: { right: run(5_300), wrong: [run(1_000), press('#s')] },
  'menu bar of a writer': { right: press('[data-n=Format]', '[data-s=Case]', '[data-c="Upper case"]'), wrong: [press('[data-n=Format]', '[data-s=Case]', '[data-c="Title case"]'), press('[data-n=Format]', '[data-s=Case]'), inOrder(press('#y'), press('[data-n=Edit]', '[data-c=Cut]', '[data-n=Format]', '[data-s=Case]', '[data-c="Upper case"]'))] },
  'seat that is taken': { right: press(seat('C4'), '#b'), wrong: [press(seat('C3'), '#b')] },
  'switch that goes back': { right: inOrder(press('[data-k="1"]'), seen('text=managed by')), wrong: [press('[data-k="0"]'), press('[data-k="2"]')] },
  'sign in beside sign up': { right: inOrder(type('#in input >> nth=0', 'tom@oak.io'), type('#in input >> nth=1', 'reed9'), press('#in button'), seen('text=is not right')), wrong: [inOrder(type('#up input >> nth=0', 'tom@oak.io'), type('#up input >> nth=1', 'reed9'), press('#up button')), press('#a')] },
  'tool that is not there': { right: (page) => page.hover('[data-n=Brush]'), wrong: [press('[data-n=Crop]'), press('[data-n=Zoom]', '[data-n=Select]')] },
  'job on no page': { right: press('#p span:last-child', '#p span:last-child'), wrong: [press('u[data-j="Lighthouse cleaner"]'), press('#p span:last-child', '#p span:last-child', 'u[data-j="Lightship cook"]')] },
  'appointment that is gone': { right: press('#d [data-k="3"]', '#g [data-k="3"]', '#b'), wrong: [press('#d [data-k="3"]', '#g [data-k="2"]', '#b'), press('#g [data-k="3"]', '#b')] },
};
