/** OpenAI's HTTP API, as far as its clients need it: whole runs under the model name `vouch`, and single models under their own. */
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../context.js';
import { requestError, sayWhen, statusOf } from '../http/index.js';
import { openAiError } from './answer.js';
import { registerChat } from './chat.js';
import { registerModels } from './models.js';

/** Adds the routes; errors are answered in OpenAI's form. */
export async function registerOpenAi(app: FastifyInstance, context: ServerContext): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((thrown, request, reply) => {
      const error = requestError(thrown);
      const status = (thrown as { statusCode?: number }).statusCode ?? statusOf(error);
      if (status >= 500) request.log.error({ err: thrown }, 'a request failed');
      sayWhen(error, reply);
      return reply.status(status).send(openAiError(error));
    });
    registerChat(scope, context);
    await registerModels(scope, context);
  });
}
