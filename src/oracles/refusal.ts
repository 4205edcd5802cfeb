/** What a language model is given and says that it lacks or cannot handle. */
const MATERIAL = 'text|article|document|file|image|picture|photo|video|clip|audio|recording|attachment|link|url|page|website|web ?site|content|request|question|task|input|internet|web';
/** What it says that it cannot do. Acts of people ("come", "pay") are not among them. */
const ACTS = 'help|assist|provide|access|view|see|open|browse|visit|watch|hear|listen|read|look|process|summari[sz]e|translate|transcribe|describe|analy[sz]e|fulfil|fulfill|comply|complete|answer|generate|continue|directly';
const CANNOT = '(?:cannot|can not|can\'t|won\'t be able to|will not be able to|am (?:unable|not able) to|\'m (?:unable|not able) to)';
/** What follows an act when it is an excuse: the material, "with that", or nothing. People who "cannot see the sea" go on otherwise. */
const EXCUSED = `(?=[^.!?]{0,40}\\b(?:${MATERIAL})s?\\b| (?:you )?with (?:this|that|it)\\b| directly\\b|\\s*[.!]?$)`;

/** What a writer excuses himself from: an act of his, "that", or the material. */
const EXCUSED_THING = `(?:(?:helping|assisting|providing|accessing|viewing|opening|browsing|visiting|watching|hearing|listening|reading|looking|processing|summari[sz]ing|translating|transcribing|describing|analy[sz]ing|answering|generating|completing)(?: [\\w'-]+){0,5}|that|this|it|(?:this|that|the|your) (?:${MATERIAL})s?)`;
const FIRST_PERSON_CAN = '(?:i can|i could|(?:i am|i\'m) able|(?:i am|i\'m|i was) (?:built|made|designed|allowed))';

