import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { givensInText } from '../../agents/planner/index.js';
import { VouchError } from '../../core/index.js';
import type { Access } from './access.js';

/** Networks that only this machine and its neighbours can reach. */
const INSIDE = new BlockList();
for (const [address, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15]] as const) INSIDE.addSubnet(address, bits, 'ipv4');
for (const [address, bits] of [['::', 127], ['fc00::', 7], ['fe80::', 10]] as const) INSIDE.addSubnet(address, bits, 'ipv6');

/** Hosts of web addresses anywhere in a task, a plan or what comes with them, as they will be read: what is an address as a whole, in any spelling, and what a text names. */
function hostsIn(request: unknown): string[] {
  const addresses = textsIn(request).flatMap((text) => [text, ...(text.match(/https?:[^\s"'<>)]+/gi) ?? []), ...givensInText(text).flatMap(({ value }) => (typeof value === 'string' ? [value] : []))]);
  const hosts = addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address)).filter(({ protocol }) => /^https?:$/.test(protocol)).map(({ hostname }) => hostname.replace(/^\[|\]$/g, ''));
  return [...new Set(hosts)];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * Refuses a request with addresses inside the server's own network by those who have a token for this server alone: they would see through the server
 * what they cannot reach themselves. Whoever looks after the server (`admin`, and everybody on this machine where no tokens are wanted) may.
 * Throws URL_REFUSED. What a page that is allowed links to later is not looked at here.
 */
export async function mustStayOutside(request: unknown, access: Access): Promise<void> {
  if (access.scopes.includes('admin')) return;
  for (const host of hostsIn(request)) {
    // A name that nobody knows is told of by the run itself.
    const found = isIP(host) ? [host] : await lookup(host, { all: true }).then((all) => all.map((one) => one.address), () => []);
    if (found.some((one) => INSIDE.check(one, isIP(one) === 6 ? 'ipv6' : 'ipv4'))) throw new VouchError('URL_REFUSED', `${host} lies inside the network of the server, which the token ${access.name} does not open.`, { details: { host } });
  }
}
