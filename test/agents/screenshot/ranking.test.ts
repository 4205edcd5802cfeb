import { isTold, measuresIn, parseGoal, type Description, type SubGoalOf } from '../../../src/agents/screenshot/goal/index.js';
import { ground } from '../../../src/agents/screenshot/ground/index.js';
import { chosenRecord, recordsOn } from '../../../src/agents/screenshot/operate/records-seen.js';
import { screenOf, type Sketch } from './support/sketch.js';

function targetOf(goal: string): Description | undefined {
  const part = parseGoal(goal).find((one): one is SubGoalOf<'click'> | SubGoalOf<'open'> => one.kind === 'click' || one.kind === 'open');
  return part?.target.rank ? part.target : part?.target.relation?.of;
}

/** The name of the thing that a goal means on a screen. */
function meant(goal: string, ...sketches: Sketch[]): string | undefined {
  const target = targetOf(goal);
  const seen = target?.rank ? recordsOn({ screen: screenOf(...sketches), echo: new Set() }, target.rank) : undefined;
  return target?.rank && seen ? chosenRecord(seen.records, seen.most, target.rank, target.texts)?.name : undefined;
}

const rows = (...cells: readonly (readonly string[])[]): Sketch[] => cells.flatMap((row, y) => row.map((text, x): Sketch => ({ text, at: [10 + 90 * x, 10 + 30 * y, 8 * text.length, 12] })));
const TRAINS = rows(['Train', 'Leaves', 'Duration', 'Fare'], ['Aster', '08:10', '2 h 15 min', '$29'], ['Birch', '06:40', '1 h 55 min', '$41'], ['Cedar', '13:20', '2 h 40 min', '$18']);

describe('what is told from others by a quantity', () => {
  test.each([
    ['Book the cheapest train.', 'Cedar'], ['Book the train with the lowest fare.', 'Cedar'], ['Book the second cheapest train.', 'Aster'], ['Open the fastest train.', 'Birch'],
    ['Book the train with the longest duration.', 'Cedar'], ['Book the earliest train.', 'Birch'], ['Press Book for the most expensive train.', 'Birch'],
    ['Choose the train that costs the least.', 'Cedar'], ['Choose the fastest train for less than 40 dollars.', 'Aster'], ['Choose a train for more than 40 dollars.', 'Birch'],
  ])('%s', (goal, name) => {
    expect(meant(goal, ...TRAINS)).toBe(name);
  });

  test('cards are called by what stands at the same place in each, and compared by their own values', () => {
    const card = (name: string, price: string, x: number, y: number): Sketch[] => [{ text: name, at: [x, y, 60, 14] }, { text: price, at: [x, y + 30, 40, 12] }, { text: 'Add to cart', kind: 'button', at: [x, y + 55, 90, 20] }];
    const shop = [...card('Trail tent', '$129.00', 10, 10), ...card('Camp stove', '$39.90', 150, 10), ...card('Ridge tent', '$89.50', 10, 120), ...card('Head lamp', '$24.00', 150, 120)];
    expect(meant('Add the cheapest tent to the cart.', ...shop)).toBe('Ridge tent');
    expect(meant('Put the least expensive thing into the basket.', ...shop)).toBe('Head lamp');
  });

  test('dates are compared however they are written, and values whose currency was not read as prices', () => {
    expect(meant('Open the newest message.', ...rows(['Eva', 'Yesterday'], ['Tom', '12 Mar 2024'], ['Ada', '3 Jan 2023']))).toBe('Eva');
    expect(meant('Delete the oldest backup.', ...rows(['one', '12 Mar 2024'], ['two', '3 Jan 2023'], ['three', '2024-02-28']))).toBe('two');
    expect(meant('Buy the cheapest lamp.', ...rows(['Arc 12', '45.00'], ['Globe 3', '19.50'], ['Clip 40', '25.00']))).toBe('Globe 3');
  });

  test('figures are compared by how large they look', () => {
    expect(targetOf('Click the largest circle.')?.rank).toBeUndefined();
    expect(parseGoal('Click the smallest red square.')[0]).toMatchObject({ target: { size: 'smallest', colour: 'red' } });
  });

  test('quantities in one unit for their kind', () => {
    expect(['2 TB', '500 GB', '2 h 15 min', '1.299,00 €', '€ 4', '850 m', '4.7 ★', '35 %'].map((text) => measuresIn(text).map(({ kind, value }) => [kind, value]))).toEqual([
      [['data', 2e12]], [['data', 5e11]], [['span', 8100]], [['money', 1299]], [['money', 4]], [['length', 850]], [['rating', 4.7]], [['share', 35]],
    ]);
  });
});