/** Excuses in the first person and in the words of an assistant, in English, German, French and Spanish. */
const EXCUSES: readonly RegExp[] = [
  // "As an AI", "I'm just a language model"
  /\b(?:as|i'm|i am|being)(?: (?:just|only|merely))? an? (?:[\w-]+ )?(?:ai|artificial intelligence|(?:large )?language model|chat ?bot|(?:ai|virtual|digital) assistant)\b/,
  new RegExp(`\\bi ?(?:\\w+ )?${CANNOT} (?:${ACTS})\\b${EXCUSED}`),
  new RegExp(`\\band can't (?:${ACTS})\\b.{0,20}\\b(?:${MATERIAL})s?\\b`),
  new RegExp(`\\bi (?:\\w+ )?(?:don't|do not) (?:\\w+ )?(?:have (?:access|the ability|the capability|any way)|see (?:an?|any|the) (?:${MATERIAL}))\\b`),
  new RegExp(`\\bi have no (?:access|way|means|possibility) (?:to|of)\\b.{0,30}\\b(?:${MATERIAL})s?\\b`),
  // "No text was provided", "the article seems to be missing"
  new RegExp(`\\bno (?:${MATERIAL})s? (?:was|were|is|has been|have been) (?:provided|given|attached|included|shared|supplied|uploaded)\\b`),
  new RegExp(`\\bthe (?:${MATERIAL}) (?:seems|appears) to be (?:missing|empty)\\b`),
  new RegExp(`\\b(?:you (?:forgot|have forgotten) to|you didn't|you did not|you haven't) (?:include|attach|provide|share|upload|paste)\\b`),
  new RegExp(`\\b(?:please|could you|can you)(?: \\w+)? (?:provide|share|upload|paste|attach)(?: me)?(?: with)? (?:(?:it|them)(?: (?:here|again|so)\\b|\\s*[.?!]|$)|(?:the|your|an?|more) (?:\\w+ )?(?:${MATERIAL}|context)\\b)`),
  /\bthere is no (?:text|article|document|image|picture|video|audio|file) to (?:summari[sz]e|translate|describe|read|transcribe|analy[sz]e)\b/,
  // "That goes beyond what I can do", "reading files is not something I can do", "I must decline to describe the photo"
  new RegExp(`\\b${EXCUSED_THING}(?: \\w+)? (?:exceeds?|(?:is|are|goes|lies|falls)(?: \\w+)? (?:beyond|outside)(?: of)?) (?:what ${FIRST_PERSON_CAN}|my (?:[\\w-]+ )?(?:abilities|capabilities|scope|remit))\\b`),
  new RegExp(`\\b${EXCUSED_THING}(?: \\w+)? (?:is|are)(?:n't| not) (?:something|anything|a thing|what)(?: that)? ${FIRST_PERSON_CAN}(?: to)? (?:do|for|${ACTS})\\b`),
  new RegExp(`\\bi (?:must|have to|need to|will have to) (?:\\w+ )?(?:decline|refuse) to (?:${ACTS})\\b${EXCUSED}`),
  /\bi have nothing to (?:process|summari[sz]e|translate|transcribe|describe|analy[sz]e)\b/,
  new RegExp(`\\bi(?: am|'m) not (?:\\w+ )?(?:in a position|equipped|designed|built|allowed|permitted) to (?:${ACTS})\\b${EXCUSED}`),
  // German, French, Spanish
  /\b(?:das|dies|dieser|diese|dieses|die|der)(?: [\p{L}]+){0,3} (?:liegt|übersteigt|überschreitet|geht)(?: [\p{L}]+){0,2} (?:außerhalb meiner|meine|über meine) (?:fähigkeiten|möglichkeiten|kompetenzen?)|\b(?:ist (?:es )?mir|mir ist es) (?:leider )?nicht möglich, (?:[\p{L}]+ ){0,5}zu (?:beantworten|lesen|öffnen|sehen|helfen|erfüllen|bearbeiten|übersetzen)|\bich bin (?:leider )?nicht in der lage, (?:[\p{L}]+ ){0,5}zu (?:beantworten|lesen|öffnen|sehen|helfen|erfüllen|bearbeiten|übersetzen)/u,
  /\b(?:il m'est|m'est) (?:malheureusement )?impossible (?:de |d')(?:accéder|ouvrir|lire|voir|regarder|écouter|aider|vous aider|répondre|traiter|traduire|résumer)|\b(?:dépasse|au-delà de|en dehors de|hors de) mes (?:capacités|compétences|possibilités)/u,
  /\b(?:fuera de|supera|más allá de|excede) mis (?:capacidades|posibilidades|competencias)|\bme (?:es|resulta) imposible (?:ayudar|acceder|abrir|ver|leer|escuchar|responder|procesar|traducir|resumir)/u,
  /\bals (?:ki|künstliche intelligenz|sprachmodell)\b|\bich (?:kann|konnte) (?:[\p{L}]+ ){0,6}nicht (?:beantworten|lesen|öffnen|sehen|helfen|erfüllen|bearbeiten|ansehen|anhören|übersetzen|zusammenfassen)|\bkann ich (?:[\p{L}]+ ){0,6}nicht (?:beantworten|lesen|öffnen|sehen|helfen|erfüllen|bearbeiten|ansehen|anhören|übersetzen|zusammenfassen)|\bich habe keinen zugriff\b/u,
  /\b(?:en tant qu'|je suis une? )(?:ia|intelligence artificielle|modèle de langage|assistant)|\bje (?:ne peux pas|ne suis pas en mesure de|ne suis pas capable de|n'ai pas) (?:accès|accéder|ouvrir|lire|voir|regarder|écouter|aider|répondre|traiter|traduire|résumer)/u,
  /\bcomo (?:modelo de lenguaje|una? (?:ia|inteligencia artificial)|modelo|asistente virtual)\b|\bno (?:puedo|soy capaz de|me es posible) (?:ayudar|acceder|abrir|ver|leer|escuchar|responder|procesar|traducir|resumir)|\bno tengo acceso\b/u,
];

/** The first words of a text (normalised, lower case) that are an excuse of a language model, or undefined. */
export function excuseIn(text: string): string | undefined {
  return EXCUSES.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}
