import type { Half } from '../case.js';
import { dayIn } from './slots.js';
import type { Random } from '../random.js';

/** A sentence in four languages. `{n}`-like slots are filled alike, dates in each language's own way. */
interface ParallelSentence {
  readonly en: string;
  readonly de: string;
  readonly fr: string;
  readonly es: string;
}

export type TranslatedLanguage = keyof ParallelSentence;

/** What a set of parallel sentences looks like when its slots are filled. */
export interface ParallelText {
  sentences(language: TranslatedLanguage, changed?: Readonly<Record<string, string>>): string[];
  /** The slots that the text has. */
  readonly slots: readonly string[];
}

const TEXTS: readonly { readonly half: Half; readonly sentences: readonly ParallelSentence[] }[] = [
  {
    half: 'development',
    sentences: [
      { en: 'The swimming pool in {town} is closed from {from} to {to}.', de: 'Das Schwimmbad in {town} ist vom {from} bis zum {to} geschlossen.', fr: 'La piscine de {town} est fermée du {from} au {to}.', es: 'La piscina de {town} está cerrada del {from} al {to}.' },
      { en: 'About {many} swimmers come here every week.', de: 'Etwa {many} Schwimmer kommen jede Woche hierher.', fr: 'Environ {many} nageurs viennent ici chaque semaine.', es: 'Unos {many} nadadores vienen aquí cada semana.' },
      { en: 'The works cost {money} euros and are led by {name}.', de: 'Die Arbeiten kosten {money} Euro und werden von {name} geleitet.', fr: 'Les travaux coûtent {money} euros et sont dirigés par {name}.', es: 'Las obras cuestan {money} euros y las dirige {name}.' },
      { en: 'A season ticket stays valid for {few} more months.', de: 'Eine Dauerkarte bleibt {few} weitere Monate gültig.', fr: 'Un abonnement reste valable {few} mois de plus.', es: 'Un abono sigue siendo válido {few} meses más.' },
      { en: 'Please leave your bicycles behind the building.', de: 'Bitte stellen Sie Ihre Fahrräder hinter dem Gebäude ab.', fr: 'Veuillez laisser vos vélos derrière le bâtiment.', es: 'Por favor, deje su bicicleta detrás del edificio.' },
      { en: 'For questions call {phone}.', de: 'Bei Fragen rufen Sie {phone} an.', fr: 'Pour toute question, appelez le {phone}.', es: 'Si tiene preguntas, llame al {phone}.' },
    ],
  },
  {
    half: 'development',
    sentences: [
      { en: '{name} was born in {town} in the year {year}.', de: '{name} wurde im Jahr {year} in {town} geboren.', fr: '{name} est née à {town} en {year}.', es: '{name} nació en {town} en el año {year}.' },
      { en: 'She wrote {many} letters to her brother, and most of them are lost.', de: 'Sie schrieb {many} Briefe an ihren Bruder, und die meisten davon sind verloren.', fr: 'Elle a écrit {many} lettres à son frère, et la plupart sont perdues.', es: 'Escribió {many} cartas a su hermano, y la mayoría se han perdido.' },
      { en: 'On {from} the museum opens a new room about her life.', de: 'Am {from} eröffnet das Museum einen neuen Raum über ihr Leben.', fr: 'Le {from}, le musée ouvre une nouvelle salle sur sa vie.', es: 'El {from} el museo abre una sala nueva sobre su vida.' },
      { en: 'The entrance fee is {few} euros.', de: 'Der Eintritt kostet {few} Euro.', fr: 'L’entrée coûte {few} euros.', es: 'La entrada cuesta {few} euros.' },
      { en: 'Her old house burned down, but the garden is still there.', de: 'Ihr altes Haus ist abgebrannt, aber der Garten ist noch da.', fr: 'Sa vieille maison a brûlé, mais le jardin est toujours là.', es: 'Su vieja casa se quemó, pero el jardín sigue allí.' },
    ],
  },
  {
    half: 'held-back',
    sentences: [
      { en: 'Dear passengers, the train to {town} leaves {many} minutes late.', de: 'Sehr geehrte Fahrgäste, der Zug nach {town} fährt {many} Minuten später ab.', fr: 'Chers voyageurs, le train pour {town} part avec {many} minutes de retard.', es: 'Estimados pasajeros, el tren a {town} sale con {many} minutos de retraso.' },
      { en: 'A tree has fallen onto the tracks after the storm.', de: 'Nach dem Sturm ist ein Baum auf die Gleise gefallen.', fr: 'Un arbre est tombé sur les rails après la tempête.', es: 'Un árbol ha caído sobre las vías después de la tormenta.' },
      { en: 'Buses run from platform {few} until {to}.', de: 'Busse fahren bis zum {to} ab Bahnsteig {few}.', fr: 'Des autobus partent du quai {few} jusqu’au {to}.', es: 'Los autobuses salen del andén {few} hasta el {to}.' },
      { en: 'Tickets that cost more than {money} euros are refunded in full.', de: 'Fahrkarten, die mehr als {money} Euro kosten, werden voll erstattet.', fr: 'Les billets qui coûtent plus de {money} euros sont entièrement remboursés.', es: 'Los billetes que cuestan más de {money} euros se devuelven por completo.' },
      { en: '{name} at the counter will help you.', de: '{name} am Schalter hilft Ihnen gerne.', fr: '{name} vous aide volontiers au guichet.', es: '{name} le ayudará en el mostrador.' },
      { en: 'You can also write to the office or call {phone}.', de: 'Sie können auch an das Büro schreiben oder {phone} anrufen.', fr: 'Vous pouvez aussi écrire au bureau ou appeler le {phone}.', es: 'También puede escribir a la oficina o llamar al {phone}.' },
    ],
  },
  {
    half: 'held-back',
    sentences: [
      { en: 'In {year} the village of {town} had only {many} inhabitants.', de: 'Im Jahr {year} hatte das Dorf {town} nur {many} Einwohner.', fr: 'En {year}, le village de {town} ne comptait que {many} habitants.', es: 'En {year} el pueblo de {town} solo tenía {many} habitantes.' },
      { en: 'Then {name} found silver in the mountains.', de: 'Dann fand {name} Silber in den Bergen.', fr: 'Puis {name} a trouvé de l’argent dans les montagnes.', es: 'Entonces {name} encontró plata en las montañas.' },
      { en: 'The first mine opened on {from} and was {money} metres deep.', de: 'Das erste Bergwerk wurde am {from} eröffnet und war {money} Meter tief.', fr: 'La première mine a ouvert le {from} et avait {money} mètres de profondeur.', es: 'La primera mina abrió el {from} y tenía {money} metros de profundidad.' },
      { en: 'Many workers fell ill because the water was bad.', de: 'Viele Arbeiter wurden krank, weil das Wasser schlecht war.', fr: 'Beaucoup d’ouvriers sont tombés malades parce que l’eau était mauvaise.', es: 'Muchos trabajadores enfermaron porque el agua era mala.' },
      { en: 'Today a small museum shows {few} of their tools.', de: 'Heute zeigt ein kleines Museum {few} ihrer Werkzeuge.', fr: 'Aujourd’hui, un petit musée montre {few} de leurs outils.', es: 'Hoy un pequeño museo muestra {few} de sus herramientas.' },
    ],
  },
];

