import fc from 'fast-check';
import { findCycle, validatePlan, type OracleSpec, type PlanFault, type Port, type ToolSpec } from '../../src/core/index.js';

const port = (name: string, modality: string, more: Partial<Port> = {}): Port => ({ name, modality, role: 'content', description: '', optional: false, list: false, ...more });
const tool = (name: string, inputs: Port[], outputs: Port[]): ToolSpec => ({ name, description: '', inputs, outputs, effects: 'none', needs: [], timeoutMs: 1000, criteria: [], substitutes: [] });

const TOOLS = [
  tool('see', [port('image', 'image')], [port('text', 'text'), port('data', 'json')]),
  tool('draw', [port('text', 'text')], [port('image', 'image')]),
  tool('say', [port('text', 'text'), port('speed', 'json', { role: 'parameter', optional: true, schema: { type: 'number', minimum: 0.5, maximum: 2 } })], [port('audio', 'audio')]),
  tool('frames', [port('video', 'video')], [port('images', 'image', { list: true })]),
  tool('film', [port('images', 'image', { list: true })], [port('video', 'video')]),
  tool('open', [port('url', 'url')], [port('text', 'text')]),
];
const ORACLES: OracleSpec[] = [
  { name: 'length', description: '', kind: 'deterministic', modalities: ['text'], params: { type: 'object', properties: { words: { type: 'integer', minimum: 1 } }, required: ['words'] } },
];
const GIVENS = [{ name: 'dog.jpg', modality: 'image' }, { name: 'clip.mp4', modality: 'video' }];

const faultsOf = (steps: unknown, deliverables: string[] = []): [string, string][] =>
  validatePlan({ steps, deliverables }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS }).faults.map(({ path, code }: PlanFault) => [path, code]);

describe('a valid plan', () => {
  test('comes back with its defaults filled in', () => {
    const { plan, faults } = validatePlan({ steps: [{ id: 'a', tool: 'see', inputs: { image: { given: 'dog.jpg' } } }] }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS });
    expect(faults).toEqual([]);
    expect(plan).toEqual({ version: 1, goal: '', steps: [{ id: 'a', tool: 'see', inputs: { image: { given: 'dog.jpg' } }, criteria: [] }], deliverables: [] });
  });

  test('may spread a list output into a list port, beside single sources', () => {
    expect(faultsOf([
      { id: 'f', tool: 'frames', inputs: { video: { given: 'clip.mp4' } } },
      { id: 'v', tool: 'film', inputs: { images: [{ ref: 'f.images' }, { given: 'dog.jpg' }] } },
    ])).toEqual([]);
  });

  test('may hold literals for text and addresses', () => {
    expect(faultsOf([{ id: 'a', tool: 'say', inputs: { text: { value: 'hello' }, speed: { value: 0.8 } } }, { id: 'b', tool: 'open', inputs: { url: { value: 'https://example.org' } } }])).toEqual([]);
  });
});

