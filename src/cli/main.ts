#!/usr/bin/env node
import { runCommandLine } from './program.js';
import { createTerminal } from './terminal.js';

const terminal = createTerminal(process);
const exitCode = await runCommandLine(process.argv.slice(2), terminal);
await terminal.flush();
process.exit(exitCode);
