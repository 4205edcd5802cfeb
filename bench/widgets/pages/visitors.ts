import type { WidgetPage } from '../widget.js';
import { VISITORS_APPS } from './visitors-apps.js';
import { VISITORS_FORMS } from './visitors-forms.js';
import { VISITORS_LISTS } from './visitors-lists.js';
import { VISITORS_REFUSALS } from './visitors-refusals.js';

/** What visitors meet on sites and in small web apps. Each page judges the state that it is in: exactly what was asked, and nothing else changed. */
export const VISITORS: readonly WidgetPage[] = [...VISITORS_FORMS, ...VISITORS_LISTS, ...VISITORS_APPS, ...VISITORS_REFUSALS];
