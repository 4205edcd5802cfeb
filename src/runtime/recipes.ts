import {
  givensOf, Recipe, rebindGivens, validatePlan, VouchError,
  type Given, type Plan, type RecipeOffer, type RunState,
} from '../core/index.js';
import { likeness } from '../agents/planner/index.js';
import type { RecipeRecord } from '../store/index.js';
import type { Workshop } from './run-context.js';

export interface SaveRecipeOptions {
  /** Default: the first words of the request. */
  readonly name?: string | undefined;
  /** Also a run that did not prove everything; the recipe says so. */
  readonly force?: boolean | undefined;
}

/** Plans that held, kept for like requests. Methods throw STORE_FAILED where the store cannot be used. */
export interface RecipeBook {
  /** Latest first, each with how the runs that used it ended. */
  list(): Promise<(Recipe & { readonly record: RecipeRecord })[]>;
  /** Saves the plan of a run. Throws RUN_NOT_FOUND, and USAGE for a run that did not complete and prove everything, or for a taken name. */
  save(runId: string, options?: SaveRecipeOptions): Promise<Recipe>;
  /** Throws USAGE when there is none of that name. */
  remove(name: string): Promise<void>;
  /** The recipes that fit a request, the most like first: words alike, the same limits, the same kinds of givens, valid with today's tools. */
  offers(goal: string, givens: readonly Given[], signal?: AbortSignal): Promise<RecipeOffer[]>;
}

export function openRecipeBook(workshop: Workshop, stateOf: (runId: string) => Promise<RunState>): RecipeBook {
  const { recipes } = workshop.stores;
  return {
    list: async () => Promise.all((await recipes.list()).map(async (recipe) => ({ ...recipe, record: await recipes.record(recipe.name) }))),
    async save(runId, { name, force = false } = {}) {
      const state = await stateOf(runId);
      const lack = lackOf(state);
      const { plan } = state;
      if (!plan || state.goal.trim() === '') throw new VouchError('USAGE', `Run ${runId} has ${plan ? 'no words to know a like request by' : 'no plan'}, so that it makes no recipe.`);
      if (lack !== undefined && !force) throw new VouchError('USAGE', `Run ${runId} makes no recipe: ${lack}. --force saves its plan all the same, marked so.`);
      const checks = [...state.steps.values()].flatMap(({ attempts }) => attempts.flatMap(({ verdicts }) => verdicts)).filter(({ status }) => status === 'pass').length;
      const parsed = Recipe.safeParse({ name: name ?? nameOf(state.goal), goal: state.goal, ...opened(plan, state.givens), runId, savedAt: Date.now(), checks, forced: lack !== undefined });
      if (!parsed.success) throw new VouchError('USAGE', `The recipe cannot be saved: ${parsed.error.issues.map(({ message }) => message).join('; ')}.`);
      const known = await recipes.get(parsed.data.name);
      if (known && known.runId !== runId) throw new VouchError('USAGE', `There is a recipe named ${known.name} of run ${known.runId}. Give another --name, or remove it first.`);
      await recipes.put(parsed.data);
      return parsed.data;
    },
    async remove(name) {
      if (!(await recipes.remove(name))) throw new VouchError('USAGE', `There is no recipe named ${JSON.stringify(name)}; \`vouch recipes\` lists them.`);
    },
    async offers(goal, givens, signal) {
      const fitting = (await recipes.list()).flatMap((recipe) => {
        const plan = boundPlan(recipe, goal, givens, workshop);
        return plan ? [{ recipe, plan }] : [];
      });
      if (fitting.length === 0) return [];
      const similar = await likeness(goal, fitting.map(({ recipe }) => recipe.goal), workshop.models, signal);
      return fitting
        .map(({ recipe: { name, goal: words, forced }, plan }, index) => ({ name, goal: words, forced, plan, similarity: similar[index] ?? 0 }))
        .filter(({ similarity }) => similarity > 0)
        .sort((a, b) => b.similarity - a.similarity);
    },
  };
}

/** Why the run proved too little; `undefined`: it proved everything. */
function lackOf({ status, verify, unproved, steps }: RunState): string | undefined {
  if (status !== 'completed') return `it is ${status}`;
  if (!verify) return 'nothing was checked';
  if (unproved.length > 0) return `${unproved.length === 1 ? 'this is' : `${unproved.length} things are`} unproved: ${unproved[0] ?? ''}`;
  const proved = [...steps.values()].some(({ attempts }) => attempts.some(({ verdicts }) => verdicts.some((verdict) => verdict.status === 'pass')));
  return proved ? undefined : 'nothing in it was checked';
}

/** The plan with open givens. What was given and not used is no part of it. */
function opened(plan: Plan, givens: readonly Given[]): Pick<Recipe, 'plan' | 'givens'> {
  const spoken = new Set(plan.steps.flatMap(givensOf));
  const used = givens.filter(({ name }) => spoken.has(name));
  const open = used.map(({ name, modality }, index) => ({ saved: name, name: `given ${index + 1}: ${modality}`, modality }));
  const inOrder = [...spoken].flatMap((name) => open.filter(({ saved }) => saved === name));
  const rebound = rebindGivens(plan, inOrder.map(({ name }) => name)).plan as Plan;
  return { plan: { ...rebound, goal: '' }, givens: open.map(({ name, modality }) => ({ name, modality })) };
}

/** The recipe's plan for these givens; `undefined` where they are of other kinds, where a literal of its words is not in these words, or where today's tools refuse it. */
function boundPlan(recipe: Recipe, goal: string, givens: readonly Given[], { tools, oracles }: Workshop): Plan | undefined {
  if (givens.length !== recipe.givens.length) return undefined;
  const free = [...givens];
  const places = new Map<string, string>();
  for (const { name, modality } of recipe.givens) {
    const [taken] = free.splice(free.findIndex((given) => given.modality === modality), 1);
    if (taken?.modality !== modality) return undefined;
    places.set(name, taken.name);
  }
  if (literalsOf(recipe.plan).some((literal) => isIn(literal, recipe.goal) && !isIn(literal, goal))) return undefined;
  const spoken = [...new Set(recipe.plan.steps.flatMap(givensOf))];
  const { plan } = rebindGivens(recipe.plan, spoken.map((name) => places.get(name) ?? name));
  const checked = validatePlan(plan, { tools: [...tools.values()].map(({ spec }) => spec), oracles: [...oracles.values()].map(({ spec }) => spec), givens });
  return checked.faults.length === 0 ? checked.plan : undefined;
}

/** Texts that stand in the plan itself. */
function literalsOf(plan: Plan): string[] {
  const texts: string[] = [];
  JSON.stringify(plan.steps.map(({ inputs, criteria }) => [inputs, criteria.map(({ params }) => params)]), (key, value: unknown) => {
    if (typeof value === 'string' && key !== 'ref' && key !== 'given') texts.push(value);
    return value;
  });
  return texts;
}

function isIn(part: string, whole: string): boolean {
  return part.trim() !== '' && whole.toLowerCase().includes(part.trim().toLowerCase());
}

function nameOf(goal: string): string {
  const words = goal.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, 5).join('-').slice(0, 64) || 'recipe';
}
