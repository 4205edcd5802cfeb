import type { Command } from 'commander';
import { VouchError } from '../../core/index.js';
import type { Runtime } from '../../runtime/index.js';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { formatTable, formatTime, oneLine } from '../format.js';

interface RecipeOptions extends GlobalOptions {
  readonly name?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `vouch recipe`: keeps the plan of a run, shows it, removes it. */
export function declareRecipe(program: Command, perform: Perform): void {
  const recipe = program.command('recipe').description('save the plan of a run that held, show or remove a saved one');
  recipe
    .command('save')
    .description('save the plan of a run that completed and proved everything')
    .argument('<run>', 'id of a run, or the start of it')
    .option('--name <name>', 'name of the recipe (default: the first words of the task)')
    .option('--force', 'also the plan of a run that did not prove everything; the recipe says so')
    .option('--json', 'print the recipe')
    .action((run: string, options: RecipeOptions, command: Command) => perform((context) => save(run, command.optsWithGlobals<RecipeOptions>(), context)));
  recipe
    .command('show')
    .description('show a recipe')
    .argument('<name>')
    .option('--json', 'print the recipe; its `plan` is what --plan of vouch run reads')
    .action((name: string, options: RecipeOptions, command: Command) => perform((context) => show(name, command.optsWithGlobals<RecipeOptions>(), context)));
  recipe
    .command('remove')
    .description('remove a recipe')
    .argument('<name>')
    .action((name: string, options: RecipeOptions, command: Command) => perform((context) => remove(name, command.optsWithGlobals<RecipeOptions>(), context)));
}

/** `vouch recipes`: what is saved. */
export function declareRecipes(program: Command, perform: Perform): void {
  program
    .command('recipes')
    .description('list the saved recipes, latest first')
    .option('--json', 'print an array of recipes, each with its record')
    .action((options: RecipeOptions, command: Command) => perform((context) => list(command.optsWithGlobals<RecipeOptions>(), context)));
}

function save(run: string, { name, force, json, ...options }: RecipeOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, async (runtime) => {
    const { fullRunId } = await import('../run-id.js');
    const recipe = await runtime.recipes.save(await fullRunId(runtime, run), { name, force });
    if (json) terminal.result(JSON.stringify(recipe));
    else terminal.result(`Saved as ${recipe.name}${recipe.forced ? ', by force: its run did not prove everything' : `, ${recipe.checks} checks passed`}.`);
    return EXIT.completed;
  });
}

function show(name: string, { json, ...options }: RecipeOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, async (runtime) => {
    const recipe = (await runtime.recipes.list()).find((candidate) => candidate.name === name);
    if (!recipe) throw new VouchError('USAGE', `There is no recipe named ${JSON.stringify(name)}; \`vouch recipes\` lists them.`);
    const { describePlan } = await import('../run-view/index.js');
    if (json) terminal.result(JSON.stringify(recipe));
    else terminal.result([oneLine(recipe.goal, 400), facts(recipe), ...describePlan(recipe.plan)].join('\n'));
    return EXIT.completed;
  });
}

function remove(name: string, options: RecipeOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, async (runtime) => {
    await runtime.recipes.remove(name);
    terminal.talk(`Removed ${oneLine(name, 80)}.`);
    return EXIT.completed;
  });
}

function list({ json, ...options }: RecipeOptions, { terminal }: CommandContext): Promise<number> {
  return withRuntime(options, async (runtime) => {
    const recipes = await runtime.recipes.list();
    if (json) terminal.result(JSON.stringify(recipes));
    else if (recipes.length === 0) terminal.talk('No recipes yet. Save one with: vouch recipe save RUN');
    else terminal.result(formatTable(recipes.map((recipe) => [recipe.name, facts(recipe), oneLine(recipe.goal, 80)])));
    return EXIT.completed;
  });
}

function facts({ givens, record, forced, savedAt }: Awaited<ReturnType<Runtime['recipes']['list']>>[number]): string {
  const takes = givens.length === 0 ? 'takes nothing' : `takes ${givens.map(({ modality }) => modality).join(', ')}`;
  return `${takes}; used ${record.uses} time${record.uses === 1 ? '' : 's'}, ${record.completed} completed; saved ${formatTime(savedAt)}${forced ? ' by force' : ''}`;
}
