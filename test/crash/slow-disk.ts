// Loaded before a program: whatever it writes, syncs or renames comes late, as on a disk that is busy. At its end it says how often. SQLite goes its own
// way to the disk: it is made to wait by who holds its lock.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const LATE_MS = 20;
const WRITES = ['write', 'writev', 'writeFile', 'rename', 'copyFile'];
const SYNCS = ['fsync', 'fdatasync'];

type Call = (...args: unknown[]) => unknown;
const late = { writes: 0, syncs: 0 };
const say = fs.writeSync.bind(fs);
const sleeper = new Int32Array(new SharedArrayBuffer(4));

function delay(calls: Record<string, Call>, name: string, kind: keyof typeof late): void {
  const [plain, sync] = [calls[name]!, calls[`${name}Sync`]!];
  calls[name] = (...args) => {
    late[kind]++;
    setTimeout(() => plain(...args), LATE_MS);
  };
  calls[`${name}Sync`] = (...args) => {
    late[kind]++;
    Atomics.wait(sleeper, 0, 0, LATE_MS);
    return sync(...args);
  };
}

for (const name of WRITES) delay(fs as unknown as Record<string, Call>, name, 'writes');
for (const name of SYNCS) delay(fs as unknown as Record<string, Call>, name, 'syncs');
syncBuiltinESMExports();
process.on('exit', () => { say(1, `late ${JSON.stringify(late)}\n`); });
