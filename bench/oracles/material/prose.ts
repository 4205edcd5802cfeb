import type { Half } from '../case.js';

/** A passage in the public domain, sentence by sentence. */
export interface Passage {
  readonly language: string;
  /** Author and work. */
  readonly from: string;
  readonly half: Half;
  readonly sentences: readonly string[];
}

/** Real prose in four languages; other works in each half. */
export const PASSAGES: readonly Passage[] = [
  {
    language: 'en', half: 'development', from: 'Abraham Lincoln, Gettysburg Address, 1863',
    sentences: [
      'Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and dedicated to the proposition that all men are created equal.',
      'Now we are engaged in a great civil war, testing whether that nation, or any nation so conceived and so dedicated, can long endure.',
      'We are met on a great battle-field of that war.',
      'We have come to dedicate a portion of that field, as a final resting place for those who here gave their lives that that nation might live.',
      'It is altogether fitting and proper that we should do this.',
      'The world will little note, nor long remember what we say here, but it can never forget what they did here.',
    ],
  },
  {
    language: 'en', half: 'development', from: 'Mark Twain, The Adventures of Tom Sawyer, 1876',
    sentences: [
      'Tom appeared on the sidewalk with a bucket of whitewash and a long-handled brush.',
      'He surveyed the fence, and all gladness left him and a deep melancholy settled down upon his spirit.',
      'Thirty yards of board fence nine feet high.',
      'Life to him seemed hollow, and existence but a burden.',
      'Sighing, he dipped his brush and passed it along the topmost plank.',
      'He began to think of the fun he had planned for this day, and his sorrows multiplied.',
    ],
  },
  {
    language: 'en', half: 'development', from: 'Charles Dickens, A Tale of Two Cities, 1859',
    sentences: [
      'There were a king with a large jaw and a queen with a plain face, on the throne of England.',
      'There were a king with a large jaw and a queen with a fair face, on the throne of France.',
      'It was the Dover road that lay, on a Friday night late in November, before the first of the persons with whom this history has business.',
      'There was a steaming mist in all the hollows, and it had roamed in its forlornness up the hill, like an evil spirit, seeking rest and finding none.',
      'Two other passengers, besides the one, were plodding up the hill by the side of the mail.',
    ],
  },
  {
    language: 'en', half: 'held-back', from: 'Jane Austen, Pride and Prejudice, 1813',
    sentences: [
      'It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.',
      'Mr. Bennet was among the earliest of those who waited on Mr. Bingley.',
      'He had always intended to visit him, though to the last always assuring his wife that he should not go.',
      'Not all that Mrs. Bennet, however, with the assistance of her five daughters, could ask on the subject, was sufficient to draw from her husband any satisfactory description of Mr. Bingley.',
      'Mr. Bingley was good-looking and gentlemanlike; he had a pleasant countenance, and easy, unaffected manners.',
      'The evening altogether passed off pleasantly to the whole family.',
    ],
  },
  {
    language: 'en', half: 'held-back', from: 'Herman Melville, Moby-Dick, 1851',
    sentences: [
      'Some years ago, having little or no money in my purse, and nothing particular to interest me on shore, I thought I would sail about a little and see the watery part of the world.',
      'It is a way I have of driving off the spleen and regulating the circulation.',
      'This is my substitute for pistol and ball.',
      'There is nothing surprising in this.',
      'I stuffed a shirt or two into my old carpet-bag, tucked it under my arm, and started for Cape Horn and the Pacific.',
      'It was a Saturday night in December.',
    ],
  },
  {
    language: 'en', half: 'held-back', from: 'Thomas Jefferson and others, Declaration of Independence, 1776',
    sentences: [
      'We hold these truths to be self-evident, that all men are created equal, that they are endowed by their Creator with certain unalienable Rights.',
      'Prudence, indeed, will dictate that Governments long established should not be changed for light and transient causes.',
      'He has refused his Assent to Laws, the most wholesome and necessary for the public good.',
      'He has dissolved Representative Houses repeatedly, for opposing with manly firmness his invasions on the rights of the people.',
      'He has kept among us, in times of peace, Standing Armies without the Consent of our legislatures.',
      'Nor have We been wanting in attentions to our British brethren.',
    ],
  },
  {
    language: 'de', half: 'development', from: 'Franz Kafka, Die Verwandlung, 1915',
    sentences: [
      'Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt.',
      'Er lag auf seinem panzerartig harten Rücken und sah, wenn er den Kopf ein wenig hob, seinen gewölbten, braunen Bauch.',
      'Es war kein Traum.',
      'Sein Zimmer, ein richtiges, nur etwas zu kleines Menschenzimmer, lag ruhig zwischen den vier wohlbekannten Wänden.',
      'Gregors Blick richtete sich dann zum Fenster, und das trübe Wetter machte ihn ganz melancholisch.',
    ],
  },
  {
    language: 'de', half: 'held-back', from: 'Brüder Grimm, Kinder- und Hausmärchen, 1812',
    sentences: [
      'Es hatte ein Mann einen Esel, der schon lange Jahre die Säcke unverdrossen zur Mühle getragen hatte, dessen Kräfte aber nun zu Ende gingen.',
      'Da dachte der Herr daran, ihn aus dem Futter zu schaffen, aber der Esel merkte, dass kein guter Wind wehte, lief fort und machte sich auf den Weg nach Bremen.',
      'Vor einem großen Walde wohnte ein armer Holzhacker mit seiner Frau und seinen zwei Kindern.',
      'Das Bübchen hieß Hänsel und das Mädchen Gretel.',
      'Es war einmal mitten im Winter, und die Schneeflocken fielen wie Federn vom Himmel herab.',
    ],
  },
  {
    language: 'fr', half: 'development', from: 'Jules Verne, Le Tour du monde en quatre-vingts jours, 1873',
    sentences: [
      'En l’année 1872, la maison portant le numéro 7 de Saville-row était habitée par Phileas Fogg.',
      'Phileas Fogg était membre du Reform-Club, et voilà tout.',
      'On ne lui connaissait ni femme ni enfants, ce qui peut arriver aux gens les plus honnêtes.',
      'Avait-il voyagé ?',
      'C’était probable, car personne ne possédait mieux que lui la carte du monde.',
      'Il parlait aussi peu que possible, et semblait d’autant plus mystérieux qu’il était silencieux.',
    ],
  },
  {
    language: 'fr', half: 'held-back', from: 'Déclaration des droits de l’homme et du citoyen, 1789; Victor Hugo, Les Misérables, 1862',
    sentences: [
      'Les hommes naissent et demeurent libres et égaux en droits.',
      'La liberté consiste à pouvoir faire tout ce qui ne nuit pas à autrui.',
      'Nul homme ne peut être accusé, arrêté ni détenu que dans les cas déterminés par la loi.',
      'En 1815, M. Charles-François-Bienvenu Myriel était évêque de Digne.',
      'C’était un vieillard d’environ soixante-quinze ans qui occupait le siège de Digne depuis 1806.',
    ],
  },
  {
    language: 'es', half: 'development', from: 'Miguel de Cervantes, Don Quijote de la Mancha, 1605',
    sentences: [
      'En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza en astillero, adarga antigua, rocín flaco y galgo corredor.',
      'Tenía en su casa una ama que pasaba de los cuarenta, y una sobrina que no llegaba a los veinte.',
      'Frisaba la edad de nuestro hidalgo con los cincuenta años; era de complexión recia, seco de carnes, enjuto de rostro, gran madrugador y amigo de la caza.',
      'Llenósele la fantasía de todo aquello que leía en los libros.',
    ],
  },
  {
    language: 'es', half: 'held-back', from: 'La vida de Lazarillo de Tormes, 1554; Gustavo Adolfo Bécquer, El monte de las ánimas, 1861',
    sentences: [
      'Mi nacimiento fue dentro del río Tormes, por la cual causa tomé el sobrenombre.',
      'Mi viuda madre, como sin marido y sin abrigo se viese, determinó arrimarse a los buenos.',
      'La noche de difuntos me despertó a no sé qué hora el doble de las campanas.',
      'Su tañido monótono y eterno me trajo a las mientes esta tradición que oí hace poco en Soria.',
      'Intenté dormir de nuevo, pero me fue imposible.',
    ],
  },
];

/** The passages of a half, in one language or in all. */
export function passagesOf(half: Half, language?: string): Passage[] {
  return PASSAGES.filter((passage) => passage.half === half && (language === undefined || passage.language === language));
}
