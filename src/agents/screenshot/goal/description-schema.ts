import { z } from 'zod';
import { Ranking } from './ranking.js';
import { KINDS, type WantedKind } from './vocabulary.js';

/** Where something is on the screen, or where it lies from something else. */
export const Side = z.enum(['top', 'bottom', 'left', 'right', 'centre']);
export type Side = z.infer<typeof Side>;

const relations = ['in', 'below', 'above', 'left of', 'right of', 'near'] as const;

/** What a goal says about a thing on the screen. Whatever it does not say is open. */
export interface Description {
  /** The words of the goal. */
  readonly words: string;
  /** Texts that may name it, likeliest first. */
  readonly texts: readonly string[];
  /** The text was quoted: it stands on the thing like this. */
  readonly quoted: boolean;
  readonly kind?: WantedKind | undefined;
  readonly colour?: string | undefined;
  readonly shape?: string | undefined;
  readonly size?: 'large' | 'small' | 'largest' | 'smallest' | undefined;
  /** 1 is the first in reading order, -1 the last. */
  readonly ordinal?: number | undefined;
  readonly sides: readonly Side[];
  /** Every thing that fits is meant. */
  readonly all: boolean;
  /** One of many by a quantity that the page states of each; `texts` then say what kind of thing it is. */
  readonly rank?: Ranking | undefined;
  /** It lies inside, or on a side of, another thing. */
  readonly relation?: { readonly is: (typeof relations)[number]; readonly of: Description } | undefined;
}

/** A description read from a record. */
export const Description: z.ZodType<Description> = z.object({
  words: z.string(),
  texts: z.array(z.string()),
  quoted: z.boolean(),
  kind: z.enum(Object.keys(KINDS) as [WantedKind, ...WantedKind[]]).optional(),
  colour: z.string().optional(),
  shape: z.string().optional(),
  size: z.enum(['large', 'small', 'largest', 'smallest']).optional(),
  ordinal: z.number().int().optional(),
  sides: z.array(Side),
  all: z.boolean(),
  rank: Ranking.optional(),
  relation: z.object({ is: z.enum(relations), of: z.lazy(() => Description) }).optional(),
});
