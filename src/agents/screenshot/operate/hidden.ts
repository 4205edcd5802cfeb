import type { Box } from '../../../core/index.js';
import { contains, likeness } from '../ground/index.js';
import type { Secrets } from '../safety/index.js';
import type { View } from './view.js';

/** Stands for a text that shows a secret. */
export const HIDDEN = '(hidden)';

/** A field is still the one that was filled in when it is as like as this, 0 to 1. */
const SAME_FIELD = 0.5;

/** Where a view shows secrets, CSS px: lines in which one is read, and the fields that they were typed into (`filled`) as long as those are there, since a field may show a part only. */
export function secretPlaces({ screen }: View, secrets: Secrets, filled: readonly Box[]): Box[] {
  const lines = screen.lines.filter(({ text }) => secrets.isShownIn(text)).map(({ box }) => box);
  return [...lines, ...filled.filter((field) => screen.elements.some(({ kind, box }) => kind === 'text-input' && likeness(box, field) > SAME_FIELD))];
}

/** The view as a model may be told of it: no text shows a secret. The picture is as it was. */
export function withoutSecrets(view: View, secrets: Secrets, filled: readonly Box[]): View {
  if (secrets.isEmpty) return view;
  const places = secretPlaces(view, secrets, filled);
  const hide = <T extends { readonly text: string; readonly box: Box }>(part: T): T => {
    const text = places.some((place) => contains(place, part.box, 1)) ? HIDDEN : secrets.hide(part.text, HIDDEN);
    return text === part.text || part.text === '' ? part : { ...part, text };
  };
  const { screen } = view;
  return {
    ...view, screen: {
      ...screen,
      lines: screen.lines.map((line) => {
        const hidden = hide(line);
        return hidden === line ? line : { ...hidden, words: [] };
      }),
      elements: screen.elements.map((element) => ({ ...hide(element), label: secrets.hide(element.label, HIDDEN) })),
    },
  };
}
