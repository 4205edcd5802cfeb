import { Recipe } from '../core/index.js';
import { jsonText } from './json-text.js';
import type { Sql } from './sql.js';

/** How the runs that used a recipe ended. */
export interface RecipeRecord {
  readonly uses: number;
  readonly completed: number;
}

/** Saved plans. A recipe that cannot be read counts as absent. Methods throw STORE_FAILED or STORE_FULL. */
export interface Recipes {
  /** Latest first. */
  list(): Promise<Recipe[]>;
  get(name: string): Promise<Recipe | undefined>;
  /** Replaces one of the same name. */
  put(recipe: Recipe): Promise<void>;
  /** False when there is none of that name. */
  remove(name: string): Promise<boolean>;
  /** Counted from the journal. */
  record(name: string): Promise<RecipeRecord>;
}

const USES = `SELECT count(*) AS uses, count(CASE WHEN EXISTS (SELECT 1 FROM events ended WHERE ended.run_id = started.run_id AND ended.type = 'run.completed') THEN 1 END) AS completed
  FROM events started WHERE started.type = 'run.started' AND started.data ->> 'recipe' = ?`;

export function openRecipes(sql: Sql): Recipes {
  const Stored = jsonText(Recipe);
  const read = (rows: readonly unknown[]): Recipe[] => (rows as { record: unknown }[]).flatMap(({ record }) => Stored.safeParse(record).data ?? []);
  return {
    list: async () => read(await sql.rows('SELECT record FROM recipes ORDER BY ts DESC, name')),
    get: async (name) => read(await sql.rows('SELECT record FROM recipes WHERE name = ?', name))[0],
    async put(recipe) {
      await sql.run('INSERT INTO recipes (name, ts, record) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET ts = excluded.ts, record = excluded.record', recipe.name, recipe.savedAt, JSON.stringify(recipe));
    },
    remove: async (name) => (await sql.run('DELETE FROM recipes WHERE name = ?', name)) > 0,
    record: async (name) => (await sql.rows(USES, name))[0] as RecipeRecord,
  };
}
