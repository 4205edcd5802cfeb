import type { ModelClient, ToolSpec } from '../../core/index.js';
import { cosine } from '../../tools/text/index.js';
import { stems } from './words.js';

/** How well a tool fits a piece of wording. */
export interface ToolFit {
  /** Likeness of meaning and of words, about 0 to 1. */
  readonly score: number;
  /** How much nearer the wording is to what people ask the tool for than to what no tool is for; without kept vectors, and for tools that do not say, `Infinity`. */
  readonly lead: number;
}

/** Ranks tools for pieces of wording: for each one fit a tool, in the order of the tools. */
export interface ToolRanker {
  rank(texts: readonly string[], signal?: AbortSignal): Promise<ToolFit[][]>;
}

/**
 * Fixed weights of the parts of a score, found on the development requests of bench/planning: sentence similarity with
 * name and description together and with the name alone, share of the tool's name and description words that the text
 * uses, and share of the text's known words that the tool uses.
 */
const WEIGHTS = { described: 0.6, named: 0.4, nameWords: 0.1, descriptionWords: 0.1, covered: 0.3 };

/**
 * Of the likeness to how people ask for a tool beside the likeness to its description, and the price of being nearer to what it is not for;
 * found on the tuning requests under test/planning.
 */
const ASKED = { share: 0.8, notFor: 2.5 };

/** Weights of the nearest phrase and of those after it: one alone may be near for a word that says nothing of the work. */
const NEAREST = [1, 0.5, 0.5] as const;
/** Of so many phrases one more counts: where there are few, each says something of its own. */
const PHRASES_EACH = 15;

/** Ranks by sentence embeddings where a model for them is there, and by weighted word overlap always. */
export async function createToolRanker(tools: readonly ToolSpec[], models: ModelClient, signal?: AbortSignal): Promise<ToolRanker> {
  const vectors = models.has('embed') ? await embedTools(tools, models, signal) : undefined;
  const overlap = wordOverlap(tools);
  // What one tool's author says that it does not do, another one may do only if its own author says so.
  const notFor = vectors ? onlyOnce(tools.flatMap(({ wordings }) => wordings?.notFor ?? []), vectors.flatMap((known) => known.notFor)) : [];
  return {
    async rank(texts, rankSignal) {
      const queries = vectors ? await models.embed(texts.map(wording), { signal: rankSignal }) : undefined;
      return texts.map((text, at) => {
        const words = overlap(text);
        const query = queries?.[at];
        const refused = query ? nearness(query, notFor) : 0;
        return tools.map((_, tool) => {
          const lexical = words[tool] ?? 0;
          const known = vectors?.[tool];
          if (!known || !query) return { score: LEXICAL_SCALE * lexical, lead: Infinity };
          const asked = nearness(query, known.asks);
          return { score: lexical + meaningOf(query, known, asked, refused), lead: known.asks.length === 0 ? Infinity : asked - refused };
        });
      });
    },
  };
}

/** Brings a score by words alone to the range of a full one. */
const LEXICAL_SCALE = 2.5;

/** Likeness to what the tool's author wrote: name, description, and wordings where there are some. */
function meaningOf(query: Vector, { described, named, asks }: ToolVectors, asked: number, refused: number): number {
  const meaning = WEIGHTS.described * cosine(query, described) + WEIGHTS.named * cosine(query, named);
  if (asks.length === 0) return meaning;
  return (1 - ASKED.share) * meaning + ASKED.share * asked - ASKED.notFor * Math.max(0, refused - asked);
}

/** Likeness to the nearest of the vectors, in the mean of the nearest few. */
function nearness(query: Vector, vectors: readonly Vector[]): number {
  const nearest: number[] = [];
  const count = Math.min(NEAREST.length, Math.ceil(vectors.length / PHRASES_EACH));
  for (const vector of vectors) {
    const like = cosine(query, vector);
    if (nearest.length === count && like <= (nearest.at(-1) ?? 0)) continue;
    const place = nearest.findIndex((other) => like > other);
    nearest.splice(place < 0 ? nearest.length : place, 0, like);
    if (nearest.length > count) nearest.pop();
  }
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return nearest.length === 0 ? 0 : Math.max(0, sum(nearest.map((like, at) => like * (NEAREST[at] ?? 0))) / sum(NEAREST.slice(0, nearest.length)));
}

/** The vectors of different phrases: several tools may name the same work that none of them does. */
function onlyOnce(phrases: readonly string[], vectors: readonly Vector[]): Vector[] {
  return vectors.filter((_, at) => phrases.indexOf(phrases[at] ?? '') === at);
}

type Vector = readonly number[];

/** What a tool's words mean. */
interface ToolVectors {
  readonly described: Vector;
  readonly named: Vector;
  readonly asks: readonly Vector[];
  readonly notFor: readonly Vector[];
}

async function embedTools(tools: readonly ToolSpec[], models: ModelClient, signal: AbortSignal | undefined): Promise<ToolVectors[]> {
  const texts = tools.map(({ name, description, wordings }) => [`${spaced(name)}: ${description}`, spaced(name), ...(wordings?.asks ?? []), ...(wordings?.notFor ?? [])]);
  const vectors = await models.embed(texts.flat(), { signal, keep: true });
  let taken = 0;
  return tools.map(({ wordings }, at) => {
    const [described = [], named = [], ...rest] = vectors.slice(taken, (taken += texts[at]?.length ?? 0));
    const count = wordings?.asks.length ?? 0;
    return { described, named, asks: rest.slice(0, count), notFor: rest.slice(count) };
  });
}

/** Word overlap of a text with each tool, words weighted by how few tools use them (inverse document frequency). */
function wordOverlap(tools: readonly ToolSpec[]): (text: string) => number[] {
  const names = tools.map((tool) => new Set(stems(spaced(tool.name))));
  const descriptions = tools.map((tool) => new Set(stems(tool.description)));
  const all = tools.map(({ wordings }, at) => new Set([...(names[at] ?? []), ...(descriptions[at] ?? []), ...stems((wordings?.asks ?? []).join(' '))]));
  const frequency = new Map<string, number>();
  for (const words of all) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log(1 + tools.length / (frequency.get(word) ?? tools.length));
  const share = (of: readonly string[], within: ReadonlySet<string> | undefined): number => {
    const total = of.reduce((sum, word) => sum + weight(word), 0);
    return total === 0 ? 0 : of.filter((word) => within?.has(word)).reduce((sum, word) => sum + weight(word), 0) / total;
  };
  return (text) => {
    const query = new Set(stems(text));
    const known = [...query].filter((word) => frequency.has(word));
    return tools.map(
      (_, at) =>
        WEIGHTS.nameWords * share([...(names[at] ?? [])], query) +
        WEIGHTS.descriptionWords * share([...(descriptions[at] ?? [])], query) +
        WEIGHTS.covered * share(known, all[at]),
    );
  };
}

/** The text without file names, addresses and marks of quoted texts, which say nothing about the work. */
function wording(text: string): string {
  return text.replace(/\[text \d+\]|\S+:\/\/\S+|\S+\.[a-z]\w{1,4}\b/gi, '').trim();
}

function spaced(name: string): string {
  return name.replace(/[_-]+/g, ' ');
}
