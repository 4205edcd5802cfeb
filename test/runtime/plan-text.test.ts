import fc from 'fast-check';
import { Plan } from '../../src/core/index.js';
import { formatMermaid, formatOutline, parseMermaid, parseOutline, parsePlanText } from '../../src/runtime/plan-text/index.js';

const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
const ref = fc.tuple(name, name).map(([step, port]) => `${step}.${port}`);
const words = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('true', 'null', '1', '!from a.b', '- x', 'a: b # c', '"]', '<script>', '%', '\n\n', 'end', '@', '`'));
/** As JSON has it: without -0. */
const literal = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as typeof value);
const reference = fc.record({ ref });
const source = fc.oneof(reference, fc.record({ given: words }), fc.record({ value: literal }));
const first = fc.record({ first: fc.array(source, { minLength: 2, maxLength: 3 }) });
const each = fc.record({ map: fc.oneof(reference, first, fc.array(source, { maxLength: 4 })) });
const binding = fc.oneof(source, fc.array(source, { maxLength: 4 }), first, each);
const scalar = fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null));
const comparison = fc.oneof(fc.record({ equals: scalar }), fc.record({ contains: scalar }), fc.record({ atLeast: fc.integer() }), fc.record({ lessThan: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) }), fc.record({ criterion: fc.record({ oracle: name, params: fc.dictionary(name, literal, { maxKeys: 3 }) }) }));
const condition = fc.tuple(fc.oneof(reference, fc.record({ given: words }), first, each), comparison, fc.record({ field: fc.string({ minLength: 1 }), not: fc.boolean() }, { requiredKeys: [] })).map(([of, test, more]) => ({ of, ...more, ...test }));
const criterion = fc.record({ oracle: words, port: name, params: fc.dictionary(words, literal, { maxKeys: 3 }), origin: fc.constantFrom('tool', 'request', 'plan') }, { requiredKeys: ['oracle'] });
const step = fc.record({ tool: words, inputs: fc.dictionary(words, binding, { maxKeys: 4 }), criteria: fc.array(criterion, { maxLength: 3 }), when: condition }, { requiredKeys: ['tool', 'inputs'] });
const plan = fc.record({ goal: words, steps: fc.uniqueArray(fc.tuple(name, step), { selector: ([id]) => id, maxLength: 5 }), deliverables: fc.array(ref, { maxLength: 3 }) })
  .map(({ steps, ...rest }) => Plan.parse({ ...rest, steps: steps.map(([id, one]) => ({ id, ...one })) }));

test('an outline reads back as the same plan, whatever stands in it', () => {
  fc.assert(fc.property(plan, (original) => {
    expect(Plan.parse(parseOutline(formatOutline(original)))).toEqual(original);
  }), { numRuns: 150 });
});

const MADE = Plan.parse({
  goal: 'Mark people.',
  steps: [
    { id: 'look', tool: 'detect_objects', inputs: { image: { map: [{ given: 'a.jpg' }, { given: 'b.jpg' }] }, labels: { value: ['person', 'dog'] } } },
    { id: 'mark', tool: 'annotate_image', inputs: { image: { map: [{ given: 'a.jpg' }, { given: 'b.jpg' }] } }, criteria: [{ oracle: 'not_blank' }], when: { of: { map: { ref: 'look.json' } }, field: 'detections.label', contains: 'person' } },
  ],
  deliverables: ['mark.image'],
});

test('an outline is short and says what is meant', () => {
  expect(formatOutline(MADE)).toBe(`# A plan of Vouch. !from step.port: an output; !given name: something given; !all: a list of these; !first: whichever ran;
# !each: the step runs once an item of the list; anything else is meant as it stands.

goal: Mark people.
steps:
  look:
    tool: detect_objects
    with:
      image: !each [ !given a.jpg, !given b.jpg ]
      labels: [ person, dog ]
  mark:
    tool: annotate_image
    if: { of: !each look.json, field: detections.label, contains: person }
    with:
      image: !each [ !given a.jpg, !given b.jpg ]
    check:
      - not_blank
deliver: [ mark.image ]
`);
});

test('a plan is read from JSON as well as from an outline', () => {
  expect(parsePlanText(JSON.stringify(MADE))).toEqual(MADE);
  expect(Plan.parse(parsePlanText(formatOutline(MADE)))).toEqual(MADE);
});

