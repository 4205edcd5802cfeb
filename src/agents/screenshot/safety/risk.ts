import type { ScreenElement } from '../../../tools/screen/index.js';

/** Words that are whole: no part of another, nor of one with a hyphen ("Reply-To"). */
const whole = (words: string): string => `(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}]|-\\p{L})`;

/** Wherever they stand in a label, these words mean the act. */
const anywhere = (words: string): RegExp => new RegExp(whole(words), 'iu');

/** What may stand before the verb of an order: nothing, a word of consent or haste, or another order ("Save and send"). */
const BEFORE = '(?:^|[,&+/|;!–]|(?<![\\p{L}\\p{N}])(?:and|then|yes|ok|okay|please|now|permanently|really|click to|tap to|press to|agree to|und|dann|ja|bitte|jetzt|et|puis|oui|je|y|luego|s[ií]|ahora))[^\\p{L}\\p{N}]*';
/** What follows makes the word before it a name for a thing: "Order history", "Share of votes", "Book reviews", "Post code". */
const THING = '(?!\\s+(?:by|of|from|for sale|history|status|states?|numbers?|no|nr|ids?|dates?|details?|summary|overview|totals?|tracking|confirmation|confirmed|shipped|delivered|placed|received|lists?|forms?|pages?|info|information|help|faq|policy|terms|fees?|rates?|limits?|logs?|reports?|counts?|types?|titles?|covers?|clubs?|shops?|stores?|fairs?|reviews?|guides?|archive|schedule|queue|settings|options|preferences|prices?|capital|holders?|market|window|codes?|office|speed|students?|folder|cans?|only|value|size)(?![\\p{L}\\p{N}])|\\s*[#№(]?\\s*\\d+\\)?\\s*$)';
/** The same for words that are hardly ever a name but before these. */
const before = (things: string): string => `(?!\\s+(?:${things})(?![\\p{L}\\p{N}]))`;

/** These words mean the act where they are told to somebody, and a thing elsewhere ("Address book", "Latest post"). */
const asOrder = (words: string, not: string): RegExp => new RegExp(`${BEFORE}(?:${words})(?![\\p{L}\\p{N}]|-\\p{L})${not}`, 'iu');

/** "Confirm your payment", "Zahlung bestätigen". */
const settling = (english: string, german: string, french: string, spanish: string): RegExp => new RegExp([
  `${whole(`(?:confirm|complete|submit|place|finish|finali[sz]e|authori[sz]e|make|approve)(?:\\s+(?:the|your|my|an?|this))?\\s+(?:${english})`)}${THING}`,
  whole(`(?:${german})\\s+(?:kostenpflichtig |verbindlich )?(?:bestätigen|abschließen|abschicken|aufgeben|ausführen|freigeben|absenden)`),
  whole(`(?:confirmer|confirmez|valider|validez|finaliser|passer|effectuer|terminer)\\s+(?:(?:le|la|les|un|une|ma|mon|votre)\\s+|l')?(?:${french})`),
  whole(`(?:confirmar|finalizar|realizar|completar|tramitar|hacer)\\s+(?:(?:el|la|un|una|mi|tu)\\s+)?(?:${spanish})`),
].join('|'), 'iu');

