/** A picture with a word whose letters are strokes, so that it looks the same on a machine without fonts. */
export const TEST_STRIP = {
  says: 'HELLO',
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="64"><g fill="none" stroke="black" stroke-width="5">
<path d="M25 14V50M47 14V50M25 32H47M83 14H62V50H83M62 32H80M97 14V50H117M129 14V50H149"/><ellipse cx="170" cy="32" rx="12" ry="17"/></g></svg>`,
} as const;
