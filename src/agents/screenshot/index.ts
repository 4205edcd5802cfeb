/** The screenshot agent: web pages as pictures, as the text that a person sees on them, and operated like a person does. */
import type { Tool } from '../../core/index.js';
import { capturePage } from './capture-page.js';
import { operateBrowser } from './operate-browser.js';
import { readPage } from './read-page.js';

export { capturePage, operateBrowser, readPage };
export { browse, type BrowseOptions } from './browse.js';
export { BotInput, BotOutput, talkToBot, type BotOptions } from './bot/index.js';
export { ADAPTERS, type ActionAdapter } from './adapters/index.js';
export { Action, describeAction } from './action.js';
export { BrowseOutcome, BrowseStep, operate, PageSurface, questionOf, type Approval, type OperateOptions, type Surface, type UserQuestion } from './operate/index.js';

/** All tools of the screenshot agent. */
export const screenshotTools: readonly Tool[] = [capturePage, readPage, operateBrowser];
