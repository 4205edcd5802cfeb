/** Taking in what a user names: files are checked and measured by their bytes, addresses by their rules. */
export { sha256OfFile } from './hash.js';
export { InputLimits } from './limits.js';
export { openInput, type Input, type InputFile, type InputUrl, type OpenOptions } from './open.js';
export { decodeText, readTextFile, type TextEncoding } from './text.js';
export { checkReachable, checkUrl, looksLikeUrl, type UrlRules } from './url.js';
