import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spokenForm } from '../../../../src/models/engines/speech/spoken-form/index.js';

const CASES: readonly (readonly [string, string])[] = [
  ['It is 2024-03-15.', 'It is March fifteenth, twenty twenty-four.'],
  ['on 25/12/2023', 'on December twenty-fifth, twenty twenty-three'],
  ['on 3/15/2024', 'on March fifteenth, twenty twenty-four'],
  ['15.03.2024', 'March fifteenth, twenty twenty-four'],
  ['4 July 1776', 'the fourth of July, seventeen seventy-six'],
  ['Jan. 5th', 'January fifth'],
  ['in 1999, 2005, 1905, 1900 and 2024', 'in nineteen ninety-nine, two thousand five, nineteen oh five, nineteen hundred and twenty twenty-four'],
  ["the 1990s and '80s", 'the nineteen nineties and eighties'],
  ['at 3:45 pm', 'at three forty-five P M'],
  ['at 9:05', 'at nine oh five'],
  ['at 7:00', "at seven o'clock"],
  ['15:30', 'fifteen thirty'],
  ['$5.50', 'five dollars and fifty cents'],
  ['$1', 'one dollar'],
  ['€1,200', 'one thousand two hundred euros'],
  ['£3bn', 'three billion pounds'],
  ['about $1.2 million', 'about one point two million dollars'],
  ['$10-$20', 'ten to twenty dollars'],
  ['3.5%', 'three point five percent'],
  ['-5°C', 'minus five degrees Celsius'],
  ['60 km/h', 'sixty kilometers per hour'],
  ['1 kg', 'one kilogram'],
  ['16GB', 'sixteen gigabytes'],
  ['1,234,567.89', 'one million two hundred thirty-four thousand five hundred sixty-seven point eight nine'],
  ['1st, 22nd', 'first, twenty-second'],
  ['2 1/2 cups', 'two and a half cups'],
  ['5–10 people', 'five to ten people'],
  ['(555) 123-4567', 'five five five, one two three, four five six seven'],
  ['192.168.1.1', 'one nine two dot one six eight dot one dot one'],
  ['v1.2.3', 'version one point two point three'],
  ['Dr. Smith met Mr. Jones.', 'Doctor Smith met Mister Jones.'],
  ["St. Mary's on Baker St.", "Saint Mary's on Baker Street"],
  ['cats, dogs, etc.', 'cats, dogs, et cetera.'],
  ['e.g. this', 'for example, this'],
  ['the FBI and NASA', 'the F B I and nasa'],
  ['in the U.K. We left.', 'in the U K. We left.'],
  ['Henry VIII', 'Henry the eighth'],
  ['World War II', 'World War two'],
  ['Chapter IV', 'Chapter four'],
  ['COVID-19 and MP3', 'covid nineteen and M P three'],
  ['www.example.com', 'W W W dot example dot com'],
  ['https://example.org/a-b', 'example dot org slash a dash b'],
  ['jane@example.com', 'jane at example dot com'],
  ['5 + 3 = 8', 'five plus three equals eight'],
  ['salt & pepper', 'salt and pepper'],
  ['**Bold** and [a link](http://x.y) 😀', 'Bold and a link'],
  ['# Title\n- one\n- two', 'Title.\none.\ntwo.'],
];

describe('spoken form', () => {
  it.each(CASES)('reads %j as %j', (written, spoken) => {
    expect(spokenForm(written).trim()).toBe(spoken);
  });

  it('gives nothing for what has no spoken form', () => {
    expect(['', '   \n', '😀🎉', '***', '---'].map(spokenForm)).toEqual(['', '', '', '', '']);
  });

  it('never throws and leaves no digit, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => !/[\p{N}]/u.test(spokenForm(text))));
    const pieces = fc.constantFrom('1', '23', '2024', '.', ',', '-', '/', ':', '$', '€', '%', ' ', 'a', 'pm', 'km', 'St.', 'II', 'U.S.', '@', 'x', '\n', '*', '#', '½', '٣', '²', '°C', 'v', '(', ')', '+');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => !/[\p{N}]/u.test(spokenForm(parts.join('')))), { numRuns: 500 });
  });

  it('stays fast on long and hostile text', () => {
    const started = performance.now();
    for (const piece of ['1', 'a.', '<', '[', '(1-', '*a ', 'A ', '1,', 'http://a', '$1-']) spokenForm(piece.repeat(5000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
