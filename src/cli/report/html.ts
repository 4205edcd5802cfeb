/** Markup that is safe to put into the page as it is. Only `html` and `trusted` make it. */
export class Markup {
  constructor(readonly source: string) {}
}

type Part = Markup | string | number | boolean | null | undefined | readonly Part[];

/** Template tag: every value is escaped for text and quoted attributes, except markup; arrays are joined, absent values are empty. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((source, literal, index) => source + literal + (index < parts.length ? render(parts[index]) : ''), ''));
}

/** Marks a constant of this program as safe. Never for anything that comes from a run. */
export function trusted(source: string): Markup {
  return new Markup(source);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  // Characters that HTML forbids, and marks that reorder text.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function render(part: Part): string {
  if (part instanceof Markup) return part.source;
  if (Array.isArray(part)) return (part as readonly Part[]).map(render).join('');
  return part === null || part === undefined || part === false || typeof part === 'object' ? '' : escapeHtml(String(part));
}
