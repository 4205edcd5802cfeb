import { VouchError, type RecipeOffer } from '../core/index.js';
import type { RunInput, Runtime } from '../runtime/index.js';
import type { CommandContext } from './command.js';
import { oneLine } from './format.js';
import { askOnTerminal } from './run-view/index.js';

/** `--recipe auto`: the recipe that fits best, and none where none fits. */
const ANY = 'auto';

export interface RecipeWish {
  /** Name of a recipe, or `auto`; absent: it is offered to whoever sits at the terminal. */
  readonly recipe?: string | undefined;
  readonly json?: boolean | undefined;
  readonly events?: boolean | undefined;
}

/** The recipe that the user wants to run instead of a new plan. Throws USAGE when the one that was named does not fit the task. */
export async function chooseRecipe(runtime: Runtime, task: string, inputs: readonly RunInput[], wish: RecipeWish, { terminal, signal }: CommandContext): Promise<RecipeOffer | undefined> {
  const asks = wish.recipe === undefined && terminal.interactive && !wish.json && !wish.events;
  const known = wish.recipe === undefined && !asks ? [] : await runtime.recipes.list();
  if (wish.recipe !== undefined && wish.recipe !== ANY && !known.some(({ name }) => name === wish.recipe)) {
    throw new VouchError('USAGE', `There is no recipe named ${JSON.stringify(wish.recipe)}; \`vouch recipes\` lists them.`);
  }
  if (known.length === 0) return undefined;
  const offers = await runtime.recipes.offers(task, await runtime.givens(task, inputs, { signal }), signal);
  if (wish.recipe === ANY) return offers[0];
  if (wish.recipe !== undefined) {
    const named = offers.find(({ name }) => name === wish.recipe);
    if (named) return named;
    throw new VouchError('USAGE', `The recipe ${wish.recipe} does not fit this task: the words, their limits and numbers, and the kinds of files must be those of "${oneLine(known.find(({ name }) => name === wish.recipe)?.goal ?? '', 120)}", and its tools must be there.`);
  }
  const [best] = offers;
  if (!best) return undefined;
  const text = `A saved plan fits this task: ${best.name}, from "${oneLine(best.goal, 120)}"${best.forced ? ' (saved by force: its run did not prove everything)' : ''}. Use it?`;
  const answer = await askOnTerminal({ id: 'recipe', kind: 'approval', text, options: ['yes', 'no'] }, terminal, { pause: () => undefined, resume: () => undefined }, signal);
  return /^y(es)?$/i.test(answer ?? '') ? best : undefined;
}
