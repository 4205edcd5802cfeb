import { CRUMBLE_RECIPE, GASTROSCOPY_LEAFLET, LANDLORD_MAIL } from '../../documents/fourth/home.js';
import type { LoopTask } from '../../task.js';
import { day } from '../../truth/text.js';
import { between, listed, rewriting, within } from '../rewrite.js';
import { paragraphWith, translation } from '../translate.js';

export const rewritings: readonly LoopTask[] = [
  rewriting({ id: 'landlord-notice', source: LANDLORD_MAIL, goal: 'Make a short notice for the front door of this, at most 80 words.', plan: within('Make a short notice for the front door of this.', 80), form: { maxWords: 80 }, also: ['0', '16'],
    kept: { 'the boiler': /boiler/i, 'from when': day(9, 'February', '02'), 'no hot water': /hot water/i, 'no heating': /(?<!Pike )heating/i, 'that somebody must get into the flats': /engineer|every flat|each flat|all flats|access|radiator|\bkeys?\b|flats? (?:5|1)\b/i },
    wrong: { 'no cold water': /no (?:hot (?:or|and|nor) cold|cold|running|tap) water|\bno water\b|without (?:cold )?water\b/i, 'flats swapped': /\b5 ?(?:to|-) ?8[^.;\d]{0,20}\b1(?: ?pm)? ?(?:and|to|until|-) ?4|\b1 ?(?:to|-) ?4\b(?! ?pm)[^.;,\d]{0,20}\b9 ?(?:am|[:.]00)?\b/i, 'no heating until Wednesday': /heating(?:(?!hot water|\bback\b|again|return|restor|resum|\bkeys?\b)[^.;,])*Wednesday/i, 'more rent': /rent (?:goes up|is raised|rises|increases|will rise)|£?40 (?:more|extra)/i, 'another day in the flats': /(?:radiators|access|enter|into (?:every|each|all|the) flats?)[^.;\d]{0,25}\bon (?:Monday|Wednesday|Thursday)/i, 'the key to somebody else': /keys?[^.;]{0,20} with (?:Mr |Mrs |Ms )?(?!Mr|Osei)[A-Z]\w+/ } }),
  rewriting({ id: 'crumble-steps', source: between(CRUMBLE_RECIPE, 'Heat the oven', 'You can prepare'), goal: 'Turn this into a numbered list of six steps.', plan: listed('Put this text into a numbered list of steps.', 'numbered', 6), form: { numbered: 6 },
    kept: { 'how hot': /\b190\b/, 'with fan': /\b170\b/, 'peeled and cut': /peel/i, 'how big the pieces are': /\b2 ?cm|two (?:cm|centimet)/i, cinnamon: /cinnamon/i, 'flour, salt and butter': /flour.*butter|butter.*flour/i, oats: /\boats\b/i, 'not to be pressed': /(?:not|n't|without|never|no|avoid)\b[^.;]{0,12}press|loosely/i, 'how long it bakes': /\b(?:40|forty) min/i, foil: /\bfoil\b/i, 'how long it stands': /\b(?:10|ten) min/i },
    wrong: { 'temperatures swapped': /190 ?(?:°|degrees)? ?C?(?: in a| with a| with| \()+ ?fan|170 ?(?:°|degrees)? ?C? (?:without|no) (?:a )?fan/i, 'pressed down': /(?<!\b(?:not|n't|never|without|avoid)\b[^.;]{0,12})press(?:ing)? (?:it|the crumble|firmly)(?: \w+)? down/i, 'oats at the wrong place': /(?:mix|toss)[^.;]{0,20}apples[^.;]*\boats/i } }),
];

export const AFTERWARDS = paragraphWith(GASTROSCOPY_LEAFLET, 'After: Do not eat');

/** "Pendant 1 heure" is no new number where the source has "for an hour". */
const anHour = (task: LoopTask): LoopTask => ({ ...task, truth: (delivered, bench) => task.truth({ ...delivered, text: delivered.text.replace(/\b1 (?=heure)/g, 'une ') }, bench) });

/** Of every sentence something stands among the facts, so that none can be left out. */
export const translations: readonly LoopTask[] = [
  anHour(translation('afterwards', AFTERWARDS, 'French', 'fr', {
    'not for an hour': /(?:une|1) (?:bonne )?h(?:eure)?(?![a-z])/i, 'nothing to eat': /mang|nourriture|aliment/i, 'nothing to drink': /b(?:oire|oy|uv|oi[rst])|boisson|liquide/i, 'not': /(?:^|[^a-zà-ÿ])(?:ne|n'|rien|pas|ni|évit)/i, 'the throat is numb': /gorge[^.;]{0,40}(?:engourdi|insensi|anesth|endorm)|(?:engourdi|insensi|anesth|endorm)[^.;]{0,30}gorge/i, 'a sip': /gorgée|petite? (?:peu|quantité|verre)|un peu/i, 'cold water': /eau (?:très |bien )?(?:froide|fraîche)/i,
    'a sore throat': /gorge[^.]{0,60}(?:mal|douloureu|irrit|sensible|endolori)|mal (?:à|de) (?:la )?gorge|(?:douleur|irritation)s?[^.]{0,25}gorge/i, 'the next day': /lendemain|jour (?:suivant|d'après)|prochain jour/i, 'the emergency department': /urgence/i, 'at once': /immédiatement|tout de suite|aussitôt|sans (?:attendre|délai|tarder)|de suite/i, 'strong pain': /(?:fort|intens|violent|sévèr|important|vi[fv])\p{L}* [^.]{0,15}(?:douleur|mal)|douleurs? [^.]{0,35}(?:fort|intens|violent|sévèr|important|vi[fv])|très mal/iu, 'in the belly': /ventre|abdom|estomac/i, 'vomiting blood': /vom[^.;,]{0,20}sang|sang[^.;,]{0,20}vom/i, 'black stools': /(?:selles|excréments|fèces)[^.;,]{0,25}noir|noir[^.;,]{0,15}(?:selles|excréments|fèces)/i,
  })),
];
