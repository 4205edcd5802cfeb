import type { GbnfJsonSchema } from 'node-llama-cpp';

type JsonSchema = Readonly<Record<string, unknown>>;

/** What the grammar generator enforces; other keywords are left to the validator of the reply. */
const KEPT = ['type', 'const', 'enum', 'description', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', '$ref'] as const;
/** Keywords of which at least one says what a value may be; without any, every JSON value is allowed. */
const CONSTRAINING = ['type', 'const', 'enum', '$ref', 'oneOf', 'anyOf', 'properties', 'items', 'prefixItems'];
const FORMATS = new Set(['date-time', 'time', 'date']);

/**
 * A JSON Schema as node-llama-cpp's grammar generator understands it: `anyOf` becomes `oneOf`, optional properties are
 * written always (a grammar cannot leave them out), and what a grammar cannot express (patterns, numeric limits) is dropped.
 */
export function toGrammarSchema(schema: JsonSchema): GbnfJsonSchema {
  return convert(schema) as GbnfJsonSchema;
}

const SCALARS = ['string', 'number', 'boolean', 'null'];
/** A small range of integers becomes a list of values, which a grammar can hold. */
const MAX_LISTED_INTEGERS = 256;

function convert(schema: JsonSchema): Record<string, unknown> {
  if (!CONSTRAINING.some((key) => key in schema)) return { oneOf: [{ type: SCALARS }, { type: 'array' }, { type: 'object', additionalProperties: true }] };
  const { type } = schema;
  if (Array.isArray(type) && type.some((name) => name === 'object' || name === 'array')) {
    return { oneOf: type.map((name: unknown) => (name === 'object' || name === 'array' ? convert({ ...schema, type: name }) : { type: name })) };
  }
  const listed = listedIntegers(schema);
  if (listed) return { enum: listed };
  const kept: Record<string, unknown> = Object.fromEntries(KEPT.filter((key) => key in schema).map((key) => [key, schema[key]]));
  const variants = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(variants)) kept['oneOf'] = variants.map((variant) => convert(variant as JsonSchema));
  if (typeof schema['format'] === 'string' && FORMATS.has(schema['format'])) kept['format'] = schema['format'];
  for (const key of ['properties', '$defs'] as const) if (isObject(schema[key])) kept[key] = mapValues(schema[key]);
  if (isObject(schema['definitions'])) kept['$defs'] = { ...mapValues(schema['definitions']), ...(kept['$defs'] as object | undefined) };
  if (typeof kept['$ref'] === 'string') kept['$ref'] = kept['$ref'].replace('#/definitions/', '#/$defs/');
  if (isObject(schema['items'])) kept['items'] = convert(schema['items']);
  if (Array.isArray(schema['prefixItems'])) kept['prefixItems'] = schema['prefixItems'].map((item) => convert(item as JsonSchema));
  if (isObject(schema['additionalProperties'])) kept['additionalProperties'] = convert(schema['additionalProperties']);
  else if (schema['additionalProperties'] === true || (type === 'object' && !('properties' in schema))) kept['additionalProperties'] = true;
  return kept;
}

function listedIntegers({ type, minimum, maximum }: JsonSchema): number[] | undefined {
  if (type !== 'integer' || typeof minimum !== 'number' || typeof maximum !== 'number') return undefined;
  const first = Math.ceil(minimum);
  const count = Math.floor(maximum) - first + 1;
  return count >= 1 && count <= MAX_LISTED_INTEGERS ? Array.from({ length: count }, (_, index) => first + index) : undefined;
}

function mapValues(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value as JsonSchema)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
