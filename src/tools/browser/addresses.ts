import { addressesOf, bareHost, isLinkLocalAddress, isPrivateAddress } from '../network/index.js';

/** Which hosts an operated page may reach. */
export interface HostRules {
  /**
   * Hosts (`example.org`, `*.example.org`, optionally with `:port`) that pages may be opened from. They may lie in the
   * private network: who names them means them.
   */
  readonly allow: readonly string[];
  /** Pictures, scripts and styles from other public hosts are loaded, too. Default true. */
  readonly subResources?: boolean | undefined;
  /** Which hosts of this machine and its private network may be reached: those that `allow` names (default), all, or none whatever is named. */
  readonly inside?: 'named' | 'all' | 'none' | undefined;
}

/** Why a host is not connected to: the rules say no, or it is not there. */
export interface NoWay {
  readonly code: 'URL_REFUSED' | 'URL_UNREACHABLE';
  readonly reason: string;
}

/** The port that an address leads to, also where it names none. */
export function portOf(url: URL): number {
  return Number(url.port || (/^(?:https|wss):$/.test(url.protocol) ? 443 : 80));
}

/** True when `host` (with its port, where the rule names one) is named by the rules. */
export function isNamed(host: string, port: number, rules: HostRules): boolean {
  const name = bareHost(host);
  return rules.allow.some((rule) => {
    const [, pattern = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(rule.toLowerCase()) ?? [];
    if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
    return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === bareHost(pattern);
  });
}

/** The address to connect to, or why not. Names are resolved here, once, so that a name cannot change its meaning afterwards. */
export async function resolveHost(host: string, port: number, rules: HostRules): Promise<{ readonly address: string } | NoWay> {
  const named = isNamed(host, port, rules);
  if (!named && rules.subResources === false) return refused(`${host} is not in the list of allowed hosts`);
  const addresses = await addressesOf(host);
  const [first] = addresses;
  if (first === undefined) return { code: 'URL_UNREACHABLE', reason: `the host name ${host} is not known` };
  if (addresses.some((address) => isLinkLocalAddress(address))) return refused(`${host} is an address that only machines of one cable or cloud can reach`);
  const { inside = 'named' } = rules;
  const mayBeInside = inside === 'all' || (inside === 'named' && named);
  if (!mayBeInside && addresses.some(isPrivateAddress)) return refused(`${host} lies in the private network${inside === 'none' ? '' : ' and is not in the list of allowed hosts'}`);
  return { address: first };
}

function refused(reason: string): NoWay {
  return { code: 'URL_REFUSED', reason };
}
