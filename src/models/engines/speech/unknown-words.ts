import { loadPronouncer, type Pronouncer } from './pronounce/index.js';
/** tmp */
export function pronouncerFor(_text: string): Promise<Pronouncer> {
  return loadPronouncer();
}
