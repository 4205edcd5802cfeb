import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Artifact, ArtifactId } from '../../core/index.js';
import { EventMessage, METHODS, WireError } from '../protocol/index.js';
import { bodyOf, namesIn, ROUTES, type MethodRoute } from './routes.js';

type Json = Record<string, unknown>;

/** `GET /openapi.json`: made from the schemas that the routes check with. */
export function registerOpenApi(app: FastifyInstance, version: string): void {
  const document = openApiDocument(version);
  app.get('/openapi.json', { config: { scope: 'public' } }, () => document);
}

/** The OpenAPI 3.1 document of the HTTP routes. */
export function openApiDocument(version: string): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const route of ROUTES) (paths[route.path] ??= {})[route.verb.toLowerCase()] = operation(route, components);
  const id = { name: 'sha256', in: 'path', required: true, schema: components.schema('ArtifactId', ArtifactId) };
  const file = (description: string): Json => ({ description, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } });
  const errors = errorsOf(components);
  paths['/v1/artifacts'] = {
    post: {
      summary: 'Takes the body in as a file.', parameters: [{ name: 'name', in: 'query', schema: { type: 'string', maxLength: 255 } }],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
      responses: { 201: json('The artifact.', components.schema('Upload', z.object({ artifact: Artifact }))), ...errors },
    },
  };
  paths['/v1/artifacts/{sha256}'] = {
    get: {
      summary: 'The bytes of an artifact.',
      parameters: [id, { name: 'name', in: 'query', schema: { type: 'string', maxLength: 255 } }, { name: 'download', in: 'query', schema: { type: 'string', enum: ['true', 'false'] } }],
      responses: { 200: file('All bytes.'), 206: file('A range of them.'), 304: { description: 'The client has them.' }, 416: { description: 'No such range.' }, ...errors },
    },
  };
  paths['/v1/runs/{runId}/events'] = {
    get: {
      summary: 'The events of a run as server-sent events.',
      parameters: [pathParameter('runId'), { name: 'since', in: 'query', schema: { type: 'integer', minimum: 0 } }, { name: 'Last-Event-ID', in: 'header', schema: { type: 'integer', minimum: 0 } }],
      responses: { 200: { description: 'One event a run event.', content: { 'text/event-stream': { schema: serverSentEvent(components) } } }, 204: { description: 'The run has ended, and there is nothing after this event.' }, ...errors },
    },
  };
  for (const path of ['/healthz', '/readyz']) paths[path] = { get: { summary: 'Whether the server is up.', security: [], responses: { 200: { description: 'It is.' }, 503: { description: 'It is not.' } } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Vouch', version, description: 'Tasks in plain words, done by small local models, with every result checked.' },
    paths,
    components: { schemas: components.all, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { token: [] }],
  };
}

function operation(route: MethodRoute, components: Components): Json {
  const { verb, path, method, summary, query, headers = {}, status = 200 } = route;
  const name = method.replace(/(^|\.)(\w)/g, (_match, _dot, letter: string) => letter.toUpperCase());
  const body = bodyOf(route);
  const queried = query ? Object.entries((components.convert(name, query)['properties'] ?? {}) as Json).map(([parameter, schema]) => ({ name: parameter, in: 'query', schema })) : [];
  const shape: Readonly<Record<string, z.ZodType | undefined>> = METHODS[method].params.shape;
  const inHeaders = Object.entries(headers).flatMap(([parameter, header]) => (shape[parameter] ? [{ name: header, in: 'header', schema: components.convert(name, shape[parameter]) }] : []));
  const required = !body.safeParse({}).success;
  return {
    operationId: `${method}:${verb.toLowerCase()}`,
    summary,
    parameters: [...namesIn(path).map(pathParameter), ...inHeaders, ...queried],
    ...(verb === 'GET' ? {} : { requestBody: { required, content: { 'application/json': { schema: components.schema(`${name}Body`, body) } } } }),
    responses: { [status]: json('Done.', components.schema(`${name}Result`, METHODS[method].result, 'output')), ...errorsOf(components) },
  };
}

/** One server-sent event: its id is the event's seq, its data the event as JSON. */
function serverSentEvent(components: Components): Json {
  return { type: 'object', properties: { id: { type: 'string' }, data: { type: 'string', contentMediaType: 'application/json', contentSchema: components.schema('Event', EventMessage) } }, required: ['id', 'data'] };
}

function pathParameter(name: string): Json {
  return { name, in: 'path', required: true, schema: { type: 'string', minLength: 1, maxLength: 100 } };
}

function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function errorsOf(components: Components): Json {
  return { default: json('An error with its code.', components.schema('Error', z.object({ error: WireError }))) };
}

/** Named schemas of the document; what a schema defines within itself is lifted up beside it. */
class Components {
  readonly all: Record<string, Json> = {};

  /** A reference to the schema, which is put among the components under this name. */
  schema(name: string, schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
    this.all[name] ??= this.convert(name, schema, io);
    return { $ref: `#/components/schemas/${name}` };
  }

  convert(name: string, schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
    const { $defs = {}, ...converted } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Record<string, Json> };
    delete converted['$schema'];
    const lift = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', `"#/components/schemas/${name}_`).replaceAll('"#"', `"#/components/schemas/${name}"`)) as T;
    for (const [inner, definition] of Object.entries($defs)) this.all[`${name}_${inner}`] = lift(definition);
    return lift(converted);
  }
}
