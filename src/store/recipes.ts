import type Database from 'libsql';
import { Recipe } from '../core/index.js';
import { guarded } from './database.js';
import { jsonText } from './json-text.js';

/** How the runs that used a recipe ended. */
export interface RecipeRecord {
  readonly uses: number;
  readonly completed: number;
}

/** Saved plans in the journal's database. A recipe that cannot be read counts as absent. Methods throw STORE_FAILED or STORE_FULL. */
export interface Recipes {
  /** Latest first. */
  list(): Recipe[];
  get(name: string): Recipe | undefined;
  /** Replaces one of the same name. */
  put(recipe: Recipe): void;
  /** False when there is none of that name. */
  remove(name: string): boolean;
  /** Counted from the journal. */
  record(name: string): RecipeRecord;
}

export function openRecipes(database: Database.Database, path: string): Recipes {
  const Stored = jsonText(Recipe);
  const read = (rows: unknown[]): Recipe[] => (rows as { record: unknown }[]).flatMap(({ record }) => Stored.safeParse(record).data ?? []);
  return {
    list: () => read(guarded(path, () => database.prepare('SELECT record FROM recipes ORDER BY ts DESC, name').all())),
    get: (name) => read(guarded(path, () => database.prepare('SELECT record FROM recipes WHERE name = ?').all(name)))[0],
    put: (recipe) => {
      guarded(path, () => database.prepare('INSERT OR REPLACE INTO recipes (name, ts, record) VALUES (?, ?, ?)').run(recipe.name, recipe.savedAt, JSON.stringify(recipe)));
    },
    remove: (name) => guarded(path, () => database.prepare('DELETE FROM recipes WHERE name = ?').run(name).changes > 0),
    record: (name) => guarded(path, () => database.prepare(
      `SELECT count(*) AS uses, count(CASE WHEN EXISTS (SELECT 1 FROM events ended WHERE ended.run_id = started.run_id AND ended.type = 'run.completed') THEN 1 END) AS completed
       FROM events started WHERE started.type = 'run.started' AND json_extract(started.data, '$.recipe') = ?`,
    ).get(name) as RecipeRecord),
  };
}
