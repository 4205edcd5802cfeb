import { contentStems, stemOf } from '../stems.js';
import { normalizeText } from '../words.js';

/** Words that turn a statement round; phrases that only look like it are taken out first. */
const NEGATOR = /\b(not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|unable|hardly|lack(?:s|ed|ing)?|no longer|fail(?:s|ed)? to|refus(?:e|es|ed) to|\w+n't|nicht|kein(?:e[nmrs]?)?|nichts|niemand|niemals|nie|ohne|pas|jamais|sans|rien|aucune?|personne n|nunca|nadie|nada|ningún|ninguna?|sin)\b/g;
const NO_NEGATION = /\b(not only|no later than|no more than|no less than|no fewer than|no longer than|no sooner|not just|why not|if not|no doubt|whether or not|no\. ?\d)/g;

/** Opposites, a group a line; a word on one side of "/" contradicts each on the other. */
const OPPOSITES = [
  'open opens opened reopen reopened / close closed shut shuts', 'increase rise rose risen grow grew grown climb gain raise / decrease fall fell fallen drop shrink shrank decline lose reduce cut lower',
  'more / less fewer', 'high higher / low lower', 'begin began begun start / end finish stop', 'win won / lose lost',
  'accept accepted approve / reject refuse decline', 'allow permit permitted welcome / forbid forbidden prohibit ban banned disallow', 'include included cover covered / exclude excluded', 'early earlier / late later',
  'arrive / depart leave left', 'buy bought purchase / sell sold', 'add / remove', 'inside indoor indoors / outside outdoor outdoors', 'north northern / south southern', 'east eastern / west western',
  'hot warm / cold cool', 'safe / dangerous unsafe', 'possible / impossible', 'legal / illegal', 'succeed success successful / fail failure unsuccessful', 'profit / loss', 'morning / evening',
  'mandatory required compulsory obligatory / optional voluntary', 'public / private', 'cheap cheaper / expensive', 'best / worst', 'better / worse', 'import / export', 'positive / negative', 'agree / disagree',
  'complete / incomplete', 'available / unavailable', 'confirm / deny', 'support / oppose', 'alive / dead', 'full / empty', 'wet / dry', 'fast quick / slow', 'strong / weak', 'rich / poor', 'guilty / innocent',
  'maximum most / minimum least', 'above over / below under', 'before / after', 'first / last', 'hire hired / dismiss fire fired', 'love like / hate dislike', 'healthy / sick ill', 'up / down', 'large big / small little',
  'old / new', 'expand extend lengthen / reduce shorten', 'known / unknown', 'permanent / temporary', 'heavy / light', 'avoid / prefer', 'working repaired fixed / broken', 'cancel cancelled postpone / confirm',
  'upstairs / downstairs', 'male men man / female women woman', 'major / minor', 'upper / lower', 'daily / weekly / monthly / yearly',
];

/** The same for languages whose words are not stemmed as English ones. */
const OPPOSITES_OF: Readonly<Record<string, readonly string[]>> = {
  en: OPPOSITES,
  de: [
    'offen geöffnet öffnet / geschlossen schließt gesperrt', 'gestiegen steigt stieg gewachsen wächst zugenommen erhöht / gesunken sinkt sank gefallen fällt abgenommen verringert', 'mehr / weniger', 'höher / niedriger', 'beginnt begann / endet endete', 'gewonnen gewann / verloren verlor', 'erlaubt gestattet / verboten untersagt', 'früher / später', 'vor / nach', 'immer / nie niemals',
    'möglich / unmöglich', 'öffentlich / privat', 'kostenlos / kostenpflichtig', 'angenommen / abgelehnt', 'kaufen kauft kaufte / verkaufen verkauft verkaufte', 'größer / kleiner', 'erste ersten / letzte letzten', 'sicher / gefährlich', 'warm heiß / kalt', 'neu neue neuen / alt alte alten', 'links / rechts', 'oben / unten', 'nördlich / südlich', 'östlich / westlich',
  ],
  fr: [
    'ouvert ouverte ouverts ouvertes ouvre / fermé fermée fermés fermées ferme', 'augmenté augmente monté monte hausse / diminué diminue baissé baisse', 'plus / moins', 'commence commencé / finit fini terminé termine', 'gagné gagne / perdu perd', 'permis permise autorisé autorisée / interdit interdite défendu', 'avant / après', 'toujours / jamais', 'possible / impossible', 'public publique / privé privée', 'gratuit gratuite / payant payante',
    'accepté accepte / refusé refuse', 'acheté achète / vendu vend', 'premier première / dernier dernière', 'chaud chaude / froid froide', 'nouveau nouvelle / ancien ancienne', 'gauche / droite', 'nord / sud', 'est / ouest', 'grand grande / petit petite', 'tôt / tard',
  ],
  es: [
    'abierto abierta abiertos abiertas abre / cerrado cerrada cerrados cerradas cierra', 'subido sube subió aumentado aumenta aumentó crecido crece / bajado baja bajó disminuido disminuye disminuyó', 'más / menos', 'empieza empezó comienza / termina terminó acaba', 'ganado gana ganó / perdido pierde perdió', 'permitido permitida / prohibido prohibida', 'antes / después', 'siempre / nunca', 'posible / imposible', 'público pública / privado privada', 'gratis gratuito gratuita / pago',
    'aceptado acepta aceptó / rechazado rechaza rechazó', 'comprado compra compró / vendido vende vendió', 'primero primera / último última', 'caliente / frío fría', 'nuevo nueva / viejo vieja antiguo antigua', 'izquierda / derecha', 'norte / sur', 'este / oeste', 'grande / pequeño pequeña', 'temprano / tarde',
  ],
};

const known = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();

/** Stems with the stems of their opposites. */
function oppositesIn(language: string): ReadonlyMap<string, ReadonlySet<string>> {
  const made = known.get(language);
  if (made) return made;
  const opposites = new Map<string, ReadonlySet<string>>();
  for (const group of OPPOSITES_OF[language] ?? []) {
    const sides = group.split(' / ').map((side) => side.split(' ').map((word) => stemOf(word, language)));
    for (const side of sides) {
      const others = sides.filter((one) => one !== side).flat();
      for (const word of side) opposites.set(word, new Set([...(opposites.get(word) ?? []), ...others]));
    }
  }
  known.set(language, opposites);
  return opposites;
}

/** Pairs whose sides may be exchanged together with their objects: "A before B" says "B after A". */
const DIRECTIONAL = new Set(['before', 'after', 'more', 'less', 'fewer', 'abov', 'over', 'below', 'under', 'left', 'right', 'first', 'last', 'with', 'high', 'higher', 'low', 'lower', 'better', 'wors', 'earlier', 'later'].map((word) => stemOf(word)));

function rawStems(text: string, language: string): string[] {
  return (normalizeText(text).replace(/\bout of (?:order|service|action)\b/g, 'broken').match(/[\p{L}']+/gu) ?? []).map((word) => stemOf(word, language));
}

/** Stems and their opposites: whatever a statement about the same thing may use. */
export function withOpposites(stems: ReadonlySet<string>, language = 'en'): ReadonlySet<string> {
  return new Set([...stems].flatMap((stem) => [stem, ...(oppositesIn(language).get(stem) ?? [])]));
}

/** Number of negating words. */
export function countNegations(text: string): number {
  return (normalizeText(text).replace(NO_NEGATION, ' ').replace(/\bneither\b([^.]*)\bnor\b/g, 'neither$1').match(NEGATOR) ?? []).length;
}

const SUBORDINATOR = '(?:if|when|whenever|unless|because|although|though|while|whereas|since|once|until|till|who|which|where|so|but)';
/** Where a part of a sentence begins that is true or false by itself. Members of a list stay together: what negates the first negates all. */
const SCOPE_BREAK = new RegExp(`\\s*[;:]\\s+|\\s+[–—]\\s+|,?\\s+(?=(?:and |or |but )?${SUBORDINATOR}\\b)|,\\s+(?=(?:and|or)\\s+(?:the|an?|it|he|she|they|we|you|i|there|this|that|these|those|his|her|its|their|our|my|your)\\b)`, 'iu');
const SUBORDINATE = new RegExp(`^(?:and |or |but )?${SUBORDINATOR}\\b`, 'i');

/** Parts of a text with a negation of their own: clauses, and what follows the comma behind one that another depends on. */
function scopesOf(text: string): string[] {
  return text.split(SCOPE_BREAK).flatMap((part) => {
    const at = SUBORDINATE.test(part) ? part.search(/,\s/) : -1;
    return at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)];
  });
}

/** The parts of a text that speak of what another text speaks of; a part that shares less with it than another part, and nothing besides, says something else. */
function speakingOf(text: string, other: string, language: string): string {
  const scopes = scopesOf(text);
  if (scopes.length === 1) return text;
  const wanted = withOpposites(new Set(contentStems(other, language)), language);
  const shared = scopes.map((scope) => new Set(contentStems(scope, language).filter((stem) => wanted.has(stem))));
  const isWithin = (one: ReadonlySet<string>, whole: ReadonlySet<string>): boolean => one.size < whole.size && [...one].every((stem) => whole.has(stem));
  const kept = scopes.filter((_, index) => shared.every((whole) => !isWithin(shared[index] ?? new Set(), whole)));
  return kept.join(', ');
}

export interface PolarityFlip {
  /** The words that turn the meaning round, as stems: "open" against "close", or "negation". */
  readonly claim: string;
  readonly source: string;
}

/**
 * The flip that makes `claim` say the opposite of `source`, or undefined. Both are taken to speak of the same thing, and only
 * the clauses that do are compared: a condition beside them may well be negated. Two flips ("not open" for "closed") cancel out.
 */
export function polarityFlip(whole: string, wholeSource: string, language = 'en'): PolarityFlip | undefined {
  const [claim, source] = [speakingOf(whole, wholeSource, language), speakingOf(wholeSource, whole, language)];
  const flips: PolarityFlip[] = [];
  const negations = countNegations(claim) - countNegations(source);
  if (negations % 2 !== 0) flips.push(negations > 0 ? { claim: 'negated', source: 'not negated' } : { claim: 'not negated', source: 'negated' });
  const own = rawStems(claim, language);
  const theirs = rawStems(source, language);
  const ownSet = new Set(own);
  const theirSet = new Set(theirs);
  for (const stem of ownSet) {
    if (theirSet.has(stem)) continue;
    const opposite = [...(oppositesIn(language).get(stem) ?? [])].find((word) => theirSet.has(word) && !ownSet.has(word));
    if (opposite === undefined) continue;
    if (DIRECTIONAL.has(stem) && own[own.indexOf(stem) + 1] !== theirs[theirs.indexOf(opposite) + 1] && !sameTail(own, stem, theirs, opposite)) continue;
    flips.push({ claim: stem, source: opposite });
    break;
  }
  return flips.length === 1 ? flips[0] : undefined;
}

/** "X instead of Y" against "Y instead of X". */
export function contrastIsTurned(claim: string, source: string): boolean {
  const marker = /\b(?:instead of|rather than)\s+(?:the |a |an )?([\p{L}-]+)/u;
  const [own, theirs] = [claim, source].map((text) => marker.exec(normalizeText(text)));
  if (!own || !theirs) return false;
  const refused = stemOf(own[1] ?? '');
  return refused !== stemOf(theirs[1] ?? '') && rawStems(source.slice(0, theirs.index), 'en').includes(refused);
}

/** True when one of the three words behind the marker is the same in both. */
function sameTail(own: readonly string[], stem: string, theirs: readonly string[], opposite: string): boolean {
  const after = (words: readonly string[], word: string): string[] => words.slice(words.indexOf(word) + 1, words.indexOf(word) + 4).filter((one) => one.length > 3);
  const tail = after(theirs, opposite);
  return after(own, stem).some((word) => tail.includes(word));
}
