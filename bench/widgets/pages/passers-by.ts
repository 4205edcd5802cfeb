import type { WidgetPage } from '../widget.js';
import { PASSERS_BY_APPS } from './passers-by-apps.js';
import { PASSERS_BY_SITES } from './passers-by-sites.js';
import { PASSERS_BY_SMALL } from './passers-by-small.js';

/** Pages as user-interface test beds and real sites have them, most with goals of several parts: 29 that can be done, two that cannot. */
export const PASSERS_BY: readonly WidgetPage[] = [...PASSERS_BY_SMALL, ...PASSERS_BY_SITES, ...PASSERS_BY_APPS];
