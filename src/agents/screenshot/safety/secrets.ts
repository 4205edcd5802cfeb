import { distance } from 'fastest-levenshtein';

/**
 * Secrets by name. Goals and models see `{{name}}`; the value is put in at the moment of typing and hidden in everything
 * that is written down.
 */
export class Secrets {
  /** The same lines are read on picture after picture. */
  private readonly looked = new Map<string, boolean>();

  constructor(private readonly values: ReadonlyMap<string, string> = new Map()) {}

  get isEmpty(): boolean {
    return this.values.size === 0;
  }

  /** True when a text holds a placeholder that has a value. */
  has(text: string): boolean {
    return [...this.values.keys()].some((name) => text.includes(`{{${name}}}`));
  }

  /** The text as it is typed. */
  fill(text: string): string {
    return text.replace(/\{\{([\w.-]+)\}\}/g, (whole, name: string) => this.values.get(name) ?? whole);
  }

  /**
   * True when a text that was read from a picture holds a value, read right or nearly so: a picture of it tells a person what it is, whatever
   * the reader made of it.
   */
  isShownIn(text: string): boolean {
    const read = plain(text);
    let shown = this.looked.get(read);
    if (shown === undefined) this.looked.set(read, (shown = [...this.values.values()].some((value) => holdsNearly(read, plain(value)))));
    return shown;
  }

  /** A text that was read from a picture as it may be told: masked, and `instead` where a value is still nearly in it. */
  hide(text: string, instead: string): string {
    const masked = this.mask(text);
    return this.isShownIn(masked) ? instead : masked;
  }

  /** The text as it may be written down; values are found as they are and as they stand in addresses. */
  mask(text: string): string {
    let masked = text;
    for (const [name, value] of this.values) {
      if (value === '') continue;
      const written = [value, encodeURIComponent(value), new URLSearchParams({ '': value }).toString().slice(1)];
      for (const one of written) masked = masked.split(one).join(`{{${name}}}`);
    }
    return masked;
  }
}

/** Readers drop spaces and take capitals for small letters. */
function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '');
}

/** Wrong characters in so many of a value are its misreading; a short value must be there as it is. */
const CHARACTERS_A_SLIP = 4;

function holdsNearly(text: string, value: string): boolean {
  if (value === '') return false;
  const slips = value.length < CHARACTERS_A_SLIP + 2 ? 0 : Math.floor(value.length / CHARACTERS_A_SLIP);
  if (text.includes(value)) return true;
  if (slips === 0) return false;
  // What is read may be a little longer or shorter than what stands there.
  for (let from = 0; from + value.length - slips <= text.length; from++) {
    for (let length = value.length - slips; length <= value.length + slips; length++) if (distance(text.slice(from, from + length), value) <= slips) return true;
  }
  return false;
}
