#!/usr/bin/env node
import { runCommandLine } from './program.js';
import { createTerminal } from './terminal.js';

// What the SDK for S3 says of its own future is nothing that who runs a command can act on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const terminal = createTerminal(process);
const exitCode = await runCommandLine(process.argv.slice(2), terminal);
await terminal.flush();
process.exit(exitCode);