const NAMES = ['Clara Brandt', 'Omar Castillo', 'Ines Moreau', 'Tessa Okafor', 'Walter Jansen', 'Greta Lindqvist'];
const TOWNS = ['Calder', 'Granton', 'Ravenna', 'Tilbury', 'Oakham', 'Penrose'];

/** A parallel text of a half with its slots filled. */
export function parallelText(half: Half, random: Random): ParallelText {
  const { sentences } = random.pick(TEXTS.filter((text) => text.half === half));
  const day = (): readonly [number, number] => [random.integer(2, 28), random.integer(0, 11)];
  const [from, to] = [day(), day()];
  const values = {
    town: random.pick(TOWNS), name: random.pick(NAMES), many: String(random.integer(21, 940)), few: String(random.integer(13, 20)), money: String(random.integer(21, 960)),
    year: String(random.integer(1790, 1935)), phone: `555-0${random.integer(100, 199)}`, from: from.join('/'), to: to.join('/'),
  };
  return {
    slots: Object.keys(values).filter((slot) => sentences.some(({ en }) => en.includes(`{${slot}}`))),
    sentences: (language, changed = {}) => {
      const filled: Record<string, string> = { ...values, ...changed };
      return sentences.map((sentence) => sentence[language].replace(/\{(\w+)\}/g, (_, slot: string) => inLanguage(filled[slot] ?? '', language)));
    },
  };
}

/** `3/11` (day, month from 0) as a date of the language. */
function inLanguage(value: string, language: string): string {
  const [, day, month] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  return day === undefined ? value : dayIn(language, Number(day), Number(month));
}
