import type { FastifyInstance } from 'fastify';
import { literally, VouchError } from '../../core/index.js';

/** The paths that there are, with the methods that each takes; filled as routes are added. */
export class KnownPaths {
  readonly #paths = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  /** To be called before the first route is added. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ url, method }) => {
      const pattern = new RegExp(`^${url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : literally(part))).join('/')}/?$`);
      const known = this.#paths.get(url) ?? { pattern, methods: new Set<string>() };
      for (const name of [method].flat()) known.methods.add(name);
      this.#paths.set(url, known);
    });
  }

  /** Why a request has no route: there is nothing at its path, or what is there takes other methods (`details.allow`). */
  missing(method: string, url: string): VouchError {
    const path = url.split('?')[0] ?? '';
    const found = [...this.#paths.values()].find(({ pattern }) => pattern.test(path));
    if (!found) return new VouchError('NOT_FOUND', `There is nothing at ${method} ${path}.`);
    const allow = [...found.methods].sort();
    return new VouchError('NOT_FOUND', `${path} takes ${allow.join(', ')}, not ${method}.`, { details: { allow } });
  }
}
