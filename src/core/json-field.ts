/** What a field of a JSON value can be, by its schema. */
export interface FieldType {
  /** JSON types that it can have; empty: the schema does not say. */
  readonly types: ReadonlySet<string>;
  /** True where a list lies on the way: the field stands for the values of all elements. */
  readonly list: boolean;
}

/** What `path` (see Condition.field) leads to in values of a JSON Schema; `undefined` when no such value can have the field. */
export function fieldType(schema: unknown, path: string | undefined): FieldType | undefined {
  return walk(schema, namesOf(path), false);
}

/** The names on the first level where `path` goes wrong, for "did you mean". */
export function knownFields(schema: unknown): string[] {
  const { properties, items, anyOf } = record(schema);
  if (Array.isArray(anyOf)) return anyOf.flatMap(knownFields);
  return properties === undefined ? (items === undefined ? [] : knownFields(items)) : Object.keys(record(properties));
}

/** What `path` leads to in a JSON value: the values, and whether a list lies on the way; `undefined` when there is no such field. */
export function valuesAt(value: unknown, path: string | undefined): { readonly values: readonly unknown[]; readonly list: boolean } | undefined {
  let values: unknown[] = [value];
  let list = false;
  const open = (): void => {
    while (values.some(Array.isArray)) {
      list = true;
      values = values.flatMap((one) => one);
    }
  };
  for (const name of namesOf(path)) {
    if (name === 'length' && values.some(Array.isArray)) {
      values = values.map((one) => (Array.isArray(one) ? one.length : one));
      continue;
    }
    open();
    const inner = values.filter((one) => typeof one === 'object' && one !== null && Object.hasOwn(one, name)).map((one) => record(one)[name]);
    if (inner.length === 0 && (!list || values.length > 0)) return undefined;
    values = inner;
  }
  open();
  return { values, list };
}

function namesOf(path: string | undefined): string[] {
  return path === undefined ? [] : path.split('.');
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const UNKNOWN: FieldType = { types: new Set(), list: false };

function walk(schema: unknown, names: readonly string[], list: boolean): FieldType | undefined {
  const { type, properties, items, anyOf, oneOf, additionalProperties, enum: choices, const: only } = record(schema);
  const branches = anyOf ?? oneOf ?? (Array.isArray(type) ? type.map((one: unknown) => ({ ...record(schema), type: one })) : undefined);
  if (Array.isArray(branches)) return union(branches.flatMap((branch) => walk(branch, names, list) ?? []));
  const [name, ...rest] = names;
  if (type === 'array') {
    if (name === 'length') return rest.length === 0 ? { types: new Set(['number']), list } : undefined;
    return items === undefined ? { ...UNKNOWN, list: true } : walk(items, names, true);
  }
  if (name === undefined) {
    const known = only !== undefined ? [typeName(only)] : Array.isArray(choices) ? choices.map(typeName) : typeof type === 'string' ? [type === 'integer' ? 'number' : type] : [];
    return { types: new Set(known), list };
  }
  if (properties !== undefined && Object.hasOwn(record(properties), name)) return walk(record(properties)[name], rest, list);
  if (type === 'object') return additionalProperties === false ? undefined : walk(additionalProperties ?? {}, rest, list);
  return type === undefined && only === undefined && choices === undefined ? { ...UNKNOWN, list } : undefined;
}

function union(found: readonly FieldType[]): FieldType | undefined {
  if (found.length === 0) return undefined;
  const open = found.some(({ types }) => types.size === 0);
  return { types: open ? new Set() : new Set(found.flatMap(({ types }) => [...types])), list: found.some(({ list }) => list) };
}

function typeName(value: unknown): string {
  return value === null ? 'null' : typeof value;
}
