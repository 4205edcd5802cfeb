import { inOrder, key, press, type, type Hands, type Visit } from './visitors-hands.js';

const nothing: Hands = () => Promise.resolve();
/** By a visible text that stands for itself. */
const word = (...texts: readonly string[]): Hands => async (page) => {
  for (const text of texts) await page.getByText(text, { exact: true }).first().click({ timeout: 4_000 });
};
const choose = (selector: string, label: string): Hands => (page) => page.selectOption(selector, { label });
const point = (x: number, y: number): Hands => (page) => page.mouse.click(x, y);
/** Pressed, moved and let go by the mouse, from place to place. */
const pull = (from: readonly [number, number], to: readonly [number, number]): Hands => async (page) => {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 8 });
  await page.mouse.up();
};
const rightClick = (selector: string): Hands => (page) => page.click(selector, { button: 'right' });
const scroll = (y: number): Hands => (page) => page.mouse.wheel(0, y);

const sign = (name: string, words: string): Hands => inOrder(type('#n', name), type('#t', words), press('[type=submit]'));
const rename = (folder: number, name: string): Hands => inOrder(rightClick(`.f[data-k="${folder}"]`), word('Rename'), (page) => page.keyboard.type(name), key('Enter'));
const room = (kind: string, extras: readonly string[], title: string, name: string): Hands => inOrder(press(`[value=${kind}]`, ...extras), choose('#a', title), type('#n', name), press('button'));
const login = (password: string): Hands => inOrder(type('#u', 'nora.k'), type('#p', password), press('#s'));
const mug = (card: number, ...more: readonly string[]): Hands => press(...more.map((sign) => `.c[data-k="${card}"] [data-d="${sign}"]`), `.c[data-k="${card}"] .a`);
const train = (day: number, row: number): Hands => press(`.d [data-k="${day}"]`, `#t [data-k="${row}"]`);
const user = (filter: string, id: number, act: string): Hands => inOrder(type('#q', filter), press(`[data-k="${id}"]`), word(act));
const like = (card: number): Hands => press(`svg[data-k="${card}"]`);
const flight = (trip: string, day: string, children: number): Hands => inOrder(word(trip), press('[data-f=From]'), word('Porto'), press('[data-f=To]'), word('Madrid'), press('[data-f=Leaves]', '[data-m="1"]'), word(day), press('[data-f=Who]', '[data-k=a][data-d="1"]', ...Array<string>(children).fill('[data-k=c][data-d="1"]'), '.r button'));
const total = (cell: string, value: string): Hands => inOrder(press(`[data-k=${cell}]`), (page) => page.keyboard.type(value), key('Enter'));
const complain = (number: string, topic: string): Hands => inOrder(word('Support'), type('#n', number), word(topic, 'Send'));
const damage = (what: string, day: string, how: string): Hands => inOrder(word(what), press('#n'), (page) => page.fill('#d', day), type('#c', '240'), press('#n'), word(how), press('#u', '#n'));

