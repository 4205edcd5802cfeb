/**
 * Secrets by name. Goals and models see `{{name}}`; the value is put in at the moment of typing and hidden in everything
 * that is written down.
 */
export class Secrets {
  constructor(private readonly values: ReadonlyMap<string, string> = new Map()) {}

  /** True when a text holds a placeholder that has a value. */
  has(text: string): boolean {
    return [...this.values.keys()].some((name) => text.includes(`{{${name}}}`));
  }

  /** The text as it is typed. */
  fill(text: string): string {
    return text.replace(/\{\{([\w.-]+)\}\}/g, (whole, name: string) => this.values.get(name) ?? whole);
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