test.each([
  ['broken YAML', 'steps: [', /cannot be read/],
  ['no steps', 'goal: x', /line 1: the outline has no steps/],
  ['a text', 'describe the picture', /line 1: expected names with values/],
  ['a step without a tool', 'steps:\n  a:\n    with: {}\n', /line 3: step a names no tool/],
  ['a misspelt part', 'steps:\n  a:\n    tool: x\n    when: y\n', /line 4: step a has no "when"; it has tool, if, with, check/],
  ['an unknown tag', 'steps:\n  a:\n    tool: x\n    with:\n      p: !form a.b\n', /line 5: !form cannot stand here/],
  ['a tag within a value', 'steps:\n  a:\n    tool: x\n    with:\n      p: { q: !from a.b }\n', /line 5: !from cannot stand within a value/],
  ['the same step twice', 'steps:\n  a: { tool: x }\n  a: { tool: y }\n', /unique/],
  ['an alias that would grow', 'goal: &a [x, x]\nsteps:\n  b: { tool: *a }\n', /line 3: anchors and aliases are not used/],
  ['several documents', 'steps: {}\n---\nsteps: {}\n', /several documents/],
  ['half a JSON', '{"steps":[', /not JSON/],
])('%s is refused with its place', (_, text, wanted) => {
  expect(() => parsePlanText(text)).toThrow(expect.objectContaining({ code: 'PLAN_INVALID', message: expect.stringMatching(wanted) }));
});

describe('Mermaid', () => {
  test('shows givens, steps, maps and conditions', () => {
    expect(formatMermaid(MADE)).toBe(`flowchart TD
  g0(["a.jpg"])
  g1(["b.jpg"])
  s0[["look<br>detect_objects<br>once an item"]]
  s1[["mark<br>annotate_image<br>once an item"]]
  g0 --> s0
  g1 --> s0
  g0 --> s1
  g1 --> s1
  s0 -. "if look.json detections.label contains #34;person#34;" .-> s1
  %% vouch: {"version":1,"goal":"Mark people.","deliverables":["mark.image"]}
  %% vouch: ${JSON.stringify(MADE.steps[0])}
  %% vouch: ${JSON.stringify(MADE.steps[1])}
`);
  });

  test('reads back as the same plan, whatever stands in it', () => {
    fc.assert(fc.property(plan, (original) => {
      expect(parseMermaid(formatMermaid(original))).toEqual(original);
    }), { numRuns: 100 });
    expect(parsePlanText(formatMermaid(MADE).replaceAll('\n', '\r\n'))).toEqual(MADE);
  });

  test.each([
    ['an arrow is gone', (text: string) => text.replace('  g1 --> s1\n', ''), /"g1 --> s1" does not go with its comments.*--outline/],
    ['a box is called otherwise', (text: string) => text.replace('detect_objects<br>', 'describe_image<br>'), /describe_image.*does not go with its comments/],
    ['a step is added to the diagram alone', (text: string) => text.replace('  g0 --> s0', '  s2["say"]\n  g0 --> s0'), /s2.*does not go with/],
    ['the comments are gone', (text: string) => text.replace(/ +%%.*\n/g, ''), /has no comment.*only flowcharts that vouch printed/],
    ['a comment is cut off', (text: string) => text.replace(/.{9}\n$/, '\n'), /comment 3 is not JSON/],
    ['a comment is no step', (text: string) => text.replace(/\{"id":"mark".*/, '7'), /no plan: steps\.1/],
  ])('is refused where %s', (_, change, wanted) => {
    expect(() => parsePlanText(change(formatMermaid(MADE)))).toThrow(expect.objectContaining({ code: 'PLAN_INVALID', message: expect.stringMatching(wanted) }));
  });

  test('no name of a plan gets out of its quotes', () => {
    fc.assert(fc.property(plan, (original) => {
      const text = /"(?:[\p{L}\p{N} .,_-]|#\d+;|<br>)*"/u.source;
      const line = new RegExp(`^  (?:g\\d+\\(\\[${text}\\]\\)|s\\d+\\[${text}\\]|s\\d+\\[\\[${text}\\]\\]|[gs]\\d+ --> s\\d+|[gs]\\d+ -\\. ${text} \\.-> s\\d+|%% vouch: \\{[ -~]*\\})$`, 'u');
      const [head, ...lines] = formatMermaid(original).trimEnd().split('\n');
      expect(head).toBe('flowchart TD');
      for (const one of lines) expect(one).toMatch(line);
    }), { numRuns: 100 });
  });
});
