import fc from 'fast-check';
import { findNeverRuns, isMapped, sourcesOf, splitRef, validatePlan, ValueTypes, type OracleSpec, type PlanFault, type Port, type Step, type ToolSpec } from '../../src/core/index.js';

const port = (name: string, modality: string, more: Partial<Port> = {}): Port => ({ name, modality, role: 'content', description: '', optional: false, list: false, ...more });
const tool = (name: string, inputs: Port[], outputs: Port[]): ToolSpec => ({ name, description: '', inputs, outputs, effects: 'none', needs: [], timeoutMs: 1000, criteria: [], substitutes: [] });

const FOUND = {
  type: 'object', additionalProperties: false,
  properties: { count: { type: 'number' }, kind: { enum: ['photo', 'drawing'] }, title: { anyOf: [{ type: 'string' }, { type: 'null' }] }, found: { type: 'array', items: { type: 'object', properties: { label: { type: 'string' }, box: { type: 'object' } }, additionalProperties: false } } },
};
const TOOLS = [
  tool('see', [port('image', 'image'), port('hint', 'text', { optional: true })], [port('text', 'text')]),
  tool('find', [port('image', 'image')], [port('json', 'json', { schema: FOUND })]),
  tool('mark', [port('image', 'image')], [port('image', 'image')]),
  tool('say', [port('text', 'text'), port('voice', 'text', { role: 'parameter', optional: true, schema: { enum: ['a', 'b'] } })], [port('audio', 'audio')]),
  tool('frames', [port('video', 'video')], [port('images', 'image', { list: true })]),
  tool('film', [port('images', 'image', { list: true })], [port('video', 'video')]),
  tool('pair', [port('left', 'image'), port('right', 'image'), port('more', 'image', { optional: true })], [port('image', 'image')]),
  tool('join', [port('texts', 'text', { list: true })], [port('text', 'text')]),
];
const ORACLES: OracleSpec[] = [{ name: 'words', description: '', kind: 'deterministic', modalities: ['text'], params: { type: 'object', properties: { most: { type: 'integer', minimum: 1 } }, required: ['most'], additionalProperties: false } }];
const GIVENS = [{ name: 'a.jpg', modality: 'image' }, { name: 'b.jpg', modality: 'image' }, { name: 'c.mp4', modality: 'video' }];
const PICTURES = { map: [{ given: 'a.jpg' }, { given: 'b.jpg' }] };

const check = (steps: unknown, deliverables: string[] = []): readonly PlanFault[] => validatePlan({ steps, deliverables }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS }).faults;
const faultsOf = (...steps: unknown[]): [string, string][] => check(steps).map(({ path, code }) => [path, code]);

const see = { id: 'see', tool: 'see', inputs: { image: PICTURES } };
const find = { id: 'find', tool: 'find', inputs: { image: PICTURES } };
const one = { id: 'one', tool: 'find', inputs: { image: { given: 'a.jpg' } } };
const shots = { id: 'shots', tool: 'frames', inputs: { video: { given: 'c.mp4' } } };
const mark = { id: 'mark', tool: 'mark', inputs: { image: PICTURES } };
const branches = [
  { id: 'yes', tool: 'mark', inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'one.json' }, field: 'count', atLeast: 2 } },
  { id: 'no', tool: 'mark', inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'one.json' }, field: 'count', atLeast: 2, not: true } },
];
const person = { of: { map: { ref: 'find.json' } }, field: 'found.label', contains: 'person' };

