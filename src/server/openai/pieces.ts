/** Characters of one piece, about. */
const PIECE = 48;

/** A text in pieces that end between words, for clients that show it as it comes. Joined they are the text. */
export function piecesOf(text: string): string[] {
  return text.match(new RegExp(`[\\s\\S]{1,${PIECE}}(?=\\s|$)\\s*|[\\s\\S]{1,${PIECE}}`, 'gu')) ?? [];
}