/** By the page's name. */
export const STRANGER_VISITS: Readonly<Record<string, Visit>> = {
  'guest book': { right: sign('Wilma Bakker', 'Such a lovely place'), wrong: [sign('Wilma', 'Such a lovely place'), inOrder(type('#n', 'Wilma Bakker'), type('#t', 'Such a lovely place'))] },
  'cookie notice over a newspaper': { right: press('#n'), wrong: [press('#a'), press('#s', '#k')] },
  'kettle to be rated': { right: press('[data-k="4"]'), wrong: [press('[data-k="3"]')] },
  'help in Spanish': { right: press('[data-k="2"]'), wrong: [press('[data-k="1"]')] },
  'letter with a bar of pictures': { right: press('[data-n=Print]'), wrong: [press('[data-n=Save]')] },
  'sum for pupils': { right: inOrder(type('#a', '25'), press('#b')), wrong: [inOrder(type('#a', '24'), press('#b')), type('#a', '25')] },
  'French letter of news': { right: inOrder(type('#e', 'lea@moulin.fr'), press('#s')), wrong: [type('#q', 'lea@moulin.fr'), type('#e', 'lea@moulin.fr')] },
  'mail put away by mistake': { right: press('#u'), wrong: [press('.m')] },
  'game that waits for a key': { right: key('Enter'), wrong: [key('Space')] },
  'folders with a menu of the right button': { right: rename(0, 'Bills'), wrong: [rename(1, 'Bills'), rename(0, 'Bill')] },
  'noughts and crosses': { right: press('[data-k="7"]'), wrong: [press('[data-k="2"]'), inOrder(press('[data-k="2"]'), press('[data-k="7"]'))] },
  'notice in a small editor': { right: inOrder(press('#a'), (page) => page.mouse.dblclick(286, 115), press('[data-c=bold]')), wrong: [inOrder(press('#a'), key('Control+a'), press('[data-c=bold]'))] },
  'German room': { right: room('D', ['#b'], 'Frau', 'Adler'), wrong: [room('E', ['#b'], 'Frau', 'Adler'), room('D', ['#b', '#h'], 'Frau', 'Adler')] },
  'sign in with floating labels': { right: inOrder(press('#r'), login('plum-77')), wrong: [login('plum-77'), inOrder(press('#r'), login('plum-7'))] },
  'countries that were visited': { right: inOrder(type('#i', 'Norw'), word('Norway'), type('#i', 'Peru'), word('Peru')), wrong: [type('#i', 'Norway'), inOrder(type('#i', 'Nor'), word('North Korea'))] },
  'player with thin sliders': { right: inOrder(press('#play'), pull([275, 458], [155, 458])), wrong: [press('#play'), pull([275, 458], [155, 458]), inOrder(press('#play', '#next'), pull([275, 458], [155, 458]))] },
  'triangles to be counted': { right: word('5'), wrong: [word('4'), word('4', '5')] },
  'settings of a telephone': { right: press('[data-k="1"] u'), wrong: [press('[data-k="0"] u')] },
  'settings of a telephone, in vain': { right: press('[data-k="4"] u'), wrong: [press('[data-k="2"] u')] },
  'shop of mugs': { right: mug(1, '1'), wrong: [mug(1), mug(4, '1'), inOrder(mug(1, '1'), mug(0))] },
  'shop of mugs, in vain': { right: scroll(300), wrong: [mug(1)] },
  'trains of a week': { right: train(4, 2), wrong: [train(0, 2), train(4, 0)] },
  'trains of a week, in vain': { right: press('.d [data-k="4"]'), wrong: [train(4, 1)] },
  'users of a shop system': { right: user('larch', 1015, 'Block'), wrong: [user('Ivo', 1009, 'Block'), user('larch', 1015, 'Delete')] },
  'users of a shop system, in vain': { right: type('#q', 'Olga'), wrong: [user('an', 1001, 'Block')] },
  'recipes without end': { right: like(13), wrong: [like(10), inOrder(like(13), like(0))] },
  'recipes without end, in vain': { right: scroll(4_000), wrong: [like(4)] },
  'contracts to be compared': { right: press('[data-k="4"]'), wrong: [press('[data-k="7"]'), press('[data-k="6"]')] },
  'contracts to be compared, in vain': { right: nothing, wrong: [press('[data-k="3"]')] },
  'flight for a family': { right: flight('One way', '14', 1), wrong: [flight('Round trip', '14', 1), flight('One way', '14', 0), flight('One way', '15', 1)] },
  'sheet without a total': { right: total('B6', '58'), wrong: [total('B6', '57'), total('C6', '58')] },
  'songs to be ordered': { right: inOrder(pull([200, 159], [200, 80]), pull([200, 291], [200, 150])), wrong: [pull([200, 159], [200, 80])] },
  'order that has not come': { right: complain('KX-40817', 'Late delivery'), wrong: [complain('KX-40871', 'Late delivery'), complain('KX-40817', 'Return')] },
  'map with pins': { right: inOrder(point(265, 345), word('Save')), wrong: [point(265, 345), inOrder(point(345, 250), word('Save')), inOrder(point(470, 180), word('Save'))] },
  'damage in three steps': { right: damage('Theft', '2026-03-03', 'By telephone'), wrong: [damage('Theft', '2026-03-03', 'By e-mail'), damage('Fire', '2026-03-03', 'By telephone')] },
  'week with a dentist': { right: pull([340, 155], [720, 287]), wrong: [pull([340, 155], [720, 221]), pull([160, 230], [720, 287])] },
};
