// Compiles src/ to dist/, bundles the chat page into dist/web/ and makes the command executable.
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { buildWeb } from './build-web.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
await buildWeb(`${root}dist/web`);
chmodSync(`${root}dist/cli/main.js`, 0o755);
