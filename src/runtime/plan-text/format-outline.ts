import { Document, isCollection, isMap, Scalar, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { isEach, isFirst, type Binding, type Condition, type Criterion, type Plan, type Source, type Step } from '../../core/index.js';

const HEAD = ' A plan of Vouch. !from step.port: an output; !given name: something given; !all: a list of these; !first: whichever ran;\n !each: the step runs once an item of the list; anything else is meant as it stands.';

/** A plan as an outline: YAML that people read and edit. `parseOutline` gives the same plan back. */
export function formatOutline(plan: Plan): string {
  const document = new Document({ ...(plan.goal === '' ? {} : { goal: plan.goal }), steps: {} });
  document.commentBefore = HEAD;
  const steps = document.get('steps');
  if (isMap(steps)) for (const step of plan.steps) steps.add(document.createPair(step.id, stepNode(step, document)));
  if (plan.deliverables.length > 0) document.set('deliver', flow(document.createNode(plan.deliverables)));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function stepNode(step: Step, document: Document): Node {
  const node = document.createNode({ tool: step.tool }) as YAMLMap;
  if (step.when) node.set('if', conditionNode(step.when, document));
  if (Object.keys(step.inputs).length > 0) {
    const inputs = document.createNode({}) as YAMLMap;
    for (const [port, binding] of Object.entries(step.inputs)) inputs.add(document.createPair(port, bindingNode(binding, document)));
    node.set('with', inputs);
  }
  if (step.criteria.length > 0) {
    const checks = document.createNode([]) as YAMLSeq;
    for (const criterion of step.criteria) checks.add(criterionNode(criterion, document));
    node.set('check', checks);
  }
  return node;
}

function conditionNode({ of, ...test }: Condition, document: Document): Node {
  const node = document.createNode({}) as YAMLMap;
  node.add(document.createPair('of', bindingNode(of, document)));
  for (const [name, value] of Object.entries(test)) node.add(document.createPair(name, flow(document.createNode(value))));
  return flow(node);
}

/** An oracle by its name alone where nothing else is said about it. */
function criterionNode({ oracle, port, params, origin }: Criterion, document: Document): Node {
  const more = { ...(port === undefined ? {} : { port }), ...(Object.keys(params).length === 0 ? {} : { params }), ...(origin === 'plan' ? {} : { origin }) };
  return Object.keys(more).length === 0 ? document.createNode(oracle) : flow(document.createNode({ oracle, ...more }));
}

function bindingNode(binding: Binding, document: Document): Node {
  if (Array.isArray(binding)) return listNode('!all', binding, document);
  if (isFirst(binding)) return listNode('!first', binding.first, document);
  if (!isEach(binding)) return sourceNode(binding, document);
  if (Array.isArray(binding.map)) return listNode('!each', binding.map, document);
  return isFirst(binding.map) ? listNode('!each-first', binding.map.first, document) : named('!each', binding.map.ref);
}

function listNode(tag: string, sources: readonly Source[], document: Document): Node {
  const node = document.createNode([]) as YAMLSeq;
  for (const source of sources) node.add(sourceNode(source, document));
  node.tag = tag;
  return flow(node);
}

function sourceNode(source: Source, document: Document): Node {
  if ('ref' in source) return named('!from', source.ref);
  return 'given' in source ? named('!given', source.given) : flow(document.createNode(source.value));
}

function named(tag: string, name: string): Node {
  const node = new Scalar(name);
  node.tag = tag;
  return node;
}

function flow(node: Node): Node {
  if (isCollection(node)) node.flow = true;
  return node;
}
