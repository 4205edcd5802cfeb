import { givensInText } from '../../agents/planner/index.js';
import { VouchError } from '../../core/index.js';
import { addressesOf, isPrivateAddress } from '../../tools/network/index.js';
import type { Access } from './access.js';

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
 * Throws URL_REFUSED. What is not said here but linked, redirected to or made by a step is refused where it is opened (`outside` of a run).
 */
export async function mustStayOutside(request: unknown, access: Access): Promise<void> {
  if (!staysOutside(access)) return;
  for (const host of hostsIn(request)) {
    // A name that nobody knows is told of by the run itself.
    if ((await addressesOf(host)).some(isPrivateAddress)) throw new VouchError('URL_REFUSED', `${host} lies inside the network of the server, which the token ${access.name} does not open.`, { details: { host } });
  }
}

/** True for those for whom nothing in the server's own network is opened. */
export function staysOutside({ scopes }: Access): boolean {
  return !scopes.includes('admin');
}