describe('a valid program', () => {
  test.each<[string, unknown[]]>([
    ['maps over what was given', [see]],
    ['maps over a list output whose length nobody knows yet', [shots, { ...see, inputs: { image: { map: { ref: 'shots.images' } } } }]],
    ['maps over the outputs of a mapped step, and joins them', [see, { id: 'say', tool: 'say', inputs: { text: { map: { ref: 'see.text' } } } }, { id: 'join', tool: 'join', inputs: { texts: { ref: 'see.text' } } }]],
    ['walks equally long lists side by side', [see, { ...mark, inputs: { image: PICTURES }, when: person }, find]],
    ['walks a parameter', [{ id: 'say', tool: 'say', inputs: { text: { value: 'hello' }, voice: { map: [{ value: 'a' }, { value: 'b' }] } } }]],
    ['gives each item of a list of lists to a list port', [{ ...shots, inputs: { video: { map: [{ given: 'c.mp4' }] } } }, { id: 'film', tool: 'film', inputs: { images: { map: { ref: 'shots.images' } } } }]],
    ['walks all elements of lists written into one', [{ ...shots, inputs: { video: { map: [{ given: 'c.mp4' }] } } }, { ...see, inputs: { image: { map: [{ ref: 'shots.images' }, { given: 'a.jpg' }] } } }]],
    ['decides by a number', [one, { ...see, inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'one.json' }, field: 'count', atLeast: 2 } }]],
    ['decides by the length of a list', [one, { ...see, inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'one.json' }, field: 'found.length', moreThan: 0 } }]],
    ['decides by any of a whole list', [find, { ...see, inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'find.json' }, field: 'found.label', contains: 'dog' } }]],
    ['decides by an oracle', [see, { id: 'say', tool: 'say', inputs: { text: { map: { ref: 'see.text' } } }, when: { of: { map: { ref: 'see.text' } }, criterion: { oracle: 'words', params: { most: 9 } }, not: true } }]],
    ['takes whichever ran, item by item', [find, see, { ...mark, when: person }, { ...mark, id: 'plain', when: { ...person, not: true } }, { id: 'last', tool: 'see', inputs: { image: { map: { first: [{ ref: 'mark.image' }, { ref: 'plain.image' }] } } } }]],
    ['joins whichever branch ran in a list', [one, ...branches, { id: 'film', tool: 'film', inputs: { images: [{ ref: 'yes.image' }, { ref: 'no.image' }] } }]],
    ['goes without the other branch where the port is optional', [one, ...branches, { id: 'pair', tool: 'pair', inputs: { left: { ref: 'yes.image' }, right: { given: 'a.jpg' }, more: { ref: 'no.image' } } }]],
    ['joins what was done for some items and for the others', [find, { ...mark, when: person }, { ...mark, id: 'plain', when: { ...person, not: true } }, { id: 'film', tool: 'film', inputs: { images: { ref: 'mark.image' } } }, { id: 'other', tool: 'film', inputs: { images: { ref: 'plain.image' } } }]],
    ['takes what was given where nothing ran', [one, { ...mark, inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'one.json' }, field: 'count', equals: 1 } }, { ...see, inputs: { image: { first: [{ ref: 'mark.image' }, { given: 'a.jpg' }] } } }]],
  ])('%s', (_, steps) => {
    expect(check(steps)).toEqual([]);
  });

  test('that has neither map nor condition is as it was', () => {
    const { plan } = validatePlan({ steps: [one] }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS });
    expect(plan?.steps[0]).toEqual({ ...one, criteria: [] });
    expect(isMapped(plan!.steps[0]!)).toBe(false);
  });
});

