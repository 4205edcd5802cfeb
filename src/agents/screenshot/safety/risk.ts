import type { ScreenElement } from '../../../tools/screen/index.js';

/** What an act on the world is called on buttons and links, by what it does. */
const RISKS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:buy|purchase|order now|place (?:your |the )?order|check ?out|bid now|book now|kaufen|bestellen|acheter|commander|comprar)\b/i, 'buys something'],
  [/\b(?:pay|pay now|donate|transfer|withdraw|subscribe now|bezahlen|payer|pagar)\b/i, 'pays money'],
  [/\b(?:send|post|tweet|e-?mail it|senden|envoyer|enviar)\b/i, 'sends something'],
  [/\b(?:delete|erase|remove (?:all|account|permanently)|destroy|wipe|empty trash|löschen|supprimer|eliminar)\b/i, 'deletes something'],
  [/\b(?:publish|make public|go live|release now|veröffentlichen|publier|publicar)\b/i, 'publishes something'],
  [/\b(?:grant|authori[sz]e|allow access|give access|make admin|sign (?:contract|agreement)|i agree to pay)\b/i, 'grants something'],
];

/** What pressing this would do to the world, or undefined. Long texts are no labels. */
export function riskOf(label: string): string | undefined {
  if (label.length > 60) return undefined;
  return RISKS.find(([pattern]) => pattern.test(label))?.[1];
}

/** The words by which a control is judged: its own, its label's, and the name of its mark. */
export function labelOf(element: Pick<ScreenElement, 'text' | 'label'> & { readonly name?: string | undefined }): string {
  return [element.text, element.label, element.name ?? ''].filter((part) => part !== '').join(' ').trim();
}
