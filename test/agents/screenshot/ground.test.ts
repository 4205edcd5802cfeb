import sharp from 'sharp';
import { parseGoal, type SubGoalOf } from '../../../src/agents/screenshot/goal/index.js';
import { echoLines, ground, iconScores, marksOn, textScore } from '../../../src/agents/screenshot/ground/index.js';
import { judge, shownScore } from '../../../src/agents/screenshot/operate/verdict.js';
import { sumOn } from '../../../src/agents/screenshot/operate/sums.js';
import { asFieldWants } from '../../../src/agents/screenshot/operate/solve/dates.js';
import { Secrets, riskOf } from '../../../src/agents/screenshot/safety/index.js';
import { decodeFrame, type Perception } from '../../../src/tools/screen/index.js';
import { screenOf } from './support/sketch.js';

function found(goal: string, screen: Perception): (number | undefined)[] {
  const part = parseGoal(goal).find((one): one is SubGoalOf<'click'> => one.kind === 'click');
  return part ? ground(part.target, screen, { within: part.within }).map(({ element }) => element.number) : [];
}

describe('finding what a goal speaks of', () => {
  test('the control comes before the text of the same name, and the exact name before a like one', () => {
    expect(found('Click "Save".', screenOf({ text: 'Save', at: [0, 0, 40, 10] }, { text: 'Save', kind: 'button', at: [0, 50, 40, 20] }, { text: 'Save all', kind: 'button', at: [0, 90, 60, 20] }))[0]).toBe(2);
  });

  test('a long name that the goal quotes is no print of the goal where it stands alone', () => {
    const lines = (...texts: string[]): Perception['lines'] => texts.map((text, index) => ({ text, confidence: 1, box: { x: 0, y: 20 * index, width: 200, height: 12 }, words: [] }));
    expect([...echoLines('Open "How do I pay?".', lines('Where are you?', 'How do I pay?'))]).toEqual([]);
    expect([...echoLines('Open "How do I pay?" and close it.', lines('Open "How do I pay?" and close it.', 'How do I pay?'))]).toContain(0);
  });

  test('numbers are never nearly right', () => {
    expect(found('Click "Room 12".', screenOf({ text: 'Room 13', kind: 'button', at: [0, 0, 60, 20] }))).toEqual([]);
    expect(textScore('Tab #1', 'Tab #l')).toBeGreaterThan(0.9);
    expect(textScore('order 1011', 'Order 1001')).toBe(0);
  });

  test('colour, size, shape and order', () => {
    const screen = screenOf(
      { kind: 'shape', shape: 'circle', hex: '#ff0000', at: [10, 10, 40, 40] }, { kind: 'shape', shape: 'circle', hex: '#ff0000', at: [80, 10, 15, 15] },
      { kind: 'shape', shape: 'square', hex: '#ff0000', at: [120, 10, 40, 40] }, { kind: 'shape', shape: 'circle', hex: '#0000ff', at: [200, 10, 40, 40] },
    );
    expect(found('Click the large red circle.', screen)).toEqual([1]);
    expect(found('Click the small red circle.', screen)).toEqual([2]);
    expect(found('Click the blue circle.', screen)).toEqual([4]);
    expect(found('Click the 2nd red circle.', screen)).toEqual([2]);
    expect(found('Click the rightmost circle.', screen)[0]).toBe(4);
    expect(found('Click the green circle.', screen)).toEqual([]);
  });

  test('what belongs to a row is what stands beside or below its name', () => {
    const screen = screenOf(
      { text: 'Ada', at: [10, 10, 30, 10] }, { kind: 'button', text: 'Open', at: [200, 8, 40, 14] }, { text: 'Bob', at: [10, 60, 30, 10] }, { kind: 'button', text: 'Open', at: [200, 58, 40, 14] },
    );
    expect(found('Find the row of "Bob" and click "Open".', screen)[0]).toBe(4);
    expect(found('Find the row of "Ada" and click "Open".', screen)[0]).toBe(2);
  });

  test('a printed goal is no control', () => {
    const screen = screenOf({ text: 'Press the button Submit to go', at: [0, 0, 200, 10] }, { text: 'Submit', kind: 'button', at: [0, 60, 50, 20] });
    expect([...echoLines('Press the button Submit to go on.', screen.lines)]).toEqual([0]);
  });

  test('icons are known by their form, also side by side', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><rect width="160" height="40" fill="#fff"/><path transform="translate(8 8)" d="M12 1l3.200 7.300 7.800.7-6 5.200 1.800 7.800-6.800-4.100L5.200 22 7 14.200 1 9l7.800-.7z" fill="none" stroke="#777" stroke-width="1.500"/><path transform="translate(56 8)" d="M4 5h16M9 5V2h6v3M6 5l1 17h10l1-17" fill="none" stroke="#777" stroke-width="2"/><path transform="translate(104 8)" d="M4 4l16 16M20 4L4 20" stroke="#777" stroke-width="3"/></svg>';
    const pixels = await decodeFrame(await sharp(Buffer.from(svg)).png().toBuffer());
    const marks = marksOn([{ ...screenOf({ kind: 'icon', at: [4, 4, 130, 32] }).elements[0]!, box: { x: 4, y: 4, width: 120, height: 32 } }], pixels, 1);
    expect(marks).toHaveLength(3);
    const best = async (name: string): Promise<number> => {
      const scores = await iconScores([name], marks);
      return scores.indexOf(Math.max(...scores));
    };
    expect([await best('star'), await best('trash'), await best('close')]).toEqual([0, 1, 2]);
    expect(await iconScores(['unicorn'], marks)).toEqual([0, 0, 0]);
  });
});

