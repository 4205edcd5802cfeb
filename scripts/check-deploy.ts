/**
 * Holds deploy/, or the folder that is named, against the validators of the tools that read it, as far as they are on this machine:
 * `npm run check:deploy [-- --install] [FOLDER]`. `--install` installs those that come as Go programs, into `VOUCH_TOOLS` or a folder of the user's cache. For each
 * check it says `ok`, `FAULT`, or `not run` with the reason; it ends with 1 where there is a fault, and with 0 where everything that could be run holds.
 *
 * - compose.yaml: `docker compose config` where Docker has the plugin, and compose-go, the library behind it.
 * - kubernetes/: built by `kubectl kustomize`; kinds of Kubernetes itself by kubectl-validate, which brings their schemas. Those of KEDA too where `KEDA_CRDS`
 *   names a folder with KEDA's resource definitions (config/crd/bases of its repository).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { vouchHome } from '../src/models/index.js';

/** The Go programs, with the names that they go by here. */
const PROGRAMS = [
  { name: 'kubectl-validate', source: 'sigs.k8s.io/kubectl-validate@v0.0.4' },
  { name: 'compose-go', source: 'github.com/compose-spec/compose-go/v2/cmd@v2.16.2' },
] as const;
/** Anything will do: it is looked whether the file holds together with its variables set. */
const VARIABLES: Readonly<Record<string, string>> = { POSTGRES_PASSWORD: 'p', REDIS_PASSWORD: 'r', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' };

const deploy = resolve(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? fileURLToPath(new URL('../deploy', import.meta.url)));
const tools = process.env['VOUCH_TOOLS'] ?? join(vouchHome(process.env).cache, 'tools');
const env: NodeJS.ProcessEnv = { ...process.env, ...VARIABLES, PATH: [tools, process.env['PATH'] ?? ''].join(delimiter) };
const work = mkdtempSync(join(tmpdir(), 'vouch-deploy-'));
let faults = 0;

interface Ran {
  readonly ok: boolean;
  readonly said: string;
}

function run(program: string, args: readonly string[]): Ran & { readonly out: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 100_000_000 });
  return { ok: status === 0, out: stdout, said: (error?.message ?? `${stderr}\n${stdout}`).trim() };
}

function has(program: string): boolean {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function tell(check: string, { ok, said }: Ran): void {
  if (!ok) faults++;
  process.stdout.write(ok ? `ok       ${check}\n` : `FAULT    ${check}\n${said.replace(/^/gm, '         ')}\n`);
}

function notRun(check: string, why: string): void {
  process.stdout.write(`not run  ${check}: ${why}\n`);
}

function install(): void {
  mkdirSync(tools, { recursive: true });
  for (const { name, source } of PROGRAMS) {
    if (has(name)) continue;
    // Some call their program `cmd`: it gets its name here.
    const made = spawnSync('go', ['install', source], { env: { ...env, GOBIN: work }, stdio: ['ignore', 'ignore', 'inherit'] });
    const built = [name, 'cmd'].map((file) => join(work, file)).find((path) => existsSync(path));
    if (made.status !== 0 || built === undefined) continue;
    cpSync(built, join(tools, `${name}.new`));
    renameSync(join(tools, `${name}.new`), join(tools, name));
    rmSync(built);
  }
}

function checkCompose(): void {
  const file = join(deploy, 'compose.yaml');
  if (!has('docker') || !run('docker', ['compose', 'version']).ok) notRun('docker compose config', 'Docker, or its plugin compose, is not on this machine');
  else tell('docker compose config', run('docker', ['compose', '-f', file, '--profile', 'gpu', 'config', '--quiet']));
  if (!has('compose-go')) notRun('compose-go', 'it is not on this machine; --install installs it');
  else {
    // It takes no variables from its environment.
    const filled = join(work, 'compose.yaml');
    writeFileSync(filled, readFileSync(file, 'utf8').replace(/\$\{(\w+)[^}]*\}/g, (whole, name: string) => VARIABLES[name] ?? whole));
    tell('compose-go', run('compose-go', [filled]));
  }
}

function checkKubernetes(): void {
  if (!has('kubectl')) {
    notRun('kubectl kustomize', 'kubectl is not on this machine');
    return;
  }
  const built = run('kubectl', ['kustomize', join(deploy, 'kubernetes')]);
  tell('kubectl kustomize', built);
  if (!built.ok) return;
  const [own, kedas]: [string[], string[]] = [[], []];
  for (const document of parseAllDocuments(built.out)) (String(document.get('apiVersion')).startsWith('keda.sh/') ? kedas : own).push(document.toString());
  const crds = process.env['KEDA_CRDS'];
  for (const [name, documents, more] of [['Kubernetes', own, []], ['KEDA', kedas, ['--local-crds', crds ?? '']]] as const) {
    const check = `kubectl-validate, ${documents.length} manifests of ${name}`;
    if (!has('kubectl-validate')) notRun(check, 'it is not on this machine; --install installs it');
    else if (name === 'KEDA' && crds === undefined) notRun(check, 'KEDA_CRDS names no folder with its resource definitions');
    else {
      const file = join(work, `${name}.yaml`);
      writeFileSync(file, documents.join('---\n'));
      tell(check, run('kubectl-validate', [file, ...more]));
    }
  }
}

try {
  if (process.argv.includes('--install')) {
    if (has('go')) install();
    else notRun('--install', 'Go is not on this machine');
  }
  checkCompose();
  checkKubernetes();
  process.exitCode = faults > 0 ? 1 : 0;
} finally {
  rmSync(work, { recursive: true, force: true });
}
