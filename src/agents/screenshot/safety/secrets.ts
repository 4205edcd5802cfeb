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

  /** The text as it may be written down. */
  mask(text: string): string {
    let masked = text;
    for (const [name, value] of this.values) if (value !== '') masked = masked.split(value).join(`{{${name}}}`);
    return masked;
  }

  /** The values, for those who look for them in pictures. */
  shown(): string[] {
    return [...this.values.values()].filter((value) => value.length >= 2);
  }
}
