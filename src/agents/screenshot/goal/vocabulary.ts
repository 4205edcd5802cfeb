/** What controls and marks are called by people, by the kind that perception gives them. */
export const KINDS = {
  button: ['button', 'btn', 'key'],
  link: ['link', 'hyperlink', 'anchor'],
  checkbox: ['checkbox', 'check box', 'tickbox', 'tick box', 'checkmark'],
  radio: ['radio', 'radio button', 'radio box', 'radiobutton'],
  input: ['textbox', 'text box', 'text field', 'textfield', 'input', 'input field', 'text input', 'input textbox', 'input box', 'input text', 'field', 'search bar', 'search box', 'search field', 'text'],
  textarea: ['textarea', 'text area', 'multi-line field', 'editor', 'text editor'],
  select: ['dropdown', 'drop-down', 'drop down', 'dropdown list', 'select box', 'combobox', 'combo box', 'list', 'listbox', 'scroll list', 'menu', 'select'],
  slider: ['slider', 'range slider'],
  spinner: ['spinner', 'stepper', 'number field'],
  tab: ['tab'],
  icon: ['icon', 'symbol'],
  image: ['image', 'picture', 'photo'],
  dialog: ['dialog', 'dialog box', 'popup', 'pop-up', 'modal', 'window', 'alert'],
  section: ['section', 'header', 'heading', 'collapsible', 'accordion', 'panel'],
  option: ['option', 'choice', 'menu item', 'list item', 'entry', 'result', 'search result'],
  row: ['row', 'table row'],
  word: ['word'],
  paragraph: ['paragraph', 'passage'],
  letter: ['letter', 'character'],
  digit: ['digit', 'number', 'numeral'],
  shape: ['shape', 'figure', 'block', 'brick', 'tile', 'cube', 'piece', 'swatch'],
  item: ['item', 'element', 'object', 'thing', 'widget', 'control', 'component', 'box', 'area'],
} as const satisfies Record<string, readonly string[]>;

export type WantedKind = keyof typeof KINDS;

/** Longest phrases first, so that "radio button" is no button. */
const KIND_PHRASES: readonly (readonly [string, WantedKind])[] = Object.entries(KINDS)
  .flatMap(([kind, names]) => names.map((name) => [name, kind as WantedKind] as const))
  .sort((a, b) => b[0].length - a[0].length);

const KIND_PATTERN = new RegExp(`\\b(${KIND_PHRASES.map(([name]) => name.replace(/[- ]/g, '[- ]')).join('|')})(?:e?s)?\\b(?!\\.\\w)`, 'i');

/** The kind of thing that a phrase ends in, and the phrase without it; "menus" and "check boxes" are plurals. */
export function kindIn(phrase: string): { readonly kind: WantedKind; readonly before: string; readonly after: string; readonly plural: boolean } | undefined {
  // The head of an English noun phrase is its last noun: "the text field button" is a button.
  let found: { kind: WantedKind; before: string; after: string; plural: boolean } | undefined;
  for (let from = 0; ;) {
    const match = KIND_PATTERN.exec(phrase.slice(from));
    if (!match) return found;
    const at = from + match.index;
    const name = (match[1] ?? '').toLowerCase().replace(/[- ]/g, ' ');
    const kind = KIND_PHRASES.find(([known]) => known.replace(/-/g, ' ') === name)?.[1];
    if (kind) found = { kind, before: phrase.slice(0, at).trim(), after: phrase.slice(at + match[0].length).trim(), plural: match[0].length > name.length };
    from = at + match[0].length;
  }
}

/** Names of colours as people use them; shades that perception tells apart stand for themselves. */
export const COLOUR_WORDS = [
  'red', 'green', 'blue', 'yellow', 'orange', 'purple', 'violet', 'pink', 'magenta', 'fuchsia', 'cyan', 'aqua', 'teal', 'turquoise', 'lime', 'olive', 'navy', 'maroon',
  'brown', 'black', 'white', 'gray', 'grey', 'silver', 'gold', 'beige', 'indigo',
] as const;

export const SIZE_WORDS: Readonly<Record<string, 'large' | 'small' | 'largest' | 'smallest'>> = {
  large: 'large', big: 'large', huge: 'large', small: 'small', little: 'small', tiny: 'small',
  largest: 'largest', biggest: 'largest', greatest: 'largest', smallest: 'smallest', littlest: 'smallest', tiniest: 'smallest',
};

export const SHAPE_WORDS: Readonly<Record<string, string>> = {
  circle: 'circle', disc: 'circle', dot: 'circle', ellipse: 'ellipse', oval: 'ellipse', rectangle: 'rectangle', square: 'square', triangle: 'triangle', star: 'star',
  line: 'line', cross: 'cross', diamond: 'diamond', heart: 'heart', pentagon: 'polygon', hexagon: 'polygon', polygon: 'polygon',
};

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** 1 for "first", -1 for "last", -2 for "second to last"; undefined when the phrase holds no ordinal. */
export function ordinalIn(phrase: string): { readonly ordinal: number; readonly rest: string } | undefined {
  const numeral = `(\\d+)(?:st|nd|rd|th)|(${ORDINALS.join('|')})`;
  const fromEnd = new RegExp(`\\b(?:${numeral}|next)[- ]to[- ](?:the )?last\\b`, 'i').exec(phrase) ?? /\bpenultimate\b/i.exec(phrase);
  if (fromEnd) return { ordinal: -Math.max(2, valueOf(fromEnd[1], fromEnd[2])), rest: without(phrase, fromEnd) };
  const last = /\b(?:last|final)\b/i.exec(phrase);
  if (last) return { ordinal: -1, rest: without(phrase, last) };
  const found = new RegExp(`\\b(?:${numeral})\\b`, 'i').exec(phrase);
  return found ? { ordinal: valueOf(found[1], found[2]), rest: without(phrase, found) } : undefined;
}