describe('verdicts', () => {
  const field = { x: 10, y: 10, width: 100, height: 20 };

  test('no pixel moved is no effect', () => {
    expect(judge({ is: 'change' }, [], screenOf(), screenOf(), field).status).toBe('no effect');
  });

  test('a field must show what was typed', () => {
    const shows = (text: string): Perception => screenOf({ kind: 'text-input', text, at: [10, 10, 100, 20] });
    expect(judge({ is: 'text', box: field, text: 'Ada' }, [field], screenOf(), shows('Ada|'), field).status).toBe('expected');
    expect(judge({ is: 'text', box: field, text: 'Ada' }, [field], screenOf(), shows('Bob'), field).status).toBe('unexpected');
    expect(judge({ is: 'text', box: field, text: 'Ada' }, [], screenOf(), shows(''), field).status).toBe('no effect');
    expect(judge({ is: 'text', box: field, text: 'x7Q' }, [field], screenOf(), shows('•••'), field).status).toBe('expected');
  });

  test('a box must be ticked, and its state must be seen', () => {
    const box = { x: 5, y: 5, width: 13, height: 13 };
    const shows = (checked: boolean | undefined): Perception => screenOf({ kind: 'checkbox', state: checked === undefined ? {} : { checked }, at: [5, 5, 13, 13] });
    expect(judge({ is: 'state', box, checked: true }, [box], screenOf(), shows(true), box).status).toBe('expected');
    expect(judge({ is: 'state', box, checked: true }, [box], screenOf(), shows(false), box).status).toBe('unexpected');
    expect(judge({ is: 'state', box, checked: true }, [box], screenOf(), shows(undefined), box).status).toBe('unexpected');
  });

  test('a long text is shown in part', () => {
    expect(shownScore('the quick brown fox jumps over the lazy dog', 'over the lazy dog')).toBeGreaterThan(0.9);
    expect(shownScore('the quick brown fox', 'something else')).toBeLessThan(0.6);
  });
});

test.each([['1 + 2 =', '3'], ['12 - 15 =', '-3'], ['3 x 4 =', '12'], ['x + 4 = 7', '3'], ['9 ÷ 3 =', '3'], ['2 × x = 8', '4']])('%s is %s', (text, result) => {
  expect(sumOn([{ text, box: { x: 0, y: 0, width: 1, height: 1 } }])).toBe(result);
});

test.each([
  ['2/3/2025', 'mm/dd/yyyy', '02/03/2025'], ['2025-03-02', 'mm/dd/yyyy', '03/02/2025'], ['3 March 2025', 'dd.mm.yyyy', '03.03.2025'], ['5:07 PM', '--:-- --', '0507PM'], ['hello', 'mm/dd/yyyy', 'hello'], ['2/3/2025', '', '2/3/2025'],
])('%s into a field that shows %s is typed as %s', (text, shown, typed) => {
  expect(asFieldWants(text, shown)).toBe(typed);
});

test('acts on the world are known by their labels', () => {
  expect(['Buy now', 'Delete', 'Send', 'Pay €5', 'Publish', 'Grant access'].map((label) => riskOf(label) !== undefined)).toEqual([true, true, true, true, true, true]);
  expect(['Next', 'Sender', 'Payment options'.slice(0, 3) + 's', 'Cancel'].map(riskOf)).toEqual([undefined, undefined, undefined, undefined]);
});

test('secrets are filled in for typing and masked for writing', () => {
  const secrets = new Secrets(new Map([['pw', 's3cret']]));
  expect(secrets.fill('a {{pw}} {{other}}')).toBe('a s3cret {{other}}');
  expect(secrets.mask('shows s3cret')).toBe('shows {{pw}}');
  // As a reader of pictures may see it.
  const long = new Secrets(new Map([['key', 'Kestrel-4417-Maple']]));
  expect(['Your key is Kestrel-4417-Maple.', 'kestre1-44l7-Map1e', 'Kestrel - 4417 - Maple'].map((text) => long.isShownIn(text))).toEqual([true, true, true]);
  expect(['Kestrel', 'Maple street 4417', ''].map((text) => long.isShownIn(text))).toEqual([false, false, false]);
  expect([secrets.isShownIn('a s3cret'), secrets.isShownIn('a sacred sign')]).toEqual([true, false]);
  const odd = new Secrets(new Map([['pw', 'a b&c/é']]));
  expect(odd.mask('https://example.org/?p=a+b%26c%2F%C3%A9')).toBe('https://example.org/?p={{pw}}');
  expect(odd.mask('https://example.org/a%20b%26c%2F%C3%A9')).toBe('https://example.org/{{pw}}');
});
