// Compiles src/ to dist/, bundles the chat page into dist/web/ and makes the command executable. What is there is replaced at the
// end: a build that is broken off leaves a command that works.
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { buildWeb } from './build-web.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const fresh = `${root}dist.new`;
rmSync(fresh, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json', '--outDir', fresh], { cwd: root, stdio: 'inherit' });
await buildWeb(`${fresh}/web`);
chmodSync(`${fresh}/cli/main.js`, 0o755);
rmSync(`${root}dist`, { recursive: true, force: true });
renameSync(fresh, `${root}dist`);
