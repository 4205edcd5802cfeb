import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { parseConfigText } from '../../src/models/config.js';
import { Capability, lineName } from '../../src/runtime/workers/capability.js';

const folder = new URL('../../deploy/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

interface Limited {
  readonly resources?: { readonly requests?: object; readonly limits?: object };
}

interface Probe {
  readonly exec?: { readonly command: readonly string[] };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: { readonly spec: { readonly terminationGracePeriodSeconds?: number; readonly initContainers?: readonly Limited[]; readonly containers: readonly (Limited & { readonly startupProbe?: Probe; readonly livenessProbe?: Probe; readonly readinessProbe?: Probe; readonly command?: readonly string[]; readonly args?: readonly string[]; readonly env?: readonly { readonly name: string; readonly value?: string }[] })[] } };
    readonly scaleTargetRef?: { readonly name: string };
    readonly minReplicaCount?: number;
    readonly triggers?: readonly { readonly metadata: { readonly listName: string } }[];
  };
}

const { resources } = parseYaml(read('kubernetes/kustomization.yaml')) as { resources: string[] };
const manifests = resources.flatMap((name) => parseAllDocuments(read(`kubernetes/${name}`)).map((document) => document.toJS() as Manifest));
const named = (kind: string, name: string): Manifest => manifests.find((one) => one.kind === kind && one.metadata.name === name)!;
const option = (args: readonly string[], name: string): string => args[args.indexOf(name) + 1]!;

test('every manifest is listed, and every one that is listed is there', () => {
  expect([...resources, 'kustomization.yaml'].sort()).toEqual(readdirSync(new URL('kubernetes/', folder)).sort());
});

test('the configurations are ones', () => {
  expect(parseConfigText(read('vouch.config.json'), 'compose').queue).toBeDefined();
  expect(parseConfigText(named('ConfigMap', 'vouch-config').data!['vouch.config.json']!, 'kubernetes').store.postgres).toBeDefined();
});

test('workers are scaled by the queue that they take from, and a pool that may be empty is written down', () => {
  const scaled = manifests.filter(({ kind }) => kind === 'ScaledObject');
  expect(scaled).toHaveLength(2);
  const { queue } = parse(named('ConfigMap', 'vouch-config').data!['vouch.config.json']!) as { queue: { pools: Record<string, Capability[]> } };
  for (const { spec } of scaled) {
    const args = named('Deployment', spec!.scaleTargetRef!.name).spec!.template!.spec.containers[0]!.args!;
    const can = option(args, '--can').split(',').map((name) => Capability.parse(name));
    const pool = option(args, '--pool');
    expect(spec!.triggers!.map(({ metadata }) => metadata.listName)).toEqual([`vouch:${lineName(pool, can)}:prioritized`]);
    if (spec!.minReplicaCount === 0) expect(lineName(pool, queue.pools[pool]!)).toBe(lineName(pool, can));
  }
});

test('every container says what it takes, what keeps running is probed, and a worker by the file that it writes', () => {
  for (const { kind, metadata, spec } of manifests) {
    const pod = spec?.template?.spec;
    if (!pod) continue;
    for (const { resources: taken } of [...(pod.initContainers ?? []), ...pod.containers]) expect([metadata.name, taken?.requests, taken?.limits]).toEqual([metadata.name, expect.anything(), expect.anything()]);
    for (const { livenessProbe, startupProbe, args } of pod.containers) {
      if (kind !== 'Job') expect([metadata.name, livenessProbe]).toEqual([metadata.name, expect.anything()]);
      if (!metadata.name.startsWith('vouch-worker')) continue;
      for (const probe of [startupProbe, livenessProbe]) expect(probe!.exec!.command.join(' ')).toContain(option(args!, '--alive'));
    }
  }
});

test('a worker has more time to stop than it gives its steps', () => {
  for (const { kind, metadata, spec } of manifests) {
    if (kind !== 'Deployment' || !metadata.name.startsWith('vouch-worker')) continue;
    expect(spec!.template!.spec.terminationGracePeriodSeconds).toBeGreaterThan(Number(option(spec!.template!.spec.containers[0]!.args!, '--grace')));
  }
});

test('every variable that the configuration names is given to each server and worker', () => {
  const variables = (text: string): string[] => [...text.matchAll(/"\w+FromEnv": "(\w+)"/g)].map(([, name = '']) => name).sort();
  const wanted = variables(named('ConfigMap', 'vouch-config').data!['vouch.config.json']!);
  expect(wanted).toEqual(['DATABASE_URL', 'REDIS_URL', 'S3_ACCESS_KEY', 'S3_SECRET_KEY']);
  for (const { kind, metadata, spec } of manifests) {
    if (kind !== 'Deployment' || !metadata.name.startsWith('vouch-')) continue;
    expect([metadata.name, spec!.template!.spec.containers[0]!.env!.map(({ name }) => name).sort()]).toEqual([metadata.name, wanted]);
  }
  const { services } = parseYaml(read('compose.yaml'), { merge: true }) as { services: Record<string, { image: string; environment: object }> };
  for (const { image, environment } of Object.values(services)) if (image === 'vouch:local') expect(Object.keys(environment).sort()).toEqual(variables(read('vouch.config.json')));
});

test('SeaweedFS syncs what it was given before it says that it has it, and keeps names where they are synced', () => {
  const { services } = parseYaml(read('compose.yaml'), { merge: true }) as { services: Record<string, { command: string[]; environment: Record<string, string>; healthcheck: { start_period: string } }> };
  // It reads all bytes before it answers.
  expect(services['seaweedfs']!.command.at(-1)).toMatch(/^\/entrypoint.sh fix .* && exec/);
  expect(services['seaweedfs']!.healthcheck.start_period).toMatch(/^\d+h$/);
  const job = named('Job', 'seaweedfs-sync').spec!.template!.spec.containers[0]!.command!;
  for (const command of [services['seaweedfs-sync']!.command, job]) expect(command.at(-1)).toContain('fs.configure -locationPrefix=/buckets/ -fsync -apply');
  const env = Object.fromEntries(named('StatefulSet', 'seaweedfs').spec!.template!.spec.containers[0]!.env!.map(({ name, value }) => [name, value]));
  for (const set of [services['seaweedfs']!.environment, env]) expect(set).toMatchObject({ WEED_LEVELDB2_ENABLED: 'false', WEED_POSTGRES2_ENABLED: 'true', WEED_POSTGRES2_DATABASE: 'seaweedfs' });
  expect([read('seaweedfs.sql'), named('ConfigMap', 'postgres-init').data!['seaweedfs.sql']]).toEqual([expect.stringContaining('CREATE DATABASE seaweedfs'), 'CREATE DATABASE seaweedfs;']);
});

test('Redis loses nothing that it was told, and throws nothing away', () => {
  const { services } = parseYaml(read('compose.yaml'), { merge: true }) as { services: Record<string, { command: string[] }> };
  const container = named('StatefulSet', 'redis').spec!.template!.spec.containers[0]!;
  for (const args of [services['redis']!.command, container.args!]) {
    expect(['--appendonly', '--appendfsync', '--maxmemory-policy'].map((name) => option(args, name))).toEqual(['yes', 'always', 'noeviction']);
  }
});
