import { inOrder, key, press, type, type Hands, type Visit } from './visitors-hands.js';

const named = (...names: readonly string[]): Hands => async (page) => {
  for (const name of names) await page.getByRole('button', { name, exact: true }).click({ timeout: 4_000 });
};
const word = (...texts: readonly string[]): Hands => async (page) => {
  for (const text of texts) await page.getByText(text, { exact: true }).first().click({ timeout: 4_000 });
};
const choose = (selector: string, label: string): Hands => (page) => page.selectOption(selector, { label });
const fill = (selector: string, text: string): Hands => (page) => page.fill(selector, text);
const slide = (steps: number): Hands => inOrder((page) => page.focus('#r'), key(...Array<string>(steps).fill('ArrowRight')));
/** Pressed on one element, moved and let go somewhere on another. */
const pull = (from: string, onto: string, y: number): Hands => async (page) => {
  const [start, end] = [await page.locator(from).boundingBox(), await page.locator(onto).boundingBox()];
  await page.mouse.move(start!.x + 40, start!.y + start!.height / 2);
  await page.mouse.down();
  await page.mouse.move(end!.x + 60, end!.y + y, { steps: 8 });
  await page.mouse.up();
};
const ticks = (...values: readonly string[]): Hands => press(...values.map((value) => `[value=${value}]`));
const meals = (...cells: readonly string[]): Hands => press(...cells.map((cell) => `[data-m=${cell}]`));
const later = (months: number, day: string): Hands => inOrder(press('#d', ...Array<string>(months).fill('[data-d="1"]')), word(day));
const passOn = (row: number, icon: string, to: string): Hands => inOrder(press(`[data-k="${row}"]`, icon), fill('#to', to), press('#go'));
const post = (...acts: readonly string[]): Hands => press(...acts.map((act) => `[data-a=${act}]`));
const search = (words: string, ...then: readonly Hands[]): Hands => inOrder(type('#q', words), press('#s'), ...then);
const result = (text: string): Hands => (page) => page.click(`#r a:text-is("${text}")`, { timeout: 4_000 });
const pizza = (size: string, crust: string, topping: string): Hands => inOrder(press(`[value=${size}]`), choose('#c', crust), press('#d', `li:text-is("${topping}")`));
const menu = (part: string, leaf: string): Hands => inOrder(press('.t'), (page) => page.locator('.o > div').filter({ hasText: part }).hover({ position: { x: 20, y: 8 } }), press(`[data-t="${leaf}"]`));
const answer = (text: string, button: string): Hands => inOrder(type('#a', text), press(button));
const toTheEnd: Hands = async (page) => {
  await page.hover('#t');
  await page.mouse.wheel(0, 4_000);
  await page.waitForSelector('#a:enabled');
};
const files = (...paths: readonly string[]): Hands => press(...paths.map((path) => `[data-p="${path}"]`));
const town = (row: number): Hands => inOrder(type('#q', 'lju'), press(`[data-k="${row}"]`));
const signUp = (country: string, guests: number, ...boxes: readonly string[]): Hands => inOrder(type('#f', 'Maja'), type('#l', 'Novak'), type('#e', 'maja.novak@post.example'), choose('#c', country), press(...Array<string>(guests).fill('#p'), ...boxes, '#s'));
/** Marks a word by two clicks in the middle of it. */
const mark = (text: string): Hands => async (page) => {
  // As source text: the project's code is checked without the types of the page's world.
  const [x, y] = JSON.parse(String(await page.evaluate(`(()=>{const n=document.querySelector('#e').firstChild,k=n.textContent.indexOf('${text}'),r=document.createRange();r.setStart(n,k);r.setEnd(n,k+${text.length});const q=r.getBoundingClientRect();return JSON.stringify([q.left+q.width/2,q.top+q.height/2])})()`))) as [number, number];
  await page.mouse.dblclick(x, y);
};
/** The caret at the end of the nth character, so many of them deleted backwards. */
const cut = (at: number, count: number): Hands => inOrder(press('#t'), key('Control+Home', ...Array<string>(at).fill('ArrowRight'), ...Array<string>(count).fill('Backspace')));
const appointment = (slot: string, title: string): Hands => inOrder(press(`[data-k="${slot}"]`), type('#n', title));
const flight = (day: string, price: number): Hands => inOrder(type('#f', 'Oslo'), type('#t', 'Rome'), fill('#d', day), press('#s', `[data-p="${price}"]`));