describe('faults', () => {
  const see = { id: 'a', tool: 'see', inputs: { image: { given: 'dog.jpg' } } };
  test.each<[string, unknown, string[], [string, string][]]>([
    ['an empty plan', [], [], [['steps', 'no-steps']]],
    ['an unknown tool', [{ ...see, tool: 'seee' }], [], [['steps[0].tool', 'unknown-tool']]],
    ['two steps with one id', [see, see], [], [['steps[1].id', 'duplicate-id']]],
    ['an unknown input port', [{ ...see, inputs: { ...see.inputs, zoom: { value: 1 } } }], [], [['steps[0].inputs.zoom', 'unknown-input']]],
    ['a missing input', [{ ...see, inputs: {} }], [], [['steps[0].inputs.image', 'missing-input']]],
    ['an empty list for a list port', [{ id: 'v', tool: 'film', inputs: { images: [] } }], [], [['steps[0].inputs.images', 'missing-input']]],
    ['something that was not given', [{ ...see, inputs: { image: { given: 'cat.jpg' } } }], [], [['steps[0].inputs.image', 'unknown-given']]],
    ['a dangling reference', [{ id: 'b', tool: 'say', inputs: { text: { ref: 'x.text' } } }], [], [['steps[0].inputs.text', 'dangling-reference']]],
    ['an unknown output', [see, { id: 'b', tool: 'say', inputs: { text: { ref: 'a.words' } } }], [], [['steps[1].inputs.text', 'unknown-output']]],
    ['a wrong modality', [{ ...see, inputs: { image: { given: 'clip.mp4' } } }], [], [['steps[0].inputs.image', 'wrong-modality']]],
    ['a list for a port that takes one', [{ ...see, inputs: { image: [{ given: 'dog.jpg' }] } }], [], [['steps[0].inputs.image', 'list-mismatch']]],
    ['a list output for a port that takes one', [{ id: 'f', tool: 'frames', inputs: { video: { given: 'clip.mp4' } } }, { ...see, inputs: { image: { ref: 'f.images' } } }], [], [['steps[1].inputs.image', 'list-mismatch']]],
    ['a parameter out of range', [{ id: 'b', tool: 'say', inputs: { text: { value: 'x' }, speed: { value: 9 } } }], [], [['steps[0].inputs.speed', 'bad-literal']]],
    ['a parameter that is a reference', [see, { id: 'b', tool: 'say', inputs: { text: { value: 'x' }, speed: { ref: 'a.data' } } }], [], [['steps[1].inputs.speed', 'not-a-literal']]],
    ['a literal for media', [{ ...see, inputs: { image: { value: 'dog.jpg' } } }], [], [['steps[0].inputs.image', 'bad-literal']]],
    ['a number for text', [{ id: 'b', tool: 'say', inputs: { text: { value: 5 } } }], [], [['steps[0].inputs.text', 'bad-literal']]],
    ['an unknown oracle', [{ ...see, criteria: [{ oracle: 'lenght' }] }], [], [['steps[0].criteria[0].oracle', 'unknown-oracle']]],
    ['a criterion on an unknown port', [{ ...see, criteria: [{ oracle: 'length', port: 'x', params: { words: 3 } }] }], [], [['steps[0].criteria[0].port', 'unknown-criterion-port']]],
    ['a criterion on a modality that its oracle cannot judge', [{ ...see, criteria: [{ oracle: 'length', port: 'data', params: { words: 3 } }] }], [], [['steps[0].criteria[0].oracle', 'oracle-modality']]],
    ['bad parameters of a criterion', [{ ...see, criteria: [{ oracle: 'length', params: { words: 0 } }] }], [], [['steps[0].criteria[0].params.words', 'bad-criterion']]],
    ['a step of which nothing is delivered', [see, { id: 'b', tool: 'draw', inputs: { text: { value: 'x' } } }], ['a.text'], [['steps[1]', 'superfluous-step']]],
    ['an unknown deliverable', [see], ['a.text', 'z.text'], [['deliverables[1]', 'unknown-deliverable']]],
    ['a malformed source', [{ ...see, inputs: { image: { file: 'dog.jpg' } } }], [], [['steps[0].inputs.image', 'bad-shape']]],
  ])('%s is named by its path', (_, steps, deliverables, wanted) => {
    expect(faultsOf(steps, deliverables)).toEqual(wanted);
  });

  test('are all named at once, also beside a malformed step', () => {
    expect(faultsOf([{ id: 'bad id', tool: 'see', inputs: {} }, { id: 'b', tool: 'say', inputs: { text: { ref: 'c.text' } } }, { id: 'd', tool: 'nothing', inputs: {} }])).toEqual([
      ['steps[0].id', 'bad-shape'],
      ['steps[1].inputs.text', 'dangling-reference'],
      ['steps[2].tool', 'unknown-tool'],
    ]);
  });

  test.each([[null], ['plan'], [42], [[]], [{ steps: 'x' }]])('%p is no plan', (value) => {
    expect(validatePlan(value, { tools: TOOLS, oracles: ORACLES, givens: GIVENS }).faults.map(({ code }) => code)).toContain('bad-shape');
  });

  test('a cycle is spelled out', () => {
    const { faults } = validatePlan({ steps: [{ id: 'a', tool: 'see', inputs: { image: { ref: 'b.image' } } }, { id: 'b', tool: 'draw', inputs: { text: { ref: 'a.text' } } }] }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS });
    expect(faults).toEqual([{ path: 'steps[0].inputs.image', code: 'cycle', message: 'Steps wait for each other: a → b → a.' }]);
  });

  test('an unknown name brings the nearest ones', () => {
    expect(validatePlan({ steps: [{ id: 'a', tool: 'frame', inputs: {} }] }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS }).faults[0]?.message).toContain('Did you mean "frames"');
  });

  test('both modalities are named', () => {
    expect(validatePlan({ steps: [{ id: 'a', tool: 'see', inputs: { image: { given: 'clip.mp4' } } }] }, { tools: TOOLS, oracles: ORACLES, givens: GIVENS }).faults[0]?.message).toBe('"clip.mp4" is video, but the port takes image.');
  });
});

