/** A drawing tag, with the name of what it opens or closes. No `<` stands in one, not even quoted: so none is looked for twice in the same text. */
const TAG = /<(\/?)([a-z][\w:.-]*)(?![\w:.-])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/gi;
const ID = /\bid\s*=\s*["']([^"']+)["']/i;
const REFERENCE = /(?:href\s*=\s*["']\s*|url\(\s*(?:["']\s*)?)#([^"')\s]+)/gi;
/** Deeper chains of references are in no drawing that somebody made. */
const DEEPEST = 500;

/** What a named part of a drawing shows. */
interface Part {
  /** Names that it refers to, each as often as it does. */
  readonly shows: Map<string, number>;
  /** Named parts that stand in it. */
  readonly holds: string[];
}

/**
 * How often something is drawn again because something else refers to it (`<use>`, patterns, masks), counted up to `most`: references within what is
 * referred to multiply, so that a few hundred bytes can ask for billions of shapes. What refers to itself counts once.
 */
export function referencesDrawn(source: string, most: number): number {
  const parts = partsOf(source);
  const costs = new Map<Part, number>();
  const costOf = (part: Part | undefined, depth: number): number => {
    if (!part || depth > DEEPEST) return part ? most : 0;
    const known = costs.get(part);
    if (known !== undefined) return known;
    costs.set(part, 0);
    let cost = 0;
    for (const name of part.holds) cost = Math.min(most, cost + costOf(parts.named.get(name), depth + 1));
    for (const [name, times] of part.shows) cost = Math.min(most, cost + times * (1 + costOf(parts.named.get(name), depth + 1)));
    costs.set(part, cost);
    return cost;
  };
  return costOf(parts.whole, 0);
}

/** A drawing without its comments and its texts that are no tags. */
function withoutComments(source: string): string {
  const opens = /<!--|<!\[CDATA\[/g;
  let kept = '';
  let from = 0;
  for (let opened = opens.exec(source); opened; opened = opens.exec(source)) {
    const closing = opened[0] === '<!--' ? '-->' : ']]>';
    const end = source.indexOf(closing, opened.index + opened[0].length);
    // What is not closed is no drawing; the decoder says so.
    if (end < 0) break;
    kept += source.slice(from, opened.index);
    from = opens.lastIndex = end + closing.length;
  }
  return kept + source.slice(from);
}

function partsOf(source: string): { readonly whole: Part; readonly named: ReadonlyMap<string, Part> } {
  const whole: Part = { shows: new Map(), holds: [] };
  const named = new Map<string, Part>();
  const open: { readonly tag: string; readonly part: Part }[] = [];
  for (const [, closes, tag = '', attributes = ''] of withoutComments(source).matchAll(TAG)) {
    if (closes) {
      // A tag that closes nothing is no drawing; the decoder says so.
      if (open.at(-1)?.tag === tag) open.pop();
      continue;
    }
    const around = open.at(-1)?.part ?? whole;
    const id = ID.exec(attributes)?.[1];
    const part = id === undefined ? around : named.get(id) ?? { shows: new Map<string, number>(), holds: [] };
    if (id !== undefined && !named.has(id)) {
      named.set(id, part);
      around.holds.push(id);
    }
    for (const [, name = ''] of attributes.matchAll(REFERENCE)) part.shows.set(name, (part.shows.get(name) ?? 0) + 1);
    if (!attributes.endsWith('/')) open.push({ tag, part });
  }
  return { whole, named };
}
