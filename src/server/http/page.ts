import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where the build puts the chat page. */
const BUILT_PAGE = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

/** Serves the chat page at `/`, where it has been built; says how to build it where not. It holds no secret: everybody gets it. */
export async function registerPage(app: FastifyInstance, folder = BUILT_PAGE): Promise<void> {
  // For all routes that answer with a file.
  await app.register(fastifyStatic, { root: folder, serve: false });
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, scope: 'public' };
    });
    if (existsSync(folder)) await scope.register(fastifyStatic, { root: folder, index: 'index.html', dotfiles: 'deny', decorateReply: false });
    else scope.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send('The chat page is not built here: run npm run build. The API is at /v1.\n'));
  });
}
