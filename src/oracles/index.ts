/** Programs that decide whether a criterion holds, one file a family. */
import type { Oracle } from '../core/index.js';

/** All built-in oracles. */
export const builtInOracles: readonly Oracle[] = [];
