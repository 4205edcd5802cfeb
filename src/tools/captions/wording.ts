const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** "three bottles", "one person". */
export function countOf(count: number, label: string): string {
  return `${WORDS[count] ?? String(count)} ${count === 1 ? label : pluralOf(label)}`;
}

const PLURALS: Readonly<Record<string, string>> = { person: 'people', man: 'men', woman: 'women', child: 'children', calf: 'calves', ox: 'oxen', mouse: 'mice', knife: 'knives', sheep: 'sheep', skis: 'skis', scissors: 'scissors', 'wine glass': 'wine glasses', sandwich: 'sandwiches', goose: 'geese', policeman: 'policemen', gentleman: 'gentlemen', furniture: 'furniture', electronics: 'electronics', food: 'food', cutlery: 'cutlery', luggage: 'luggage', livestock: 'livestock' };

/** English plural of a detector's label. */
export function pluralOf(label: string): string {
  return PLURALS[label] ?? (/(?:s|x|ch|sh)$/.test(label) ? `${label}es` : /[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`);
}

/** Milliseconds as a viewer reads them: `0:07`, `1:02:45`. */
export function clock(ms: number): string {
  const whole = Math.round(ms / 1000);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = `${hours > 0 ? String(minutes).padStart(2, '0') : minutes}:${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
