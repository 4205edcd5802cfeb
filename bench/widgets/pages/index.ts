import { WIDGET_PAGES } from '../../../test/agents/screenshot/widget-pages.js';
import type { WidgetPage } from '../widget.js';
import { CONTROLS } from './controls.js';
import { DATES_AND_LISTS } from './dates-and-lists.js';
import { EVERYDAY } from './everyday.js';
import { FRESH } from './fresh.js';
import { PAGES } from './pages.js';
import { PASSERS_BY } from './passers-by.js';
import { REFUSALS } from './refusals.js';
import { STRANGERS } from './strangers.js';
import { VISITORS } from './visitors.js';

/** The pages of the tests, which came first. */
const TESTED = WIDGET_PAGES.map(({ name, goal, body }): WidgetPage => ({ name, goals: [goal], body, viewport: { width: 320, height: 290 }, impossible: false }));

/** `develop` and `everyday`: the agent was mended on these; `fresh`: it was measured on these before anything was mended for them; `visitors`, `strangers` and `passers-by`: written by somebody who had not seen how the agent works. */
export const WIDGET_SETS: Readonly<Record<string, readonly WidgetPage[]>> = { develop: [...DATES_AND_LISTS, ...CONTROLS, ...PAGES, ...REFUSALS], everyday: EVERYDAY, fresh: FRESH, visitors: VISITORS, strangers: STRANGERS, 'passers-by': PASSERS_BY, tests: TESTED };
