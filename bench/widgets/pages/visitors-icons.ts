const PATHS = {
  pin: 'M12 21c-5-6-7-9-7-12a7 7 0 0 1 14 0c0 3-2 6-7 12zM12 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  plane: 'M3 11l18-8-7 18-3-8zM21 3L11 13',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6',
  heart: 'M12 20C5 15 3 12 3 8.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 9 1.5c0 3.5-2 6.5-9 11.5z',
  star: 'M12 3l2.7 6 6.3.6-4.8 4.3 1.4 6.3L12 17l-5.6 3.2 1.4-6.3L3 9.6 9.3 9z',
  reply: 'M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7',
  forward: 'M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7',
  chevron: 'M9 6l6 6-6 6',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21',
  arrow: 'M5 3l6 17 2-7 7-2z',
  crop: 'M7 2v15h15M2 7h15v15',
  brush: 'M20 4L10 14M9 14c-3 0-2 4-6 5 3 2 8 1 8-3z',
  drop: 'M12 3c4 6 6 8 6 11a6 6 0 0 1-12 0c0-3 2-5 6-11z',
  letter: 'M5 6V4h14v2M12 4v16M9 20h6',
} as const;

/** A line drawing of the colour of the text around it; `size` in CSS px. */
export function icon(name: keyof typeof PATHS, size = 20): string {
  return `<svg width=${size} height=${size} viewBox="0 0 24 24" fill=none stroke=currentColor stroke-width=2 stroke-linejoin=round stroke-linecap=round><path d="${PATHS[name]}"/></svg>`;
}
