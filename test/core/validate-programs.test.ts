import { isMapped, validatePlan, ValueTypes, type OracleSpec, type PlanFault, type Port, type Step, type ToolSpec } from '../../src/core/index.js';

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

test('a mapped step makes lists as long as what it walks; a list output inside makes a list of lists', () => {
  const steps = [{ ...shots, inputs: { video: { map: [{ given: 'c.mp4' }] } } }, see].map((step) => ({ ...step, criteria: [] })) as Step[];
  const types = new ValueTypes(steps, new Map(TOOLS.map((spec) => [spec.name, spec])));
  expect(types.output('see.text')).toMatchObject({ depth: 1, length: ['1', '1'] });
  expect(types.output('shots.images')).toMatchObject({ depth: 2, length: ['1'] });
});
