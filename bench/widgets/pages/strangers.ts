import type { WidgetPage } from '../widget.js';
import { STRANGERS_EASY } from './strangers-easy.js';
import { STRANGERS_HARD } from './strangers-hard.js';
import { STRANGERS_MIDDLE } from './strangers-middle.js';
import { STRANGERS_PAIRS } from './strangers-pairs.js';

/** Pages in the styles of today's web with goals in the words of ordinary people: 30 that can be done, and on six of the same pages a wish that cannot be had. */
export const STRANGERS: readonly WidgetPage[] = [...STRANGERS_EASY, ...STRANGERS_MIDDLE, ...STRANGERS_PAIRS, ...STRANGERS_HARD];