describe('faults of a program', () => {
  test.each<[string, unknown[], [string, string][]]>([
    ['a map over one value', [{ ...see, inputs: { image: { map: { ref: 'mark.image' } } } }, { ...mark, inputs: { image: { given: 'a.jpg' } } }], [['steps[0].inputs.image.map', 'not-a-list']]],
    ['a map over an unknown step', [{ ...see, inputs: { image: { map: { ref: 'shot.images' } } } }], [['steps[0].inputs.image.map', 'dangling-reference']]],
    ['a map over something that was not given', [{ ...see, inputs: { image: { map: [{ given: 'a.jpg' }, { given: 'z.jpg' }] } } }], [['steps[0].inputs.image.map[1]', 'unknown-given']]],
    ['a map over nothing', [{ ...see, inputs: { image: { map: [] } } }], [['steps[0].inputs.image.map', 'empty-list']]],
    ['items of another modality', [shots, { id: 'say', tool: 'say', inputs: { text: { map: { ref: 'shots.images' } } } }], [['steps[1].inputs.text.map', 'wrong-modality']]],
    ['one given of another modality', [{ ...see, inputs: { image: { map: [{ given: 'a.jpg' }, { given: 'c.mp4' }] } } }], [['steps[0].inputs.image.map[1]', 'wrong-modality']]],
    ['the list of a mapped step for a port that takes one', [see, { id: 'say', tool: 'say', inputs: { text: { ref: 'see.text' } } }], [['steps[1].inputs.text', 'list-mismatch']]],
    ['an item that is itself a list for a port that takes one', [{ ...shots, inputs: { video: { map: [{ given: 'c.mp4' }] } } }, { ...see, inputs: { image: { map: { ref: 'shots.images' } } } }], [['steps[1].inputs.image.map', 'list-mismatch']]],
    ['lists of different lengths side by side', [shots, { ...see, inputs: { image: PICTURES, hint: { map: [{ value: 'x' }] } } }, { ...mark, inputs: { image: { map: { ref: 'shots.images' } } } }], [['steps[1].inputs.hint.map', 'list-lengths']]],
    ['a condition on a list of another length', [find, shots, { ...mark, inputs: { image: { map: { ref: 'shots.images' } } }, when: person }], [['steps[2].when.of.map', 'list-lengths']]],
    ['a literal that the parameter does not take', [{ id: 'say', tool: 'say', inputs: { text: { value: 'x' }, voice: { map: [{ value: 'a' }, { value: 'z' }] } } }], [['steps[0].inputs.voice.map[1]', 'bad-literal']]],
    ['a field that the value does not have', [one, { ...mark, when: { of: { ref: 'one.json' }, field: 'found.lable', contains: 'x' } }], [['steps[1].when.field', 'unknown-field']]],
    ['a field of a text', [see, { id: 'say', tool: 'say', inputs: { text: { map: { ref: 'see.text' } } }, when: { of: { map: { ref: 'see.text' } }, field: 'words', atLeast: 3 } }], [['steps[1].when.field', 'unknown-field']]],
    ['a comparison with a picture', [mark, { ...see, when: { of: { map: { ref: 'mark.image' } }, contains: 'dog' } }], [['steps[1].when.of', 'undecidable-condition']]],
    ['a number compared with a list', [one, { ...mark, when: { of: { ref: 'one.json' }, field: 'found.label', atLeast: 1 } }], [['steps[1].when.atLeast', 'undecidable-condition']]],
    ['a search in a number', [one, { ...mark, when: { of: { ref: 'one.json' }, field: 'count', contains: '3' } }], [['steps[1].when.contains', 'undecidable-condition']]],
    ['an object compared with a word', [one, { ...mark, when: { of: { ref: 'one.json' }, equals: 'dog' } }], [['steps[1].when.equals', 'undecidable-condition']]],
    ['an oracle of another modality', [one, { ...mark, when: { of: { ref: 'one.json' }, criterion: { oracle: 'words', params: { most: 3 } } } }], [['steps[1].when.criterion.oracle', 'oracle-modality']]],
    ['an oracle on a whole list', [see, { ...mark, when: { of: { ref: 'see.text' }, criterion: { oracle: 'words', params: { most: 3 } } } }], [['steps[1].when.of', 'undecidable-condition']]],
    ['bad parameters of an oracle', [see, { ...mark, when: { of: { map: { ref: 'see.text' } }, criterion: { oracle: 'words' } } }], [['steps[1].when.criterion.params.most', 'bad-criterion']]],
    ['a condition with two tests', [one, { ...mark, when: { of: { ref: 'one.json' }, field: 'count', atLeast: 1, atMost: 3 } }], [['steps[1].when', 'bad-shape']]],
    ['a condition without a test', [one, { ...mark, when: { of: { ref: 'one.json' }, field: 'count' } }], [['steps[1].when', 'bad-shape']]],
    ['a misspelt test', [one, { ...mark, when: { of: { ref: 'one.json' }, field: 'count', atleast: 1 } }], [['steps[1].when', 'bad-shape'], ['steps[1].when', 'bad-shape']]],
    ['a condition on what waits for the step itself', [{ ...mark, inputs: { image: { given: 'a.jpg' } }, when: { of: { ref: 'look.json' }, field: 'count', atLeast: 1 } }, { id: 'look', tool: 'find', inputs: { image: { ref: 'mark.image' } } }], [['steps[0].when', 'cycle']]],
    ['a second choice after what is always there', [mark, { ...mark, id: 'other' }, { ...see, inputs: { image: { map: { first: [{ ref: 'mark.image' }, { ref: 'other.image' }] } } } }], [['steps[2].inputs.image.map.first[1]', 'never-taken']]],
    ['choices of different modalities', [find, { ...mark, when: person }, see, { ...see, id: 'last', inputs: { image: { map: { first: [{ ref: 'mark.image' }, { ref: 'see.text' }] } } } }], [['steps[3].inputs.image.map.first[1]', 'wrong-modality']]],
    ['a step that needs both branches of an if', [one, ...branches, { id: 'both', tool: 'pair', inputs: { left: { ref: 'yes.image' }, right: { ref: 'no.image' } } }], [['steps[3].inputs.right', 'never-runs']]],
    ['a step that needs both branches for each item', [find, { ...mark, when: person }, { ...mark, id: 'plain', when: { ...person, not: true } }, { id: 'both', tool: 'pair', inputs: { left: { map: { ref: 'mark.image' } }, right: { map: { ref: 'plain.image' } } } }], [['steps[3].inputs.right', 'never-runs']]],
    ['a step whose condition is the opposite of what made its input', [one, ...branches, { ...see, inputs: { image: { ref: 'yes.image' } }, when: { of: { ref: 'one.json' }, field: 'count', lessThan: 2 } }], [['steps[3].when', 'never-runs']]],
    ['both branches through steps between, named once', [one, ...branches, { id: 'far', tool: 'mark', inputs: { image: { ref: 'no.image' } } }, { id: 'both', tool: 'pair', inputs: { left: { ref: 'yes.image' }, right: { ref: 'far.image' } } }, { ...see, inputs: { image: { ref: 'both.image' } } }], [['steps[4].inputs.right', 'never-runs']]],
    ['a mapped step of which nothing is delivered beside its condition', [find, { ...mark, when: person }, see], []],
  ])('%s', (_, steps, wanted) => {
    expect(faultsOf(...steps)).toEqual(wanted);
  });

  test('a misspelt field is answered with the ones that there are', () => {
    const [fault] = check([one, { ...mark, when: { of: { ref: 'one.json' }, field: 'cuont', atLeast: 1 } }]);
    expect(fault?.message).toContain('Did you mean "count"?');
  });

  test('a step that only a condition looks at is not superfluous; one that nobody looks at is', () => {
    expect(check([find, { ...mark, when: person }], ['mark.image'])).toEqual([]);
    expect(check([find, mark], ['mark.image']).map(({ path, code }) => [path, code])).toEqual([['steps[0]', 'superfluous-step']]);
  });
});

