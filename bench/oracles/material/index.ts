/** Texts that cases are made of: templates, prose in the public domain, and texts in four languages. */
import type { Half } from '../case.js';
import { DEVELOPMENT_TEMPLATES } from './templates-development.js';
import { HELD_BACK_TEMPLATES } from './templates-held-back.js';
import type { Template } from './template.js';

export { parallelText, type ParallelText, type TranslatedLanguage } from './parallel.js';
export { passagesOf, type Passage } from './prose.js';
export { retoldText, type Retold, type RetoldText, type Telling } from './retold.js';
export { fill, honest, withExchange, withInvention, withWrongSlot, type Filled, type Planted, type Template } from './template.js';

/** The templates of a half. */
export function templatesOf(half: Half): readonly Template[] {
  return half === 'development' ? DEVELOPMENT_TEMPLATES : HELD_BACK_TEMPLATES;
}
