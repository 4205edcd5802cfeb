import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Loopback, link-local, private, shared and unspecified ranges (RFC 1122, 1918, 3927, 4193, 4291, 6598). */
const PRIVATE = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16]] as const) PRIVATE.addSubnet(net, bits);
for (const [net, bits] of [['::', 127], ['fc00::', 7], ['fe80::', 10]] as const) PRIVATE.addSubnet(net, bits, 'ipv6');

/** True for an IP address that only this machine or its own network can mean; IPv4 inside IPv6 is looked through. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return PRIVATE.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/** Which hosts an operated page may reach. */
export interface HostRules {
  /**
   * Hosts (`example.org`, `*.example.org`, optionally with `:port`) that pages may be opened from. They may lie in the
   * private network: who names them means them.
   */
  readonly allow: readonly string[];
  /** Pictures, scripts and styles from other public hosts are loaded, too. Default true. */
  readonly subResources?: boolean | undefined;
}

/** True when `host` (with its port, where the rule names one) is named by the rules. */
export function isNamed(host: string, port: number, rules: HostRules): boolean {
  const name = bare(host);
  return rules.allow.some((rule) => {
    const [, pattern = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(rule.toLowerCase()) ?? [];
    if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
    return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === bare(pattern);
  });
}

/** The address to connect to, or why not. Names are resolved here, once, so that a name cannot change its meaning afterwards. */
export async function resolveHost(host: string, port: number, rules: HostRules): Promise<{ readonly address: string } | { readonly refused: string }> {
  const named = isNamed(host, port, rules);
  if (!named && rules.subResources === false) return { refused: `${host} is not in the list of allowed hosts` };
  const name = bare(host);
  const addresses = isIP(name) > 0 ? [name] : (await lookup(name, { all: true }).catch(() => [])).map(({ address }) => address);
  const [first] = addresses;
  if (first === undefined) return { refused: `the host name ${host} is not known` };
  if (!named && addresses.some(isPrivateAddress)) return { refused: `${host} lies in the private network and is not in the list of allowed hosts` };
  return { address: first };
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
