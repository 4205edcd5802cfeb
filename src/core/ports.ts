import { z } from 'zod';
import type { ArtifactHandle, MediaFile } from './artifact.js';
import type { MediaModality } from './modality.js';

/**
 * How a port takes part in wiring. `content` ports are wired from given files and outputs of earlier steps;
 * `parameter` ports are literals that come from the wording of the request or stay at their default.
 */
export type PortRole = 'content' | 'parameter';

/** A typed input or output of a tool, as plans and planners see it. */
export interface Port {
  readonly name: string;
  readonly modality: string;
  readonly role: PortRole;
  readonly description: string;
  readonly optional: boolean;
  /** Takes or gives several values of its modality, in order. */
  readonly list: boolean;
  /** JSON Schema of a parameter's literal value, or of what a `json` port carries. */
  readonly schema?: Record<string, unknown>;
}

interface PortMark {
  modality: string;
}

/** Remembers which zod schemas are content ports; copies that `.describe()` or `.min()` make inherit the mark. */
const marks = z.registry<PortMark>();

function mark<T extends z.ZodType>(schema: T, modality: string): T {
  marks.add(schema, { modality });
  return schema;
}

/**
 * A media port. As an input the tool gets an ArtifactHandle; as an output it returns a MediaFile (a path in its scratch
 * folder, or a handle that it got).
 */
export function artifact(modality: MediaModality): z.ZodType<ArtifactHandle, MediaFile> {
  return file(modality);
}

function file(modality: string): z.ZodType<ArtifactHandle, MediaFile> {
  const hasPath = (value: unknown): boolean => typeof value === 'object' && value !== null && typeof (value as { path?: unknown }).path === 'string';
  return mark(z.custom<ArtifactHandle>(hasPath, `expected ${modality} artifact`) as unknown as z.ZodType<ArtifactHandle, MediaFile>, modality);
}

/** A text port: wired like media, handed to the tool as a string. */
export function text(): z.ZodString {
  return mark(z.string(), 'text');
}

/** A self-contained HTML page for people, as an output: a file in the tool's scratch folder. */
export function webPage(): z.ZodType<ArtifactHandle, MediaFile> {
  return file('web-page');
}

/** An address: http, https, or file under an allowed folder. Handed over as a string. */
export function url(): z.ZodString {
  return mark(z.string().min(1), 'url');
}

/** A data port with the given shape: wired like media, handed over as the parsed value. */
export function json<T extends z.ZodType>(shape: T): T {
  return mark(shape.clone(), 'json');
}

/** An input that takes a value of any modality; handed over as AnyValue. */
export function anything(): z.ZodType<AnyValue, AnyValue> {
  const isAnyValue = (value: unknown): boolean => typeof value === 'object' && value !== null && 'modality' in value;
  return mark(z.custom<AnyValue>(isAnyValue, 'expected a value with its modality') as z.ZodType<AnyValue, AnyValue>, 'any');
}

/** What an `anything()` port hands over: text as string, json as value, media as handle. */
export interface AnyValue {
  readonly modality: string;
  /** Of what was given, or `step.port`. */
  readonly name: string;
  readonly value: unknown;
  /** For an output of a mapped step: the number of its item, from 1, and what the item is about. */
  readonly item?: ItemOf;
}

/** The item of a mapped step that a value belongs to. */
export interface ItemOf {
  /** From 1. */
  readonly number: number;
  readonly about: string;
}

/** The ports that an object schema declares, in its order. */
export function portsOf(shape: z.ZodObject): Port[] {
  return Object.entries(shape.shape).map(([name, schema]) => portOf(name, schema as z.ZodType));
}

function portOf(name: string, declared: z.ZodType): Port {
  let schema: z.ZodType = declared;
  let optional = false;
  let list = false;
  let description = '';
  for (;;) {
    description ||= schema.description ?? '';
    const content = marks.get(schema);
    if (content) {
      const shape = content.modality === 'json' ? { schema: z.toJSONSchema(schema, { unrepresentable: 'any' }) } : {};
      return { name, modality: content.modality, role: 'content', description, optional, list, ...shape };
    }
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
      optional = true;
      schema = schema.unwrap() as z.ZodType;
    } else if (schema instanceof z.ZodArray && !list && marks.get(schema.element as z.ZodType)) {
      list = true;
      schema = schema.element as z.ZodType;
    } else {
      break;
    }
  }
  return {
    name,
    modality: schema instanceof z.ZodString || schema instanceof z.ZodEnum ? 'text' : 'json',
    role: 'parameter',
    description,
    optional,
    list: false,
    schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  };
}
