import { z } from 'zod';

/** Levels that a value in a plan may be nested: more than anybody writes, fewer than overflow the call stack. */
const DEPTH = 64;

/** A JSON value as plans hold them, nested at most 64 levels. */
export const Json = z.unknown().refine((value) => !nestedDeeper(value, DEPTH), `nested deeper than ${DEPTH} levels`).pipe(z.json());

function nestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => nestedDeeper(inner, levels - 1));
}
