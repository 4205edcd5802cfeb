import pg from 'pg';
import { clientConfig, guarded } from './pool.js';

/** Asks a server what it is and what it holds, and changes nothing. `schema` 0: there are no tables yet. Throws STORE_FAILED. */
export function examinePostgres(url: string): Promise<{ version: string; schema: number; runs: number }> {
  return guarded(async () => {
    const client = new pg.Client(clientConfig(url));
    client.on('error', () => undefined);
    await client.connect();
    try {
      const one = async <T extends object>(text: string): Promise<T | undefined> => (await client.query<T>(text)).rows[0];
      const about = await one<{ version: string; made: boolean }>("SELECT current_setting('server_version') AS version, to_regclass('vouch_schema') IS NOT NULL AS made");
      if (!about?.made) return { version: about?.version ?? '?', schema: 0, runs: 0 };
      const held = await one<{ schema: number; runs: number }>('SELECT (SELECT max(version) FROM vouch_schema) AS schema, (SELECT count(DISTINCT run_id) FROM events) AS runs');
      return { version: about.version, schema: held?.schema ?? 0, runs: held?.runs ?? 0 };
    } finally {
      await client.end();
    }
  });
}
