import type { WidgetPage } from '../widget.js';
import { CONTROLS } from './controls.js';
import { DATES_AND_LISTS } from './dates-and-lists.js';
import { PAGES } from './pages.js';
import { REFUSALS } from './refusals.js';

/** `develop`: the agent was mended on these. */
export const WIDGET_SETS: Readonly<Record<string, readonly WidgetPage[]>> = { develop: [...DATES_AND_LISTS, ...CONTROLS, ...PAGES, ...REFUSALS] };
