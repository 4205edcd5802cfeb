// Opens the journal at a path and dies right after its statement number N, where one is named.
import Database from 'libsql';
import { openDatabase } from '../../../src/store/sqlite/database.js';

const [path = '', number = ''] = process.argv.slice(2);
const { prototype } = Database as unknown as { prototype: { exec(sql: string): unknown } };
const exec = prototype.exec;
let statements = 0;
prototype.exec = function (this: unknown, sql: string) {
  const result = exec.call(this as never, sql);
  if (++statements === Number(number)) process.kill(process.pid, 'SIGKILL');
  return result;
};
openDatabase(path).close();
process.stdout.write(`${statements} statements\n`);
