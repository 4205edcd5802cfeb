import { randomUUID } from 'node:crypto';
import { VouchError } from '../../core/index.js';
import type { Place, PlaceBook } from '../places.js';
import { change, rowsOf, type Sql, type Work } from '../sql.js';

/** By the database's clock. A server that was not heard of for so long counts for nothing. */
const EXPIRES = "clock_timestamp() + interval '60 seconds'";
const BEAT_MS = 10_000;

const PUT = 'INSERT INTO places (id, server, token, tenant) VALUES (?, ?, ?, ?)';
const TAKE = `${PUT} ON CONFLICT (id) DO UPDATE SET server = excluded.server, token = excluded.token, tenant = excluded.tenant`;
const TAKEN = 'SELECT p.id, p.server, p.token, p.tenant FROM places p JOIN servers s ON s.id = p.server WHERE s.expires > clock_timestamp()';

/** The places of all servers that share a database. `alone`: statements at the start of a transaction that let one of them at a time go on. `beatMs`: how often a server says that it lives. */
export function openPlaceBook(sql: Sql, alone: readonly string[], beatMs = BEAT_MS): PlaceBook {
  const inTurn = <T>(work: () => Work<T>): Promise<T> => sql.transaction(function* () {
    for (const statement of alone) yield* rowsOf(statement);
    return yield* work();
  });
  return {
    async join(places) {
      const server = randomUUID();
      const own = new Map<string, Place>();
      /** Rows that may still be there though nobody has these places any more. */
      const left = new Set<string>();
      let isClosed = false;
      const beat = (): Promise<void> => inTurn(function* () {
        if (isClosed) return;
        yield* change(`INSERT INTO servers (id, places, expires) VALUES (?, ?, ${EXPIRES}) ON CONFLICT (id) DO UPDATE SET expires = excluded.expires`, server, places);
        yield* change('DELETE FROM servers WHERE expires < clock_timestamp()');
        yield* change('DELETE FROM places WHERE server NOT IN (SELECT id FROM servers)');
        for (const id of left) yield* change('DELETE FROM places WHERE id = ? AND server = ?', id, server);
        // Those that could not be written, or went while this server was not heard of. One that another server has by now is that one's.
        for (const { id, token, tenant } of own.values()) yield* change(`${PUT} ON CONFLICT (id) DO NOTHING`, id, server, token, tenant);
      });
      /** What a beat writes is no longer to be written, unless it was said again meanwhile. */
      const beatAndForget = async (): Promise<void> => {
        const written = [...left];
        await beat();
        for (const id of written) left.delete(id);
      };
      await beat();
      let isBeating = false;
      const timer = setInterval(() => {
        if (isBeating) return;
        isBeating = true;
        // A database that is away is told of this server when it is back.
        void beatAndForget().catch(() => undefined).finally(() => { isBeating = false; });
      }, beatMs);
      timer.unref();
      return {
        async take(place, check = () => undefined) {
          const { id, token, tenant } = place;
          try {
            await inTurn(function* () {
              const [sum] = (yield* rowsOf('SELECT coalesce(sum(places), 0) AS total FROM servers WHERE expires > clock_timestamp()')) as { total: number }[];
              const taken = (yield* rowsOf(TAKEN)) as (Place & { server: string })[];
              const others = taken.filter((one) => one.server !== server);
              // What this server has counts though the others have not heard of it for a minute; what it left does not though that is not written yet.
              const here = new Map([...taken.filter((one) => one.server === server && !left.has(one.id)), ...own.values()].map((one) => [one.id, one]));
              for (const one of others) here.delete(one.id);
              check({ taken: [...others, ...here.values()], total: Math.max(places, sum?.total ?? 0), here: here.size });
              yield* change(TAKE, id, server, token, tenant);
            });
          } catch (error) {
            // Nobody knows whether a database that does not answer has written it.
            if (VouchError.is(error) && error.code.startsWith('STORE_')) left.add(id);
            throw error;
          }
          left.delete(id);
          own.set(id, place);
        },
        async rename(id, name) {
          const place = own.get(id);
          if (!place) return;
          const named = { ...place, id: name };
          own.delete(id);
          own.set(name, named);
          left.delete(name);
          left.add(id);
          await inTurn(function* () {
            yield* change('DELETE FROM places WHERE id = ? AND server = ?', id, server);
            // A beat may have written it by now, and whoever has it may have left it.
            if (own.get(name) === named) yield* change(TAKE, name, server, place.token, place.tenant);
          }).then(() => left.delete(id), () => undefined);
        },
        async leave(id) {
          if (!own.delete(id)) return;
          left.add(id);
          await inTurn(() => change('DELETE FROM places WHERE id = ? AND server = ?', id, server)).then(() => left.delete(id), () => undefined);
        },
        async close() {
          clearInterval(timer);
          isClosed = true;
          own.clear();
          // Where that cannot be written they count until the server has not been heard of for a minute.
          await inTurn(function* () {
            yield* change('DELETE FROM places WHERE server = ?', server);
            yield* change('DELETE FROM servers WHERE id = ?', server);
          }).catch(() => undefined);
        },
      };
    },
  };
}
