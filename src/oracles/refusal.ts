/** What a language model is given and says that it lacks or cannot handle. */
const MATERIAL = 'text|article|document|file|image|picture|photo|video|clip|audio|recording|attachment|link|url|page|website|web ?site|content|request|question|task|input|internet|web';
/** What it says that it cannot do. Acts of people ("come", "pay") are not among them. */
const ACTS = 'help|assist|provide|access|view|see|open|browse|visit|watch|hear|listen|read|look|process|summari[sz]e|translate|transcribe|describe|analy[sz]e|fulfil|fulfill|comply|complete|answer|generate|continue|directly';
const CANNOT = '(?:cannot|can not|can\'t|won\'t be able to|will not be able to|am (?:unable|not able) to|\'m (?:unable|not able) to)';
/** What follows an act when it is an excuse: the material, "with that", or nothing. People who "cannot see the sea" go on otherwise. */
const EXCUSED = `(?=[^.!?]{0,40}\\b(?:${MATERIAL})s?\\b| (?:you )?with (?:this|that|it)\\b| directly\\b|\\s*[.!]?$)`;

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
  // German, French, Spanish
  /\bals (?:ki|künstliche intelligenz|sprachmodell)\b|\bich (?:kann|konnte) (?:[\p{L}]+ ){0,6}nicht (?:beantworten|lesen|öffnen|sehen|helfen|erfüllen|bearbeiten|ansehen|anhören|übersetzen|zusammenfassen)|\bkann ich (?:[\p{L}]+ ){0,6}nicht (?:beantworten|lesen|öffnen|sehen|helfen|erfüllen|bearbeiten|ansehen|anhören|übersetzen|zusammenfassen)|\bich habe keinen zugriff\b/u,
  /\b(?:en tant qu'|je suis une? )(?:ia|intelligence artificielle|modèle de langage|assistant)|\bje (?:ne peux pas|ne suis pas en mesure de|ne suis pas capable de|n'ai pas) (?:accès|accéder|ouvrir|lire|voir|regarder|écouter|aider|répondre|traiter|traduire|résumer)/u,
  /\bcomo (?:modelo de lenguaje|una? (?:ia|inteligencia artificial)|modelo|asistente virtual)\b|\bno (?:puedo|soy capaz de|me es posible) (?:ayudar|acceder|abrir|ver|leer|escuchar|responder|procesar|traducir|resumir)|\bno tengo acceso\b/u,
];

/** The first words of a text (normalised, lower case) that are an excuse of a language model, or undefined. */
export function excuseIn(text: string): string | undefined {
  return EXCUSES.map((pattern) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}
