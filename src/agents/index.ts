/** The tool agents: every built-in tool, by agent. */
import type { Tool } from '../core/index.js';

/** All built-in tools. */
export const builtInTools: readonly Tool[] = [];
