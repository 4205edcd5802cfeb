import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const FLAG = /--user-data-dir=(.+?)(?:\0| --|$)/;

/** Profile folders of the browsers that this process has started. The driver makes them and tells nobody where. */
export async function ownProfiles(): Promise<string[]> {
  const children = process.platform === 'linux' ? await childrenFromProc() : await childrenFromPs();
  return [...new Set(children.flatMap((command) => FLAG.exec(command)?.[1] ?? []))];
}

async function childrenFromProc(): Promise<string[]> {
  const commands: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // Other processes come and go while we look.
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    if (new RegExp(`^PPid:\\s*${process.pid}$`, 'm').test(status)) commands.push(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  }
  return commands;
}

async function childrenFromPs(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'ppid=,args='], { maxBuffer: 1 << 24 });
  return stdout.split('\n').filter((line) => Number(/^\s*(\d+)/.exec(line)?.[1]) === process.pid);
}
