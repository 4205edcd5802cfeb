/** The package brings no types: one array of lower-case stop words for each language, named by ISO 639-3 code. */
declare module 'stopword' {
  type Words = readonly string[];
  export const ara: Words, ces: Words, dan: Words, deu: Words, ell: Words, eng: Words, fin: Words, fra: Words, hun: Words, ita: Words;
  export const nld: Words, nob: Words, pol: Words, por: Words, ron: Words, rus: Words, spa: Words, swe: Words, tur: Words, ukr: Words;
}
