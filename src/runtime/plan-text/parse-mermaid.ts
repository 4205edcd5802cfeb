import { messageOf, Plan, VouchError } from '../../core/index.js';
import { formatMermaid, MERMAID_COMMENT } from './format-mermaid.js';

/** True for text that is a Mermaid flowchart and no plan in another form. */
export function isMermaid(text: string): boolean {
  return /^\s*(?:flowchart|graph)\b/.test(text);
}

/**
 * The plan of a flowchart that `formatMermaid` wrote, for `validatePlan` to check. Throws PLAN_INVALID where the comments that carry it
 * are missing, and where diagram and comments no longer say the same: a changed arrow would otherwise be passed over.
 */
export function parseMermaid(text: string): Plan {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  const [head, ...steps] = lines.filter((line) => line.startsWith(MERMAID_COMMENT)).map((line, at) => part(line.slice(MERMAID_COMMENT.length), at));
  if (head === undefined) throw refusal(`it has no comment ${JSON.stringify(MERMAID_COMMENT.trim())}; only flowcharts that vouch printed can be read, others show too little of a plan`);
  const plan = Plan.safeParse({ ...(typeof head === 'object' ? head : {}), steps });
  if (!plan.success) throw refusal(`its comments are no plan: ${plan.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  const written = formatMermaid(plan.data).split('\n').map((line) => line.trim());
  const diagram = (all: readonly string[]): string[] => all.filter((line) => line !== '' && !line.startsWith('%%')).sort();
  const [found, wanted] = [diagram(lines), diagram(written)];
  const changed = found.find((line) => !wanted.includes(line)) ?? wanted.find((line) => !found.includes(line));
  if (changed !== undefined) throw refusal(`${JSON.stringify(changed)} does not go with its comments, which carry the plan; change plans as an outline (vouch plan --outline)`);
  return plan.data;
}

function part(json: string, at: number): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (cause) {
    throw refusal(`comment ${at + 1} is not JSON: ${messageOf(cause)}`, cause);
  }
}

function refusal(problem: string, cause?: unknown): VouchError {
  return new VouchError('PLAN_INVALID', `The flowchart cannot be read: ${problem}.`, cause === undefined ? {} : { cause });
}
