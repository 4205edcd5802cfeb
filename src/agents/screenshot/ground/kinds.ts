import type { ElementKind, ScreenElement } from '../../../tools/screen/index.js';
import type { WantedKind } from '../goal/index.js';

type Fits = Readonly<Partial<Record<ElementKind, number>>>;

/** How well what was seen is what is called so; kinds that are not listed do not fit. A look does not tell all: a link may be a bare text. */
const FITS: Readonly<Record<WantedKind, Fits>> = {
  button: { button: 1, icon: 0.7, tab: 0.6, 'menu-item': 0.7, link: 0.6, text: 0.5, shape: 0.45, select: 0.4, 'text-input': 0.4, panel: 0.3, image: 0.4 },
  link: { link: 1, text: 0.6, 'menu-item': 0.6, button: 0.45, tab: 0.5 },
  checkbox: { checkbox: 1, radio: 0.4 },
  radio: { radio: 1, checkbox: 0.4 },
  input: { 'text-input': 1, select: 0.4, panel: 0.2 },
  textarea: { 'text-input': 1, panel: 0.3 },
  select: { select: 1, 'text-input': 0.6, button: 0.5, panel: 0.4 },
  slider: { slider: 1, 'progress-bar': 0.7, 'scroll-bar': 0.4 },
  spinner: { 'text-input': 0.9, select: 0.7, panel: 0.3 },
  tab: { tab: 1, button: 0.7, link: 0.7, text: 0.6, 'menu-item': 0.7 },
  icon: { icon: 1, image: 0.6, button: 0.6, shape: 0.6, text: 0.3 },
  image: { image: 1, icon: 0.7, shape: 0.4 },
  dialog: { dialog: 1, panel: 0.6 },
  section: { button: 0.8, tab: 0.8, panel: 0.7, 'menu-item': 0.8, text: 0.6, link: 0.6, select: 0.5 },
  option: { 'menu-item': 1, link: 0.95, button: 0.7, text: 0.7, radio: 0.7, checkbox: 0.6, tab: 0.6 },
  row: { panel: 0.8, text: 0.7, 'menu-item': 0.8 },
  word: { text: 1, link: 0.9 },
  paragraph: { text: 1, panel: 0.3 },
  letter: { text: 1, shape: 0.6, icon: 0.6, link: 0.6 },
  digit: { text: 1, shape: 0.6, icon: 0.6, link: 0.6 },
  shape: { shape: 1, icon: 0.5, image: 0.4, button: 0.3 },
  item: { shape: 1, icon: 0.8, image: 0.8, button: 0.8, text: 0.7, checkbox: 0.7, radio: 0.7, 'text-input': 0.7, link: 0.7, tab: 0.7, 'menu-item': 0.8, select: 0.7, slider: 0.7, panel: 0.6 },
};

/** 0 to 1: how well an element is of a kind that a goal names. */
export function kindScore(wanted: WantedKind | undefined, element: ScreenElement): number {
  if (wanted === undefined) return OPEN_KIND[element.kind] ?? 0.6;
  const fit = FITS[wanted][element.kind] ?? 0;
  if (wanted === 'textarea') return element.box.height > 30 ? fit : fit * 0.6;
  if (wanted === 'letter') return /^\p{L}$/u.test(element.text) ? 1 : 0;
  if (wanted === 'digit') return /^\p{N}$/u.test(element.text) ? 1 : 0;
  // A letter is no shape; a triangle may read as one.
  if (wanted === 'shape') return /^[\p{L}\p{N}]$/u.test(element.text) && (element.shape === undefined || element.shape === 'other') ? 0 : element.shape !== undefined && element.kind === 'icon' ? 1 : fit;
  return fit;
}

/** What a bare label means, most likely: the control with that name, and last a text beside. */
const OPEN_KIND: Fits = { button: 1, link: 1, tab: 0.95, 'menu-item': 1, checkbox: 0.9, radio: 0.9, select: 0.85, 'text-input': 0.6, icon: 0.9, image: 0.7, shape: 0.8, text: 0.75, panel: 0.5, dialog: 0.4, slider: 0.7 };