function valueOf(digits: string | undefined, word: string | undefined): number {
  return digits !== undefined ? Number(digits) : ORDINALS.indexOf((word ?? '').toLowerCase()) + 1;
}

function without(phrase: string, match: RegExpExecArray): string {
  return `${phrase.slice(0, match.index)} ${phrase.slice(match.index + match[0].length)}`.replace(/\s+/g, ' ').trim();
}

/** Verbs that open an instruction. */
export const VERBS = [
  'accept', 'activate', 'allow', 'refuse', 'reject', 'decline', 'deny', 'print', 'subscribe', 'unsubscribe', 'vote', 'unlike', 'unblock', 'hide', 'restore', 'invite', 'unlock',
  'add', 'adjust', 'agree', 'answer', 'archive', 'arrange', 'attach', 'begin', 'block', 'book', 'bring', 'buy', 'calculate', 'call', 'cancel', 'change', 'check', 'choose', 'clear', 'click', 'close', 'collapse', 'compute',
  'confirm', 'continue', 'copy', 'count', 'create', 'cut', 'deactivate', 'deselect', 'delete', 'disable', 'dismiss', 'double-click', 'download', 'drag', 'draw', 'drop', 'duplicate', 'edit', 'empty', 'enable', 'enter', 'expand', 'export', 'fill', 'filter', 'find', 'focus',
  'follow', 'forward', 'give', 'go', 'highlight', 'hit', 'hover', 'increase', 'decrease', 'input', 'insert', 'join', 'keep', 'leave', 'like', 'locate', 'log', 'login', 'look', 'make', 'mark', 'move', 'mute',
  'navigate', 'only choose', 'open', 'order', 'paint', 'paste', 'pause', 'pick', 'pin', 'place', 'play', 'point', 'post', 'press', 'push', 'put', 'raise', 'rate', 'read', 'redeem', 'refresh', 'register', 'remove', 'rename', 'reply', 'report', 'repost', 'reserve', 'reshare', 'retweet', 'return', 'right-click', 'save', 'scroll',
  'search', 'select', 'send', 'set', 'share', 'show', 'sign', 'skip', 'solve', 'sort', 'star', 'start', 'stay', 'stop', 'submit', 'switch', 'take', 'tap', 'tell', 'tick', 'toggle', 'turn', 'type', 'uncheck', 'underline', 'undo',
  'align', 'append', 'apply', 'approve', 'ask', 'assign', 'bookmark', 'center', 'centre', 'compare', 'connect', 'correct', 'crop', 'disconnect', 'enlarge', 'install', 'load', 'merge', 'pay', 'publish', 'record', 'reload', 'replace', 'reset', 'resume', 'retry', 'rotate',
  'schedule', 'shrink', 'snooze', 'transfer', 'translate', 'unarchive', 'unfollow', 'uninstall', 'unmute', 'unpin', 'update', 'zoom',
  'unselect', 'untick', 'upload', 'use', 'visit', 'wait', 'write',
] as const;

/** Deeds that pages call by one another's names. */
const ALIKE: readonly (readonly string[])[] = [['delete', 'remove', 'erase', 'discard'], ['send', 'submit', 'post'], ['book', 'reserve'], ['cancel', 'end'], ['save', 'keep'], ['buy', 'purchase', 'order'], ['edit', 'change', 'modify'], ['open', 'view', 'show'], ['begin', 'start'], ['share', 'reshare', 'repost', 'retweet'], ['call', 'dial', 'phone'], ['export', 'download', 'save as']];

/** A deed, and what pages call it as well. */
export function alike(deed: string): readonly string[] {
  const others = ALIKE.find((verbs) => verbs.includes(deed)) ?? [];
  return [deed, ...others.filter((verb) => verb !== deed)];
}

/** Keys by the names that people use, as chords of the driver. */
export const KEY_NAMES: Readonly<Record<string, string>> = {
  enter: 'Enter', return: 'Enter', tab: 'Tab', escape: 'Escape', esc: 'Escape', space: 'Space', spacebar: 'Space', backspace: 'Backspace', delete: 'Delete', del: 'Delete',
  up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight', 'arrow up': 'ArrowUp', 'arrow down': 'ArrowDown', 'arrow left': 'ArrowLeft', 'arrow right': 'ArrowRight',
  'up arrow': 'ArrowUp', 'down arrow': 'ArrowDown', 'left arrow': 'ArrowLeft', 'right arrow': 'ArrowRight', home: 'Home', end: 'End', 'page up': 'PageUp', 'page down': 'PageDown',
};
