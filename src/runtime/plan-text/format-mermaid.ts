import { dependenciesOf, describeCondition, givensOf, isMapped, type Plan, type Step } from '../../core/index.js';

/**
 * A plan as a Mermaid flowchart: what was given, the steps (mapped ones with a double border) and who waits for whom; a dotted
 * arrow leads from what decides a condition. Names are escaped, so that none of them can be markup. What a diagram does not show
 * stands in comments, from which `parseMermaid` reads the plan back.
 */
export function formatMermaid(plan: Plan): string {
  const givens = [...new Set(plan.steps.flatMap(givensOf))];
  const ids = new Map([...plan.steps.map(({ id }, index) => [id, `s${index}`] as const)]);
  const lines = [
    ...givens.map((name, index) => `  g${index}([${quoted([name])}])`),
    ...plan.steps.map((step) => `  ${ids.get(step.id) ?? ''}${box(step)}`),
    ...plan.steps.flatMap((step) => arrows(step, (id) => ids.get(id), (name) => `g${givens.indexOf(name)}`)),
  ];
  const { steps, ...rest } = plan;
  return ['flowchart TD', ...lines, ...[rest, ...steps].map((part) => `  ${MERMAID_COMMENT}${asciiJson(part)}`), ''].join('\n');
}

/** Begins the comments that carry the plan: first what is said of the whole, then one a step. */
export const MERMAID_COMMENT = '%% vouch: ';

/** On one line whatever counts as a line's end somewhere. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function box(step: Step): string {
  const label = quoted([step.id, step.tool, ...(isMapped(step) ? ['once an item'] : [])]);
  return isMapped(step) ? `[[${label}]]` : `[${label}]`;
}

function arrows(step: Step, nodeOf: (step: string) => string | undefined, givenNode: (name: string) => string): string[] {
  const sourcesOf = (part: Pick<Step, 'inputs' | 'when'>): string[] => [...givensOf(part).map(givenNode), ...dependenciesOf(part).flatMap((id) => nodeOf(id) ?? [])];
  const target = nodeOf(step.id) ?? '';
  const deciding = step.when ? sourcesOf({ inputs: { of: step.when.of } }) : [];
  return [
    ...sourcesOf({ inputs: step.inputs }).map((from) => `  ${from} --> ${target}`),
    ...deciding.map((from) => `  ${from} -. ${quoted([`if ${step.when ? describeCondition(step.when) : ''}`])} .-> ${target}`),
  ];
}

/** Lines of a label in quotes; all but letters, digits and harmless marks by their number. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replace(/[\s\p{C}]+/gu, ' ').replace(/[^\p{L}\p{N} .,_-]/gu, (character) => `#${character.codePointAt(0) ?? 32};`));
  return `"${escaped.join('<br>')}"`;
}