/** Random well-typed plans: every port is bound to a given, a literal or a fitting output of an earlier step. */
const validPlans = fc.array(fc.tuple(fc.nat(4), fc.nat()), { minLength: 1, maxLength: 12 }).map((choices) => {
  const made: { ref: string; modality: string; list: boolean }[] = [];
  const steps = choices.map(([which, seed], at) => {
    const spec = TOOLS[which]!;
    const inputs = Object.fromEntries(spec.inputs.filter((input) => !input.optional).map((input) => {
      const fitting = made.filter((value) => value.modality === input.modality && (input.list || !value.list));
      const chosen = fitting[seed % (fitting.length + 1)];
      if (chosen) return [input.name, { ref: chosen.ref }];
      const given = GIVENS.find(({ modality }) => modality === input.modality);
      return [input.name, given ? { given: given.name } : { value: 'https://example.org' }];
    }));
    for (const output of spec.outputs) made.push({ ref: `s${at}.${output.name}`, modality: output.modality, list: output.list });
    return { id: `s${at}`, tool: spec.name, inputs };
  });
  return { steps };
});

test('every well-typed plan is valid', () => {
  fc.assert(fc.property(validPlans, (plan) => {
    expect(validatePlan(plan, { tools: TOOLS, oracles: ORACLES, givens: GIVENS }).faults).toEqual([]);
  }), { numRuns: 200 });
});

test('any single mutation is found at its path', () => {
  const mutations = ['tool', 'extra', 'missing', 'dangling', 'oracle', 'deliverable'] as const;
  fc.assert(fc.property(validPlans, fc.nat(), fc.constantFrom(...mutations), (plan, seed, mutation) => {
    const at = seed % plan.steps.length;
    const copy = structuredClone(plan) as { steps: { tool: string; inputs: Record<string, unknown>; criteria?: unknown[] }[]; deliverables?: string[] };
    const step = copy.steps[at]!;
    const [name] = Object.keys(step.inputs);
    const paths = { tool: `steps[${at}].tool`, extra: `steps[${at}].inputs.extra`, missing: `steps[${at}].inputs.${name}`, dangling: `steps[${at}].inputs.${name}`, oracle: `steps[${at}].criteria[0].oracle`, deliverable: 'deliverables[0]' };
    if (mutation === 'tool') step.tool = 'no such tool';
    if (mutation === 'extra') step.inputs.extra = { value: 1 };
    if (mutation === 'missing') step.inputs = Object.fromEntries(Object.entries(step.inputs).slice(1));
    if (mutation === 'dangling') step.inputs[name!] = { ref: 'nowhere.text' };
    if (mutation === 'oracle') step.criteria = [{ oracle: 'none' }];
    if (mutation === 'deliverable') copy.deliverables = [`s${at}.nothing`];
    const { faults } = validatePlan(copy, { tools: TOOLS, oracles: ORACLES, givens: GIVENS });
    expect(faults.map(({ path }) => path)).toContain(paths[mutation]);
  }), { numRuns: 300 });
});

test('a back edge in any plan is found as a cycle', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 30 }), (length) => {
    const steps = Array.from({ length }, (_, at) => ({ id: `s${at}`, tool: 'draw', inputs: { text: { ref: `s${(at + 1) % length}.text` } }, criteria: [] }));
    expect(findCycle(steps)).toHaveLength(length);
    expect(findCycle(steps.slice(0, -1))).toBeUndefined();
  }));
});

test('a cycle longer than the call stack is deep is found', () => {
  const length = 20_000;
  const steps = Array.from({ length }, (_, at) => ({ id: `s${at}`, tool: 'draw', inputs: { text: { ref: `s${(at + 1) % length}.text` } }, criteria: [] }));
  expect(findCycle(steps)).toHaveLength(length);
  expect(findCycle(steps.slice(0, -1))).toBeUndefined();
});

test('a value nested without end is a fault', () => {
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
  const step = { id: 'a', tool: 'none', inputs: { text: { value: deep } }, criteria: [{ oracle: 'none', params: { deep } }] };
  const { faults } = validatePlan({ steps: [step] }, { tools: [], oracles: [], givens: [] });
  expect(faults.map(({ path }) => path)).toEqual(expect.arrayContaining(['steps[0].inputs.text.value', 'steps[0].criteria[0].params.deep']));
});

test('of thousands of faults the first hundred are listed, and how many more there are', () => {
  const steps = Array.from({ length: 5000 }, (_, at) => ({ id: `s${at}`, tool: 'none', inputs: {} }));
  const { faults } = validatePlan({ steps }, { tools: [], oracles: [], givens: [] });
  expect(faults).toHaveLength(101);
  expect(faults[0]).toMatchObject({ path: 'steps[0].tool', code: 'unknown-tool' });
  expect(faults.at(-1)).toEqual({ path: '', code: 'more-faults', message: '4900 more are not listed.' });
});

test('a misspelt field of a step is a fault and not passed over', () => {
  const { faults } = validatePlan({ steps: [{ id: 'a', tool: 'none', inputs: {}, criterias: [{ oracle: 'x' }] }] }, { tools: [], oracles: [], givens: [] });
  expect(faults).toContainEqual(expect.objectContaining({ path: 'steps[0]', code: 'bad-shape', message: expect.stringContaining('criterias') }));
});