/** What an act on the world is called on buttons and links, by what it does; in English, German, French and Spanish. */
const RISKS: readonly (readonly [readonly RegExp[], string])[] = [
  [[
    anywhere('buy|bid now|(?:order|book) now|kaufen|bestellen|buchen|reservieren|zahlungspflichtig|acheter|achetez|réserve[rz]|comprar|reservar'),
    asOrder('purchase|order|book|reserve|bid|pre-?order|commande[rz]?|encargar|pedir', THING), asOrder('check ?out', before('our|the|this|these|what|how|my|more|all')),
    settling('order|purchase|booking|reservation|bid', 'bestellung|kauf|buchung|reservierung|gebot', 'commande|achat|réservation', 'pedido|compra|reserva'),
  ], 'buys something'],
  [[
    new RegExp(`${whole('pay')}${before('slips?|rates?|rises?|gaps?|scales?|days?|stubs?|grades?|per')}`, 'iu'), anywhere('donate|withdraw|bezahlen|zahlen|überweisen|spenden|auszahlen|abheben|payer|payez|faire un don|pagar|donar'),
    asOrder('transfer|tip|transfére[rz]|transferir', before('of|by|history|status|fees?|rates?|limits?|speed|market|window|students?|details?|summary|policy|guide')), settling('payment|transfer|donation|transaction', 'zahlung|überweisung|spende', 'paiement|virement|don', 'pago|transferencia|donación'),
  ], 'pays money'],
  [[
    anywhere('send|submit (?:(?:the|your|my|a|this) )?(?:post|comment|reply|review|message)|tweet|retweet|repost|e-?mail it|senden|absenden|versenden|verschicken|abschicken|antworten|einladen|posten|envoyer|envoyez|répond(?:re|ez)|partage[rz]|enviar|compartir|invitar'),
    asOrder('post', THING), asOrder('share|invite[rz]?|teilen|responder', before('of|by|prices?|capital|holders?|values?|market|count|options|only|codes?')), asOrder('reply', before('of|by|dates?|rates?|count|address|to\\s*$')),
  ], 'sends something'],
  [[
    anywhere('delete|erase|destroy|wipe|🗑\\uFE0F?|empty (?:the )?(?:trash|bin)|(?:move|throw|put)(?: \\p{L}+)? (?:to|into|in) (?:the )?(?:trash|bin)|löschen|verwerfen|papierkorb leeren|in den papierkorb|supprime[rz]|efface[rz]|(?:vider|à) la corbeille|eliminar|borrar|descartar|vaciar (?:la )?papelera|a la papelera'),
    asOrder('remove|discard|retire[rz]|retirar', ''), asOrder('trash|bin', THING), anywhere('entfernen|enleve[rz]|enlever|quitar'),
  ], 'deletes something'],
  [[anywhere('publish|make public|go live|release now|veröffentlichen|öffentlich machen|publie[rz]|rendre public|mettre en ligne|publicar|hacer público')], 'publishes something'],
  [[
    anywhere('grant|authori[sz]e|give access|make admin|sign (?:the |this )?(?:contract|agreement)|erlauben|zulassen|genehmigen|gewähren|freigeben|autorise[rz]|accorde[rz]|approuve[rz]|permitir|autorizar|aprobar|conceder'),
    asOrder('allow|approve', ''),
  ], 'grants something'],
  [[
    anywhere('unsubscribe|(?:cancel|close|deactivate|terminate)(?: (?:the|your|my|this))? (?:subscription|membership|plan|order|booking|reservation|account)|abonnieren|abbestellen|kündigen|stornieren|s\'abonner|abonnez-vous|je m\'abonne|désabonne[rz]|résilie[rz]|annuler (?:(?:la|ma|mon|le) |l\')?(?:abonnement|commande|réservation|compte)|suscribi\\p{L}+|suscríbete|dar(?:se|me)? de baja|cancelar (?:(?:la|mi|el|tu) )?(?:suscripción|pedido|reserva|cuenta)'),
    asOrder('subscribe', ''),
  ], 'signs up or off'],
];

/** Questions are links to help, captions name a field, and what is taken back or not done is no deed. */
const HARMLESS = /^(?:how|where|when|why|what|who|ways|learn|wie|wo|warum|was|comment|où|pourquoi|cómo|dónde)(?!\p{L})|:\s*$|^(?:no,?\s+)?(?:undo|don't|do not|never|stop asking|nicht|ne pas)(?!\p{L})|^no\s+(?:\p{L}+ar|\p{L}+ir)(?!\p{L})/iu;
/** What a page shows or remembers for itself: a filter that is removed, cookies that are allowed. */
const OWN_VIEW: readonly (readonly [RegExp, RegExp])[] = [
  [/(?<!\p{L})(?:filter|filters|filtres?|filtros?|sorting|sort|highlights?|formatting|zoom)(?!\p{L})/iu, anywhere('remove|discard|entfernen|enlever|retirer|supprimer|quitar')],
  [/(?<!\p{L})cookies?(?!\p{L})/iu, anywhere('allow|approve|erlauben|zulassen|autorise[rz]|permitir|aprobar')],
];

/** Characters of the longest text that is a label. */
const LONGEST_LABEL = 60;

/** What pressing this would do to the world, or undefined. Long texts are no labels. */
export function riskOf(label: string): string | undefined {
  const words = label.normalize('NFC').replace(/[’‘`]/g, '\'').replace(/\s+/g, ' ').trim();
  if (words.length > LONGEST_LABEL || HARMLESS.test(words) || OWN_VIEW.some(([thing, deed]) => thing.test(words) && deed.test(words))) return undefined;
  return RISKS.find(([patterns]) => patterns.some((pattern) => pattern.test(words)))?.[1];
}

/** The words by which a control is judged: its own, its label's, and the name of its mark. */
export function labelOf(element: Pick<ScreenElement, 'text' | 'label'> & { readonly name?: string | undefined }): string {
  return [element.text, element.label, element.name ?? ''].filter((part) => part !== '').join(' ').trim();
}
