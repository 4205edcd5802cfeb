/** The `vouch` command: argument parsing, the live view of a run, output formats, the HTML report. */
export { runCommandLine } from './program.js';
export { createTerminal, type Terminal } from './terminal.js';
