// A process that copies stores from a data folder into a database and a bucket and is killed on the way: arguments are JSON.
import { migrateStores, openStores, openStoresAt, type StorePlace } from '../../../src/store/index.js';

interface Order {
  readonly folder: string;
  readonly toFolder: string;
  readonly place: StorePlace;
  /** It dies at this step: an artifact that is put, or a statement of a transaction. */
  readonly killAt: number;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
let steps = 0;
const step = (): void => {
  if (++steps === order.killAt) process.kill(process.pid, 'SIGKILL');
};
const from = openStores(order.folder);
const to = await openStoresAt(order.toFolder, order.place, process.env);
const { sql } = to.tables;
const transaction: typeof sql.transaction = (work, options) => sql.transaction(function* () {
  const steps = work();
  let next = steps.next();
  while (!next.done) {
    step();
    next = steps.next(yield next.value);
  }
  return next.value;
}, options);
const put: typeof to.artifacts.put = (...args) => {
  step();
  return to.artifacts.put(...args);
};
await migrateStores(from, { ...to, artifacts: { ...to.artifacts, put }, tables: { ...to.tables, sql: { ...sql, transaction } } }, { sameJournal: false, sameArtifacts: false });
await to.close();
await from.close();
process.stdout.write(`${steps}\n`);
