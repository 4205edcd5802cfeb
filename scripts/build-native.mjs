// Builds the native kernels where a compiler, Python and the headers of Node are there. Without them, or when the build
// fails, the TypeScript kernels do the work and `vouch doctor` says so: this script never fails and never downloads.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../native/', import.meta.url));
const built = join(folder, 'build/Release/vouch_kernels.node');
const stamp = join(folder, 'build/stamp');

/** Changes when the sources, Node's binary interface or the machine change. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.versions.modules} ${process.platform} ${process.arch}`);
  for (const name of ['binding.gyp', ...readdirSync(join(folder, 'src')).sort().map((file) => `src/${file}`)]) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** The folder with include/node/node_api.h: beside the running Node, or that of the system. */
function headers() {
  return [dirname(dirname(process.execPath)), '/usr', '/usr/local'].find((place) => {
    const version = join(place, 'include/node/node_version.h');
    const major = existsSync(version) ? /NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(version, 'utf8'))?.[1] : undefined;
    return major === process.versions.node.split('.')[0] && existsSync(join(place, 'include/node/node_api.h'));
  });
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function build() {
  const print = fingerprint();
  if (existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return 'up to date';
  const nodedir = headers();
  if (nodedir === undefined) return 'not built: the headers of this Node (include/node) are not installed';
  if (!works('python3', ['--version'])) return 'not built: python3 is missing';
  if (!works(process.env.CXX ?? 'g++', ['--version']) && !works('c++', ['--version'])) return 'not built: there is no C++ compiler';
  if (!works('make', ['--version'])) return 'not built: make is missing';
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  const gyp = createRequire(import.meta.url).resolve('node-gyp/bin/node-gyp.js');
  execFileSync(process.execPath, [gyp, 'rebuild', `--nodedir=${nodedir}`, '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 });
  writeFileSync(stamp, print);
  return 'built';
}

try {
  console.log(`native kernels: ${build()}`);
} catch (error) {
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  console.log(`native kernels: not built: ${String(error.stderr ?? error.message).trim().split('\n').slice(-3).join(' ')}`);
}
