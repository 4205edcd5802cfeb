// Bundles the chat page of web/ into a folder. Nothing of it is fetched from elsewhere.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../web/', import.meta.url));

/** Files that are served as they are. */
const STATIC = ['index.html', 'page.css', 'icon.svg'];

/** @param {string} into the folder, made where it is not there */
export async function buildWeb(into) {
  mkdirSync(into, { recursive: true });
  await build({ entryPoints: { page: `${web}src/main.tsx`, microphone: `${web}src/microphone-worklet.ts` }, outdir: into, bundle: true, minify: true, format: 'esm', target: 'es2022', tsconfig: `${web}tsconfig.json`, legalComments: 'linked', logLevel: 'warning' });
  for (const name of STATIC) copyFileSync(`${web}${name}`, `${into}/${name}`);
}
