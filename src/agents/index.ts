/** The tool agents: every built-in tool, by agent. */
import type { Tool } from '../core/index.js';
import { audioTools } from './audio/index.js';
import { screenshotTools } from './screenshot/index.js';
import { videoTools } from './video/index.js';
import { visionTools } from './vision/index.js';
import { writerTools } from './writer/index.js';

/** All built-in tools. */
export const builtInTools: readonly Tool[] = [...visionTools, ...screenshotTools, ...audioTools, ...videoTools, ...writerTools];
