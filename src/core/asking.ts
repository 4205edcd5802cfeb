import { VouchError } from './error.js';

/** The headers by which a browser says which page asks, and of which address. */
export interface Asking {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`: also set where there is no Origin. */
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

/** A host as `URL` writes addresses: IPv4 with dots, IPv6 in brackets. */
const IN_FIGURES = /^(\d+(\.\d+){3}|\[[\da-f:.]+\])$/;

/**
 * Refuses pages of other origins, and names that a foreign page may have pointed at this machine (DNS rebinding).
 * `allowed`: origins that may use the server, beside its own page, as --allow-origin names them; `undefined` where none can be
 * named. Throws FORBIDDEN.
 */
export function checkAsking(asking: Asking, allowed: readonly string[] | undefined): void {
  const host = hostOf(asking.host);
  const named = [...(allowed ?? []).map((origin) => new URL(origin).hostname), 'localhost'];
  // An address in figures cannot be pointed elsewhere; a name can.
  if (host === undefined || (!IN_FIGURES.test(host) && !named.includes(host))) {
    throw new VouchError('FORBIDDEN', `The server does not answer to the name ${JSON.stringify(asking.host ?? '')}. Use its address${allowed ? ', or allow the name with --allow-origin' : ''}.`);
  }
  const { origin, fetchSite, fetchMode } = asking;
  if (origin !== undefined) {
    if (allowed?.includes(origin) || origin === `http://${asking.host ?? ''}` || origin === `https://${asking.host ?? ''}`) return;
    throw new VouchError('FORBIDDEN', `Pages of ${JSON.stringify(origin)} may not use this server.${allowed ? ' Allow them with --allow-origin.' : ''}`);
  }
  // Pictures and scripts of a foreign page come without an Origin. A link to the page itself may be followed from anywhere.
  const foreign = fetchSite === 'cross-site' || fetchSite === 'same-site';
  if (foreign && fetchMode !== 'navigate') throw new VouchError('FORBIDDEN', 'Pages of other origins may not use this server.');
}

function hostOf(header: string | undefined): string | undefined {
  if (header === undefined || !/^[\w.:[\]-]+$/.test(header)) return undefined;
  try {
    return new URL(`http://${header}`).hostname.toLowerCase();
  } catch {
    return undefined;
  }
}
