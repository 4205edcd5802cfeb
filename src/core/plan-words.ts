import { nearestNames } from './nearest-names.js';
import type { Source } from './binding.js';
import type { Port } from './ports.js';

/** A source in words. */
export function what(source: Source | undefined): string {
  if (!source || 'value' in source) return 'the literal';
  return quote('given' in source ? source.given : source.ref);
}

/** A length in words, for one that is not the same as another. */
export function spoken(length: readonly string[]): string {
  const fixed = length.filter((term) => term === '1').length;
  return [...(fixed > 0 ? [`${fixed}`] : []), ...length.filter((term) => term !== '1').map((term) => `the length of ${term}`)].join(' + ');
}

export function quote(name: string): string {
  return JSON.stringify(name);
}

export function describePort(port: Port): string {
  return `${port.list ? 'list of ' : ''}${port.modality}${port.description === '' ? '' : `, ${port.description}`}`;
}

export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestNames(name, [...known]);
  return near.length === 0 ? '' : ` Did you mean ${near.map(quote).join(' or ')}?`;
}

export function itHasFields(names: readonly string[]): string {
  return names.length === 0 ? '' : ` It has ${names.map(quote).join(', ')}.`;
}

export function itHas(ports: readonly Port[]): string {
  return ports.length === 0 ? ' It has none.' : ` It has ${ports.map((port) => `${quote(port.name)} (${port.modality})`).join(', ')}.`;
}
