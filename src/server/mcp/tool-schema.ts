import { isMedia, type Port, type ToolSpec } from '../../core/index.js';

type Json = Record<string, unknown>;

/** A tool's input ports as the JSON Schema of its arguments; `files` says in words how media are named. */
export function argumentSchema({ inputs }: ToolSpec, files: string): Json {
  return {
    type: 'object',
    properties: Object.fromEntries(inputs.map((port) => [port.name, portSchema(port, files)])),
    required: inputs.filter(({ optional }) => !optional).map(({ name }) => name),
    additionalProperties: false,
  };
}

function portSchema(port: Port, files: string): Json {
  const literal: Json = { ...port.schema };
  delete literal['$schema'];
  const one = port.role === 'parameter' ? literal : contentSchema(port, files);
  return port.list ? { type: 'array', items: one, minItems: 1 } : one;
}

function contentSchema({ modality, description }: Port, files: string): Json {
  if (isMedia(modality)) return { type: 'string', minLength: 1, description: `${description} ${files}`.trim() };
  if (modality === 'json') return { description };
  return { type: 'string', minLength: 1, description: modality === 'any' ? `${description} Text, or a file: ${files}`.trim() : description };
}
