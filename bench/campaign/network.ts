import { execFileSync, spawnSync } from 'node:child_process';

/** Network namespaces around one bridge, each a machine of its own as far as the network goes. */
export interface Network {
  /** Address of a machine. */
  address(machine: string): string;
  /** The command that runs another one at a machine; `hub`, from where all are reached, is one, too. */
  within(machine: string): string[];
  /** Cuts a machine off, or joins it again: nothing that is sent arrives, and nobody is told. */
  cut(machine: string): void;
  join(machine: string): void;
  remove(): void;
}

/** False where namespaces cannot be made: they want root and `ip`. */
export function canMakeNetworks(): boolean {
  return process.getuid?.() === 0 && spawnSync('ip', ['netns', 'list']).status === 0 && spawnSync('unshare', ['-n', 'true']).status === 0;
}

/** The network of these machines; `name`: a few letters that no other network has. */
export function networkOf(name: string, machines: readonly string[]): Network {
  const spaceOf = (machine: string): string => `${name}-${machine}`;
  const linkOf = (machine: string): string => `v${machines.indexOf(machine)}`;
  return {
    address: (machine) => `10.77.0.${10 + machines.indexOf(machine)}`,
    within: (machine) => ['ip', 'netns', 'exec', spaceOf(machine)],
    cut: (machine) => { ip('-n', spaceOf('hub'), 'link', 'set', linkOf(machine), 'down'); },
    join: (machine) => { ip('-n', spaceOf('hub'), 'link', 'set', linkOf(machine), 'up'); },
    remove: () => { for (const machine of ['hub', ...machines]) spawnSync('ip', ['netns', 'delete', spaceOf(machine)]); },
  };
}

/** Makes it. */
export function makeNetwork(name: string, machines: readonly string[]): Network {
  const network = networkOf(name, machines);
  const hub = `${name}-hub`;
  ip('netns', 'add', hub);
  ip('-n', hub, 'link', 'set', 'lo', 'up');
  ip('-n', hub, 'link', 'add', 'br0', 'type', 'bridge');
  ip('-n', hub, 'addr', 'add', '10.77.0.1/24', 'dev', 'br0');
  ip('-n', hub, 'link', 'set', 'br0', 'up');
  for (const [index, machine] of machines.entries()) {
    const space = `${name}-${machine}`;
    ip('netns', 'add', space);
    ip('-n', hub, 'link', 'add', `v${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('-n', hub, 'link', 'set', `v${index}`, 'master', 'br0', 'up');
    ip('-n', space, 'addr', 'add', `${network.address(machine)}/24`, 'dev', 'eth0');
    ip('-n', space, 'link', 'set', 'eth0', 'up');
    ip('-n', space, 'link', 'set', 'lo', 'up');
  }
  return network;
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