describe('what belongs to a thing', () => {
  const hearts: Sketch[] = [{ text: 'Onion tart', at: [10, 10, 80, 12] }, { text: 'Like', kind: 'button', at: [200, 10, 40, 20] }, { text: 'Fish pie', at: [10, 60, 60, 12] }, { text: 'Like', kind: 'button', at: [200, 60, 40, 20] }];
  const found = (goal: string): (number | undefined)[] => {
    const [part] = parseGoal(goal);
    return part?.kind === 'click' ? ground(part.target, screenOf(...hearts)).map(({ element }) => element.number) : [];
  };

  test('nothing belongs to what is not seen', () => {
    expect(found('Like the recipe for lentil soup.')).toEqual([]);
    expect(found('Like the recipe for fish pie.')[0]).toBe(4);
  });

  test('what stands far off in its row belongs to it, and no button of a neighbour where its own is missing', () => {
    const button = (text: string, x: number, y: number): Sketch => ({ text, kind: 'button', at: [x, y, 40, 20] });
    const book = (goal: string, ...sketches: Sketch[]): (number | undefined)[] => {
      const [part] = parseGoal(goal);
      return part?.kind === 'click' ? ground(part.target, screenOf(...sketches)).map(({ element }) => element.number) : [];
    };
    expect(book('Press "Book" for "07:35".', ...rows(['06:05'], ['07:35'], ['08:20']), button('Book', 900, 5), button('Book', 900, 35), button('Book', 900, 65))).toEqual([5]);
    const names = ['White mug', 'Blue mug', 'Red mug', 'Grey mug'].map((text, index): Sketch => ({ text, at: [10 + 90 * index, 10, 8 * text.length, 12] }));
    const shop = [...names, button('Add', 10, 40), button('Add', 100, 40), button('Sold out', 190, 40), button('Add', 280, 40)];
    expect(book('Add "Red mug" to the cart.', ...shop)).toEqual([]);
    expect(book('Add "Blue mug" to the cart.', ...shop)).toEqual([6]);
  });
});

describe('goals in the words of people', () => {
  test.each([
    ['Refuse all cookies that are not necessary.', [{ kind: 'click' }]],
    ['Sign in as nora.k with the password plum-77.', [{ kind: 'enter', value: { text: 'nora.k' } }, { kind: 'enter', value: { text: 'plum-77' } }, { kind: 'click' }]],
    ['Subscribe to the newsletter with the address kim@x.org.', [{ kind: 'enter', value: { text: 'kim@x.org' } }, { kind: 'click', deed: 'subscribe' }]],
    ['Put two of the blue mugs into the cart.', [{ kind: 'choose', items: ['2'], from: { colour: 'blue', texts: ['mug', 'blue mug'] } }, { kind: 'click', target: { relation: { of: { texts: ['mug', 'blue mug'] } } } }]],
    ['Rename the folder Invoices to Bills.', [{ kind: 'rename', to: 'Bills' }]],
    ['How many triangles are there? Press that number.', [{ kind: 'work-out', value: { from: 'count' } }]],
  ])('%s', (goal, parts) => {
    expect(parseGoal(goal)).toMatchObject(parts);
  });

  test('what is told asks for nothing', () => {
    expect(['I have archived a mail by mistake', 'The site wants to set cookies', 'Delete the note', 'Free the hostages'].map(isTold)).toEqual([true, true, false, false]);
  });
});
