/** The screenshot agent: web pages as pictures, and as the text that a person sees on them. */
import type { Tool } from '../../core/index.js';
import { capturePage } from './capture-page.js';
import { readPage } from './read-page.js';

export { capturePage, readPage };

/** All tools of the screenshot agent. */
export const screenshotTools: readonly Tool[] = [capturePage, readPage];
