import fc from 'fast-check';
import { describeShape, factKindOf, factsOfKind, findAddresses, findProperNames, findQuantities, identifyLanguage, languageCode, numericValue, parseJsonText, sameQuantity } from '../../../src/tools/text/index.js';

const quantities = (text: string): string[] => findQuantities(text).map(({ kind, value }) => `${kind} ${value}`);

describe('findQuantities', () => {
  test.each([
    ['two hundred and five people, twenty-one cats, a dozen eggs', ['number 205', 'number 21', 'number 12']],
    ['one dog is the first, the second follows', []],
    ['1,250 or 1.250,50 or 1 250 or 0.5', ['number 1250', 'number 1250.5', 'number 1250', 'number 0.5']],
    ['87% or 87 percent or ninety per cent', ['percent 87', 'percent 87', 'percent 90']],
    ['from 9 am to 5:30 p.m., at noon, at 14h30', ['time 540', 'time 1050', 'time 720', 'time 870']],
    ['on March 5, you may go, in May 2024', ['month 3', 'number 5', 'month 5', 'number 2024']],
    ['le 14 mars, am 3. Oktober', ['number 14', 'month 3', 'number 3', 'month 10']],
    ['5 million and three thousand four hundred', ['number 5000000', 'number 3400']],
    ['on 06.05.2026 and on 13/5/26', ['number 6', 'month 5', 'number 2026', 'number 13', 'month 5', 'number 26']],
    ['$2.5bn, €5m, 5 m of rope, 2,5 Millionen Euro', ['number 2500000000', 'number 5000000', 'number 5', 'number 2500000']],
    ['−5 °C, minus five degrees, 5 degrees below zero, a change of -5%', ['number -5', 'number -5', 'number -5', 'percent 5']],
    ['no numbers here', []],
  ])('%j', (text, found) => {
    expect(quantities(text)).toEqual(found);
  });

  test('a clock time equals itself in 12 and 24 hours and its bare hour, but not another day of the month', () => {
    const [a, b, hour, day] = ['3 pm', '15:00', '3', '15'].map((text) => findQuantities(text)[0]!);
    expect(sameQuantity(a!, b!)).toBe(true);
    expect(sameQuantity(a!, hour!)).toBe(true);
    expect(sameQuantity(a!, day!)).toBe(false);
  });

  test.each([
    ['06.05.2026', '6 May 2026', true], ['5/6/2026', '6 May 2026', true], ['5/6/2026', '5 June 2026', true], ['5/6/2026', '7 May 2026', false], ['06.05.2026', '6 June 2026', false],
    ['06.05.26', '2026-05-06', true], ['12/05/2026', '2026-05-12', true], ['at 8.30', 'at 8:30', true], ['it weighs 8.30 kilos', 'at 8:30', false], ['−5 °C', '5 °C', false], ['version 1.2.3', '1 February', false],
  ])('%j says all of %j: %s', (source, text, expected) => {
    const held = findQuantities(source);
    expect(findQuantities(text).every((quantity) => held.some((other) => sameQuantity(quantity, other)))).toBe(expected);
  });

  test('an integer with any thousands mark keeps its value', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom(',', '.', '’', ' '), (value, mark) => {
      const written = String(value).replace(/\B(?=(\d{3})+$)/g, mark);
      return numericValue(written) === value;
    }));
  });
});

describe('names and addresses', () => {
  test('addresses are found, and not looked for from each letter of a long run', () => {
    expect(findAddresses('Write to a.b+c@shop.example, or see www.shop.example/x and (maps.example.com).')).toEqual(['a.b+c@shop.example', 'www.shop.example/x', 'maps.example.com']);
    const started = performance.now();
    for (const run of ['a', 'a.', 'a-']) expect(findAddresses(run.repeat(200_000))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('finds names by their capitals and not the first words of sentences', () => {
    const names = findProperNames('The Bank of England met Maria Lopez on Monday. NASA said so. Lake Street School is closed.').map(({ text }) => text);
    expect(names).toEqual(['Bank of England', 'Maria Lopez', 'Monday', 'NASA', 'Lake Street School']);
  });
  test('takes no punctuation into addresses', () => {
    expect(findAddresses('See https://a.example/b?c=1, or mail me@b.org.')).toEqual(['https://a.example/b?c=1', 'me@b.org']);
  });
});

describe('languages', () => {
  test.each([['French', 'fr'], ['français', 'fr'], ['zh-CN', 'zh'], ['Brazilian Portuguese', 'pt'], ['klingon', undefined], ['', undefined]])('%j is %j', (name, code) => {
    expect(languageCode(name)).toBe(code);
  });
  test.each([
    ['The pool is closed until Friday because of repairs.', 'en'], ['Das Schwimmbad bleibt wegen einer Reparatur bis Freitag geschlossen.', 'de'],
    ['La piscine est fermée jusqu\'à vendredi.', 'fr'], ['泳池将关闭到星期五。', 'zh'], ['Бассейн закрыт до пятницы.', 'ru'], ['المسبح مغلق حتى يوم الجمعة', 'ar'],
  ])('%j reads as %s', async (text, code) => {
    expect(await identifyLanguage(text)).toMatchObject({ code, reliable: true });
  });
  test('nothing to go by is not reliable', async () => {
    for (const text of ['', '😀😀', '12:30', 'OK']) expect((await identifyLanguage(text)).reliable).toBe(false);
  });
});

describe('describeShape', () => {
  test('tells lists, tables and JSON', () => {
    expect(describeShape('- a\n* b\n• c').bullets).toEqual(['a', 'b', 'c']);
    expect(describeShape('1. a\n2) b').numbered).toEqual(['a', 'b']);
    expect(describeShape('| h | i |\n|---|---|\n| 1 | 2 |').tableRows).toEqual([['1', '2']]);
    expect(describeShape('```json\n{"a":1}\n```').json).toBe(true);
    expect(describeShape('{"a":').json).toBe(false);
    expect(parseJsonText('12')).toBeUndefined();
  });
});

describe('what kind of fact is asked for', () => {
  test.each([
    ['the customer number', 'code'], ['the telephone number of the customer', 'telephone'], ['the number of members', 'amount'], ['the names of the members', 'person'],
    ['the price that the customer agreed to', 'price'], ['the day from which the new rent applies', 'date'], ['the final score', 'score'], ['the new address of the customer', undefined],
  ])('%j asks for %p', (item, kind) => {
    expect(factKindOf(item)).toBe(kind);
  });

  test('scores and codes are told from times, dates and years', () => {
    const text = 'We won 27:28 (16:10 at half-time) on 2021-03-04, ticket 51946 of 2020, customer 880-3127, INV-77.';
    expect(factsOfKind(text, 'score').map((fact) => fact.text)).toEqual(['27:28', '16:10']);
    expect(factsOfKind(text, 'code').map((fact) => fact.text)).toEqual(['2021-03-04', '51946', '880-3127', 'INV-77']);
  });
});
