import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { freePort } from './free-port.js';

/** An S3 server of its own (SeaweedFS), for tests. */
export interface S3Server {
  readonly endpoint: string;
  /** What clients that are let in have. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** May read and list, and nothing else. */
  readonly readerKeys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly client: S3Client;
  /** Name of a fresh, empty bucket. */
  bucket(): Promise<string>;
  /** SIGKILL. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** As scripts/install-services.sh installs it, or on the path. */
function program(): string | undefined {
  const installed = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'vouch/seaweedfs-4.48/bin/weed');
  return [installed, ...(process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'weed'))].find((path) => existsSync(path));
}

/** False where SeaweedFS is not installed; on continuous integration that is an error. */
export function hasS3(): boolean {
  const found = program() !== undefined;
  if (!found && process.env['CI']) throw new Error('SeaweedFS is not installed. scripts/install-services.sh installs it.');
  if (!found) process.stderr.write('SeaweedFS is not installed: what needs an S3 server is skipped. scripts/install-services.sh installs it.\n');
  return found;
}

/** Starts SeaweedFS; again where it ends at once: each of its eight ports was free when it was looked for, and another test may have taken one since. */
export async function openS3(): Promise<S3Server> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await openOnce();
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

async function openOnce(): Promise<S3Server> {
  const weed = program() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'vouch-test-s3-'));
  mkdirSync(join(folder, 'data'));
  const keys = { accessKeyId: 'vouch-test', secretAccessKey: 'not a secret' };
  const readerKeys = { accessKeyId: 'vouch-reader', secretAccessKey: 'not a secret either' };
  const identity = (name: string, { accessKeyId: accessKey, secretAccessKey: secretKey }: typeof keys, actions: readonly string[]): object => ({ name, credentials: [{ accessKey, secretKey }], actions });
  writeFileSync(join(folder, 's3.json'), JSON.stringify({ identities: [identity('vouch', keys, ['Admin', 'Read', 'Write', 'List', 'Tagging']), identity('reader', readerKeys, ['Read', 'List'])] }));
  // By default every bucket takes seven volumes at once; a test file makes dozens of buckets, and out of volumes it answers InternalError.
  writeFileSync(join(folder, 'master.toml'), '[master.volume_growth]\ncopy_1 = 1\n');
  const ports: number[] = [];
  while (ports.length < 8) ports.push(await freePort());
  const [s3Port = 0] = ports;
  const args = ['server', '-dir', join(folder, 'data'), '-ip', '127.0.0.1', '-ip.bind', '127.0.0.1', '-s3', '-s3.config', join(folder, 's3.json'), '-s3.port.iceberg', '0', '-s3.port.lance', '0', '-master.telemetry=false',
    '-master.volumeSizeLimitMB', '100', '-volume.max', '1000', '-volume.minFreeSpace', '0',
    ...['-s3.port', '-s3.port.grpc', '-master.port', '-master.port.grpc', '-volume.port', '-volume.port.grpc', '-filer.port', '-filer.port.grpc'].flatMap((name, index) => [name, String(ports[index])])];
  const endpoint = `http://127.0.0.1:${s3Port}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: keys, maxAttempts: 1 });
  let child: ChildProcess | undefined;
  let buckets = 0;
  const bucket = async (): Promise<string> => {
    const name = `test-${++buckets}`;
    await client.send(new CreateBucketCommand({ Bucket: name }));
    return name;
  };
  let ready = '';
  const start = async (): Promise<void> => {
    const started = spawn(weed, args, { stdio: 'ignore', cwd: folder });
    child = started;
    for (let tries = 0; ; tries++) {
      try {
        // Its parts find each other one by one; it serves once a bucket, which is there since its first start, takes an object and gives it back.
        ready ||= await bucket();
        await client.send(new PutObjectCommand({ Bucket: ready, Key: 'ready', Body: 'yes' }));
        await (await client.send(new GetObjectCommand({ Bucket: ready, Key: 'ready' }))).Body?.transformToString();
        return;
      } catch (error) {
        if (tries > 300 || started.exitCode !== null) throw error;
        await sleep(100);
      }
    }
  };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  await start().catch(async (error: unknown) => {
    await kill();
    client.destroy();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    endpoint, keys, readerKeys, client, bucket, kill, start,
    async close() {
      await kill();
      client.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