describe('a step that can never run', () => {
  const CONDITIONS = [{ of: { given: 'a.jpg' }, criterion: { oracle: 'x', params: {} } }, { of: { given: 'b.jpg' }, criterion: { oracle: 'x', params: {} } }];
  const when = fc.option(fc.record({ condition: fc.nat(1), not: fc.boolean() }), { nil: undefined });
  const drafts = (kinds: readonly ('one' | 'list' | 'first')[]): fc.Arbitrary<Step[]> =>
    fc.array(fc.record({ when, ports: fc.array(fc.record({ kind: fc.constantFrom(...kinds), from: fc.array(fc.nat(99), { minLength: 2, maxLength: 2 }) }), { maxLength: 3 }) }), { minLength: 2, maxLength: 7 }).map((rows) =>
      rows.map((row, at): Step => {
        const inputs = row.ports.flatMap(({ kind, from }, port): [string, Step['inputs'][string]][] => {
          if (at === 0) return [];
          const sources = from.map((number) => ({ ref: `s${number % at}.out` }));
          return [[`p${port}`, kind === 'list' ? sources : kind === 'first' ? { first: sources } : sources[0]!]];
        });
        const condition = row.when && { ...CONDITIONS[row.when.condition]!, ...(row.when.not ? { not: true } : {}) };
        return { id: `s${at}`, tool: 't', inputs: Object.fromEntries(inputs), criteria: [], ...(condition ? { when: condition } : {}) };
      }),
    );

  /** Which steps run where the two conditions come out so; `undefined`: nobody can tell. */
  function ran(steps: readonly Step[], outcomes: readonly (boolean | undefined)[]): Set<string> {
    const done = new Set<string>();
    for (const step of steps) {
      const there = Object.values(step.inputs).every((binding) => sourcesOf(binding).some((source) => 'ref' in source && done.has(splitRef(source.ref).step)));
      const outcome = step.when && outcomes[step.when.of && 'given' in step.when.of && step.when.of.given === 'a.jpg' ? 0 : 1];
      if (there && (!step.when || (outcome !== undefined && outcome !== (step.when.not ?? false)))) done.add(step.id);
    }
    return done;
  }
  const OUTCOMES = [true, false, undefined].flatMap((one) => [true, false, undefined].map((other) => [one, other] as const));

  test('that is named runs in no outcome of the conditions', () => {
    fc.assert(fc.property(drafts(['one', 'list', 'first']), (steps) => {
      for (const { id } of findNeverRuns(steps, () => false)) for (const outcomes of OUTCOMES) expect(ran(steps, outcomes).has(id)).toBe(false);
    }), { numRuns: 300 });
  });

  test('is named, or one before it is, where no choice is in the plan', () => {
    fc.assert(fc.property(drafts(['one']), (steps) => {
      const named = findNeverRuns(steps, () => false).map(({ id }) => id);
      const never = steps.filter(({ id }) => OUTCOMES.every((outcomes) => !ran(steps, outcomes).has(id)));
      expect(named.length > 0).toBe(never.length > 0);
      expect(never.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
    }), { numRuns: 300 });
  });
});

test('a mapped step makes lists as long as what it walks; a list output inside makes a list of lists', () => {
  const steps = [{ ...shots, inputs: { video: { map: [{ given: 'c.mp4' }] } } }, see].map((step) => ({ ...step, criteria: [] })) as Step[];
  const types = new ValueTypes(steps, new Map(TOOLS.map((spec) => [spec.name, spec])));
  expect(types.output('see.text')).toMatchObject({ depth: 1, length: ['1', '1'] });
  expect(types.output('shots.images')).toMatchObject({ depth: 2, length: ['1'] });
});
