import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactHandle, Criterion, ModelClient, PortValue, Subject } from '../../src/core/index.js';
import type { Random } from './random.js';

/** Limits are chosen on the one half and reported on the other. */
export const HALVES = ['development', 'held-back'] as const;
export type Half = (typeof HALVES)[number];

/** What makers of cases work with. */
export interface Kit {
  readonly random: Random;
  readonly half: Half;
  /** An empty folder, removed after the case. */
  readonly folder: string;
  readonly models: ModelClient;
  readonly signal: AbortSignal;
  /** Path of one of the real media. */
  media(name: string): string;
}

/** One question to an oracle whose right answer is known. */
export interface OracleCase {
  readonly subject: Subject;
  readonly params?: Criterion['params'];
  /** What a reader of the report needs to see the case, such as the text. */
  readonly note: string;
}

/** Makes cases of one kind: with a defect, named in words, or without (`clean`). */
export interface Maker {
  readonly what: string;
  make(kit: Kit): Promise<OracleCase> | OracleCase;
}

/** How an oracle is put to the test. */
export interface OracleCases {
  readonly defects: readonly Maker[];
  readonly clean: readonly Maker[];
}

/** A maker with its name. */
export function maker(what: string, make: Maker['make']): Maker {
  return { what, make };
}

interface About {
  readonly port?: string;
  readonly tool?: string | null;
  readonly inputs?: readonly PortValue[];
  readonly outputs?: readonly PortValue[];
}

/** A text or data as a step's output. */
export function valueSubject(value: unknown, { port = 'text', tool = 'summarize', inputs = [], outputs = [] }: About = {}): Subject {
  return { port, modality: typeof value === 'string' ? 'text' : 'json', value, tool, inputs, outputs, goal: '' };
}

/** A media file as a step's output. */
export function mediaSubject(path: string, modality: 'image' | 'audio' | 'video', { port = modality, tool = 'edit', inputs = [], outputs = [] }: About = {}): Subject {
  return { port, modality, value: handleOf(path, modality), tool, inputs, outputs, goal: '' };
}

/** A text input. */
export function textInput(value: string, port = 'text'): PortValue {
  return { port, modality: 'text', value };
}

/** A media input. */
export function mediaInput(path: string, modality: 'image' | 'audio' | 'video', port = modality as string): PortValue {
  return { port, modality, value: handleOf(path, modality) };
}

function handleOf(path: string, modality: string): ArtifactHandle {
  return { id: '0'.repeat(64), modality, mime: '', bytes: 0, metadata: {}, path };
}

/** A path for a new file in the folder of a case. */
export async function fileIn({ folder }: Kit, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  return join(folder, name);
}