/** By the page's name. */
export const PASSER_BY_VISITS: Readonly<Record<string, Visit>> = {
  'four buttons in turn': { right: named('plum', 'kiwi', 'Submit'), wrong: [named('kiwi', 'plum', 'Submit'), named('plum', 'kiwi'), named('plum', 'lime', 'kiwi', 'Submit')] },
  'boxes with odd words': { right: inOrder(ticks('zuN', 'oQr8', 'pim'), press('#s')), wrong: [inOrder(ticks('zuM', 'oQr8', 'pim'), press('#s')), ticks('zuN', 'oQr8', 'pim')] },
  'text from box to box': { right: inOrder(type('#b', 'Lenz 40 tavo, mird'), press('#s')), wrong: [inOrder(type('#b', 'Lenz 40 tavo'), press('#s')), type('#b', 'Lenz 40 tavo, mird')] },
  'slider with a number': { right: inOrder(slide(9), press('#s')), wrong: [slide(9), inOrder(slide(8), press('#s'))] },
  'day out of a small calendar': { right: inOrder(later(2, '18'), press('#s')), wrong: [inOrder(later(1, '18'), press('#s')), later(2, '18')] },
  'shapes to be counted': { right: named('5'), wrong: [named('7'), named('7', '5')] },
  'three tabs with links': { right: word('Tab #3', 'augue'), wrong: [word('Tab #3', 'auctor'), word('Tab #3')] },
  'mail passed on': { right: passOn(3, '#fwd', 'Nieve'), wrong: [passOn(1, '#fwd', 'Nieve'), passOn(3, '#rep', 'Nieve'), passOn(3, '#fwd', 'Luna')] },
  'posts of people': { right: post('l1', 's3'), wrong: [post('l0', 's3'), post('s1', 'l3'), post('l1', 's3', 'l1')] },
  'results on pages': { right: search('Otto', press('[data-k="1"]'), result('Lotto Bee')), wrong: [search('Otto', press('[data-k="1"]'), result('Otto Lind')), search('Otto', press('[data-k="1"]'))] },
  'canteen of the week': { right: inOrder(meals('LMo', 'LTh', 'DFr'), press('#s')), wrong: [inOrder(meals('LMo', 'LTu', 'DFr'), press('#s')), meals('LMo', 'LTh', 'DFr')] },
  'pizza to be put together': { right: inOrder(pizza('l', 'Thin', 'mushrooms'), press('#s')), wrong: [inOrder(pizza('m', 'Thin', 'mushrooms'), press('#s')), pizza('l', 'Thin', 'mushrooms')] },
  'help pages that fold': { right: word('Returns', 'It came broken', 'Ask for a new one'), wrong: [word('Returns', 'It came broken'), word('Returns', 'It is the wrong size', 'Change the size')] },
  'menus of a drawing program': { right: menu('Export', 'As PDF'), wrong: [menu('Export', 'As PNG'), menu('Import', 'From PDF')] },
  'projects with a question before': { right: press('[data-p="Birch"]', '#y'), wrong: [press('[data-p="Birch"]'), press('[data-p="Birch"]', '#n'), press('[data-p="Birch (copy)"]', '#y')] },
  'mails in the dark': { right: press('[data-k="1"]', '[data-x="2"]'), wrong: [press('[data-k="4"]', '[data-x="2"]'), press('[data-k="1"]', '[data-x="3"]'), press('[data-k="1"]')] },
  'staff list with a question': { right: answer('Zadar', '#s'), wrong: [answer('Rijeka', '#s'), type('#a', 'Zadar')] },
  'table of lakes in order': { right: press('[data-k="2"]', '[data-k="2"]'), wrong: [press('[data-k="2"]'), press('[data-k="1"]', '[data-k="1"]')] },
  'terms to be read': { right: inOrder(toTheEnd, press('#a')), wrong: [toTheEnd, inOrder(toTheEnd, press('#n'))] },
  'prices of the grocer': { right: answer('8,20', '#c'), wrong: [answer('5.60', '#c'), type('#a', '8.2')] },
  'folders of photos': { right: files('/Photos', '/Photos/2019', '/Photos/2019/Norway', '/Photos/2019/Norway/fjord.jpg'), wrong: [files('/Photos', '/Photos/2018', '/Photos/2018/Norway', '/Photos/2018/Norway/fjord.jpg'), files('/Photos', '/Photos/2019', '/Photos/2019/Norway')] },
  'town that is completed': { right: inOrder(town(2), press('#s')), wrong: [inOrder(town(1), press('#s')), town(2)] },
  'place at the summer school': { right: signUp('Finland', 3, '#r'), wrong: [signUp('Finland', 2, '#r'), signUp('Finland', 3), signUp('Finland', 3, '#r', '#w')] },
  'note in an editor': { right: inOrder(mark('tomorrow'), press('#B', '#s')), wrong: [inOrder(mark('tomorrow'), press('#B')), inOrder(mark('nine'), press('#B', '#s')), inOrder(mark('tomorrow'), press('#I', '#s'))] },
  'sentence with a word too many': { right: inOrder(cut(12, 4), press('#u')), wrong: [cut(12, 4), inOrder(cut(16, 4), press('#u'))] },
  'jobs in a row': { right: pull('.i:nth-child(4)', '.i:nth-child(1)', 4), wrong: [pull('.i:nth-child(4)', '.i:nth-child(2)', 4), pull('.i:nth-child(5)', '.i:nth-child(1)', 4)] },
  'cards on a board': { right: pull('.k:text-is("Paint the fence")', '[data-h=Done]', 200), wrong: [pull('.k:text-is("Paint the fence")', '[data-h="To do"]', 200), pull('.k:text-is("Paint the gate")', '[data-h=Done]', 200)] },
  'week with appointments': { right: inOrder(appointment('Wed 14 10', 'Dentist'), press('#s')), wrong: [appointment('Wed 14 10', 'Dentist'), inOrder(appointment('Tue 13 10', 'Dentist'), press('#s')), inOrder(appointment('Wed 14 10', 'Dentist'), press('#x'))] },
  'flights to Rome': { right: flight('2026-05-12', 149), wrong: [flight('2026-05-12', 97), flight('2026-12-05', 149)] },
  'phone book without the one': { right: press('#x', '#x', '#p'), wrong: [inOrder(press('#x'), (page) => page.click('.r:has-text("Ines") button'))] },
  'scarf that is sold out': { right: named('Blue'), wrong: [named('Blue', 'M', 'Add to basket'), named('Grey', 'L', 'Add to basket')] },
};
