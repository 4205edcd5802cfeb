/** The writer: tools that make text of text with the language model, and keep to what their sources say. */
import type { Tool } from '../../core/index.js';
import { answerQuestion } from './answer-question.js';
import { compose } from './compose.js';
import { extractFacts } from './extract-facts.js';
import { joinText } from './join-text.js';
import { makeTable } from './make-table.js';
import { rewrite } from './rewrite.js';
import { summarize } from './summarize.js';
import { translate } from './translate.js';
import { writeText } from './write-text.js';

export { answerQuestion, compose, extractFacts, joinText, makeTable, rewrite, summarize, translate, writeText };

/** All tools of the writer. */
export const writerTools: readonly Tool[] = [summarize, translate, answerQuestion, extractFacts, rewrite, compose, joinText, makeTable, writeText];
