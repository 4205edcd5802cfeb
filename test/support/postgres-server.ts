import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';

/** A PostgreSQL cluster of its own, for tests. */
export interface PostgresServer {
  /** Address of a fresh database: an empty one, or a copy of the one at `like`, to which nobody is connected. */
  database(like?: string): Promise<string>;
  /** SIGKILL to all of its processes; what clients wrote and were told of is on the disk. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The first of its processes. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** Where Debian, and others, keep the programs. */
function programs(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`) : [];
  const onPath = (process.env['PATH'] ?? '').split(':');
  return [...versions, ...onPath].find((folder) => existsSync(join(folder, 'initdb')));
}

/** False where PostgreSQL is not installed; on continuous integration that is an error. */
export function hasPostgres(): boolean {
  const found = programs() !== undefined;
  if (!found && process.env['CI']) throw new Error('PostgreSQL is not installed. scripts/install-services.sh installs it.');
  if (!found) console.warn('PostgreSQL is not installed: the tests that need it are skipped.');
  return found;
}

export interface PostgresPlacing {
  /** What is committed survives a loss of power, too, which tests do not need. */
  readonly fsync?: boolean;
  /** Address that it listens on, for all of its network; default 127.0.0.1, for this machine. */
  readonly host?: string;
  /** A command that runs another one, such as one that enters a network. */
  readonly within?: readonly string[];
}

export async function openPostgres({ fsync = false, host = '127.0.0.1', within = [] }: PostgresPlacing = {}): Promise<PostgresServer> {
  const bin = programs() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'vouch-test-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  // The server refuses to run as root.
  const asUser: string[] = process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  if (asUser.length > 0) {
    chmodSync(folder, 0o755);
    execFileSync('chown', ['-R', 'postgres:postgres', folder]);
  }
  const run = (program: string, args: readonly string[]): [string, string[]] => {
    const all = [...asUser, join(bin, program), ...args] as [string, ...string[]];
    return [all[0], all.slice(1)];
  };
  const port = await freePort();
  const made = spawnSync(...run('initdb', ['-D', data, '-U', 'vouch', '-A', 'trust', '-E', 'UTF8', '--no-sync']), { encoding: 'utf8', cwd: folder });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  if (host !== '127.0.0.1') appendFileSync(join(data, 'pg_hba.conf'), 'host all all samenet trust\n');
  let server: ChildProcess | undefined;
  const address = (database: string): string => `postgresql://vouch@${host}:${port}/${database}`;
  const ask = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: address('postgres') });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  const start = async (): Promise<void> => {
    const [program, args] = run('postgres', ['-D', data, '-p', String(port), '-k', folder, '-h', host, '-c', `fsync=${fsync ? 'on' : 'off'}`]);
    const [first = '', ...rest] = [...within, program, ...args];
    const child = spawn(first, rest, { stdio: 'ignore', cwd: folder, detached: true });
    server = child;
    for (let tries = 0; ; tries++) {
      try {
        await ask('SELECT 1');
        return;
      } catch (error) {
        if (tries > 300 || child.exitCode !== null) throw error;
        await sleep(100);
      }
    }
  };
  const kill = async (): Promise<void> => {
    const child = server;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    // Each connection has a process of its own, in a session of its own: they end when they find the first one gone.
    process.kill(child.pid, 'SIGKILL');
    await gone;
    const shares = (): boolean => spawnSync('pgrep', ['-f', data]).status === 0 || spawnSync('pgrep', ['-s', String(child.pid)]).status === 0;
    while (shares()) await sleep(20);
    rmSync(join(data, 'postmaster.pid'), { force: true });
  };
  await start();
  let databases = 0;
  return {
    async database(like) {
      const name = `test_${++databases}`;
      await ask(`CREATE DATABASE ${name}${like === undefined ? '' : ` TEMPLATE ${new URL(like).pathname.slice(1)}`}`);
      return address(name);
    },
    kill,
    start,
    pid: () => server?.pid,
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
