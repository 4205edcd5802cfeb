import { riskOf } from './risk.js';

/** What a button says that only agrees, in English, German, French and Spanish: what it does stands beside it. "0K" is how it is misread. */
const AGREES = /^(?:[o0]k(?:ay)?|yes|sure|continue|proceed|confirm|accept|(?:i )?agree|i understand|understood|got it|go ahead|do it|apply|submit|ja|weiter|(?:trotzdem )?fortfahren|bestätigen|einverstanden|zustimmen|akzeptieren|ausführen|oui|d'accord|continuer|confirmer|valider|accepter|s[ií]|aceptar|continuar|confirmar|de acuerdo|acepto)(?:[,!. ]+(?:please|continue|proceed|confirm|anyway|go ahead|do it|(?:i'm|i am) sure|sure|bitte|trotzdem|weiter|ich bin sicher|fortfahren|continuer|quand même|je confirme|je suis sûre?|continuar|confirmar|de todos modos|de todas formas|estoy segur[oa]))*[.!]?$/iu;
/** What a button says or draws that leaves all as it is. */
const DECLINES = /^(?:[×x✕✖✗⨯]|(?:cancel|close|dismiss|exit|skip|stay|leave it|no|nope|not now|later|maybe later|back|go back|keep(?: .{1,30})?|(?:do not|don't)(?: .{1,30})?|abort|never mind|nein|abbrechen|schließen|ablehnen|überspringen|zurück|nicht(?: .{1,30})?|später|behalten|annuler|fermer|refuser|ignorer|passer|non|ne pas(?: .{1,30})?|retour|plus tard|garder|conserver|cancelar|cerrar|rechazar|omitir|volver|ahora no|no \p{L}+|más tarde|mantener|conservar)(?:[, ]+(?:thanks?|thank you|go back|keep it|danke|zurück|merci|gracias))?[.!]?)$/iu;

const plain = (words: string): string => words.normalize('NFC').replace(/[’‘`]/g, '\'').replace(/\s+/g, ' ').trim();

/** "OK", "Yes", "Weiter": the words around such a button say what it does. */
export function agrees(label: string): boolean {
  return AGREES.test(plain(label));
}

/** "Cancel", "No, keep it". */
export function declines(label: string): boolean {
  return DECLINES.test(plain(label));
}

/** By what a deed does: the verb as it is asked for, and as it is told of what will be done. */
const DEEDS: readonly (readonly [risk: string, asked: string, told: string])[] = [
  [
    'deletes something',
    'delete|remove|erase|wipe|destroy|discard|empty (?:the )?(?:trash|bin)|löschen|entfernen|verwerfen|papierkorb leeren|supprimer|effacer|retirer|vider la corbeille|eliminar|borrar|quitar|descartar|vaciar la papelera',
    'deleted|removed|erased|wiped|destroyed|discarded|gelöscht|entfernt|verworfen|supprimée?s?|effacée?s?|retirée?s?|eliminad[oa]s?|borrad[oa]s?',
  ],
  [
    'buys something',
    'buy|purchase|order|book|reserve|kaufen|bestellen|buchen|reservieren|acheter|commander|réserver|comprar|pedir|reservar|encargar',
    'bought|purchased|ordered|order placed|booked|reserved|gekauft|bestellt|gebucht|reserviert|achetée?s?|commandée?s?|réservée?s?|comprad[oa]s?|reservad[oa]s?|encargad[oa]s?',
  ],
  [
    'pays money',
    'pay|charge|debit|transfer|donate|withdraw|bezahlen|zahlen|überweisen|spenden|abbuchen|abheben|payer|débiter|prélever|virer|transférer|pagar|cobrar|transferir|donar',
    'paid|charged|debited|billed|transferred|withdrawn|bezahlt|überwiesen|abgebucht|belastet|payée?s?|débitée?s?|prélevée?s?|facturée?s?|virée?s?|transférée?s?|pagad[oa]s?|cobrad[oa]s?|transferid[oa]s?',
  ],
  [
    'sends something',
    'send|post|submit|share|reply|invite|senden|absenden|abschicken|verschicken|versenden|teilen|einladen|envoyer|partager|poster|inviter|enviar|compartir|invitar',
    'sent|posted|submitted|shared|invited|gesendet|abgeschickt|verschickt|versendet|geteilt|eingeladen|envoyée?s?|partagée?s?|postée?s?|invitée?s?|enviad[oa]s?|compartid[oa]s?|invitad[oa]s?',
  ],
  ['publishes something', 'publish|make (?:it |this )?public|veröffentlichen|publier|rendre public|publicar', 'published|made public|veröffentlicht|publiée?s?|publicad[oa]s?'],
  ['grants something', 'grant|allow|authori[sz]e|give access|gewähren|erlauben|zulassen|freigeben|autoriser|accorder|conceder|autorizar|permitir', 'granted|authori[sz]ed|given access|gewährt|freigegeben|autorisée?s?|accordée?s?|concedid[oa]s?|autorizad[oa]s?'],
  ['signs up or off', 'subscribe|unsubscribe|deactivate|kündigen|stornieren|abonnieren|abbestellen|s\'abonner|se désabonner|résilier|suscribir(?:se|te)|dar(?:se|te)? de baja', 'unsubscribed|subscribed|deactivated|cancell?ed|gekündigt|storniert|abbestellt|résiliée?s?|cancelad[oa]s?'],
];

const word = (words: string): string => `(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}]|-\\p{L})`;
const pattern = (source: string, flags = 'iu'): RegExp => new RegExp(source, flags);

interface Wording {
  readonly risk: string;
  readonly asked: RegExp;
  /** "will be deleted", "this deletes", "wird gelöscht", "sera supprimé", "se eliminará". */
  readonly told: RegExp;
  /** "Delete file", "Datei löschen". */
  readonly title: RegExp;
}

const WORDINGS: readonly Wording[] = DEEDS.map(([risk, asked, told]) => ({
  risk, asked: pattern(word(asked)),
  told: pattern(`${word('will|is going to|are going to|this|about to')}(?: \\p{L}+){0,3} (?:${told}|${asked.split('|').map((verb) => `${verb}e?s?`).join('|')})(?!\\p{L})|${word('wird|werden|wirst|sera|seront|serez|va|vont|allez|será|serán|va a|van a|vas a')}.{0,50}${word(`${told}|${asked}`)}|(?:(?<!\\p{L})no )?${word('se')} (?:le |te )?(?:${asked.split('|').map((verb) => `${verb}án?`).join('|')})(?!\\p{L})`, 'giu'),
  title: pattern(`^(?:permanently )?(?:${asked})(?!\\p{L})|${word(asked)}$`),
}));

const FINAL = /(?:cannot|can't|can not) be (?:undone|reversed|recovered|restored)|(?<!\p{L})(?:irreversible|irréversible|unwiderruflich)(?!\p{L})|nicht (?:mehr )?rückgängig|ne (?:peut|pourra) (?:pas|plus) être annulé|no se (?:puede|podrá) deshacer/iu;
/** What makes a deed one that is not done: within the words that tell of it, or as what it would be done to. */
const NOT = new RegExp(word('not|never|no|nothing|without|nicht|nichts|kein\\p{L}*|nie|ne|pas|jamais|rien|nunca|nada|sin|ohne|sans|\\p{L}+n\'t'), 'iu');
const NOBODY = /(?:^|[.,;:!?–—-]\s|(?<!\p{L})(?:and|but|und|aber|et|mais|y|pero)\s)\s*(?:no|none|nothing|nobody|neither|nichts|niemand|kein\p{L}*|rien|aucune?|personne|nada|nadie|ning\p{L}+)(?:\s+(?:of\s+)?\p{L}+){0,2}\s+$/iu;
/** Questions that ask for help, and what a page says of its own cookies. */
const ASIDE = /^(?:how|where|when|why|what|who|forgot|need|having|did|have|wie|wo|warum|was|comment|où|pourquoi|cómo|dónde|qué)(?!\p{L})/iu;
const COOKIES = /(?<!\p{L})cookies?(?!\p{L})/iu;
/** What consent to cookies is asked with. */
const OF_CONSENT: ReadonlySet<string> = new Set(['sends something', 'grants something', 'publishes something']);
const LONGEST_TITLE = 40;
/** Characters of a page's words in a question to the user. */
const LONGEST_SAID = 160;

const short = (words: string): string => (words.length <= LONGEST_SAID ? words : `${words.slice(0, LONGEST_SAID - 1)}…`);

export interface Confirmed {
  readonly risk: string;
  /** The words that say so, of a long sentence its beginning. */
  readonly says: string;
}

/**
 * What agreeing to these lines would do to the world. A question tells it ("Delete this file?"); a title or a statement ("The file will be deleted.") only where the answer could be
 * another one: a notice with nothing but "OK" asks for nothing.
 */
export function riskOfAgreeing(lines: readonly string[], { mayDecline }: { readonly mayDecline: boolean }): Confirmed | undefined {
  const titles = lines.map(plain).filter((line) => line !== '');
  const whole = titles.join(' ');
  const aboutCookies = COOKIES.test(whole);
  const wordings = WORDINGS.filter(({ risk }) => !aboutCookies || !OF_CONSENT.has(risk));
  const sentences = whole.split(/(?<=[.!?…])\s+/);
  const isTitle = (line: string): boolean => line.length <= LONGEST_TITLE && riskOf(line.replace(/[?!.]$/, '')) !== undefined;
  for (const { risk, asked, told, title } of wordings) {
    const says = sentences.find((sentence) => /\?$/.test(sentence) && !ASIDE.test(sentence.replace(/^¿\s*/, '')) && asked.test(sentence))
      ?? (mayDecline ? titles.find((line) => title.test(line.replace(/[?!.]$/, '')) && isTitle(line)) ?? sentences.find((sentence) => isTold(sentence, told)) : undefined);
    if (says !== undefined) return { risk, says: short(says) };
  }
  const says = mayDecline ? sentences.find((sentence) => FINAL.test(sentence)) : undefined;
  return says === undefined ? undefined : { risk: 'does what cannot be undone', says: short(says) };
}

/** "There is no way back: your account will be deleted" tells it, "Nothing will be deleted" and "It will not be deleted, but archived" do not. */
function isTold(sentence: string, told: RegExp): boolean {
  return [...sentence.matchAll(told)].some(({ 0: words, index }) => !NOT.test(words.split(/[,;:]/).at(-1) ?? '') && !NOBODY.test(sentence.slice(0, index)));
}
