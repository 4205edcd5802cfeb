import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { ArtifactHandle, Oracle } from '../core/index.js';
import { defineOracle } from '../core/index.js';
import { decodeCheck, inSeconds, type DecodeReport } from '../tools/media/index.js';
import { handlesOf, inconclusive } from './finding.js';
import { textOf } from './text.js';

const decodes = defineOracle({
  name: 'decodes',
  description: 'The picture, sound or video decodes from its first byte to its last, without damage or early end.',
  kind: 'deterministic',
  modalities: ['image', 'audio', 'video'],
  params: z.object({}),
  async check(subject, _params, { signal }) {
    const artifacts = handlesOf(subject);
    if (artifacts.length === 0) return inconclusive('There is no media to decode.');
    const reports: { artifact: ArtifactHandle; report: DecodeReport }[] = [];
    for (const artifact of artifacts) reports.push({ artifact, report: await decodeCheck(artifact.path, { signal }) });
    const wrongKind = reports.filter(({ artifact, report }) => report.facts !== undefined && report.facts.kind !== artifact.modality);
    const broken = reports.filter(({ report }) => !report.ok);
    const evidence = [
      ...broken.map(({ artifact, report }) => ({ message: `${artifact.name ?? artifact.modality}: ${report.faults.join('; ')}`, artifact: artifact.id })),
      ...wrongKind.map(({ artifact, report }) => ({ message: `${artifact.name ?? 'it'} is ${report.facts?.kind ?? '?'} (${report.facts?.mime ?? '?'}), not ${artifact.modality}`, artifact: artifact.id })),
    ];
    if (evidence.length > 0) {
      return { status: 'fail', measured: evidence.map(({ message }) => message), expected: 'decodes whole', evidence, critique: `The file is damaged or of another kind: ${evidence.map(({ message }) => message).join('; ')}. Write it again.` };
    }
    return { status: 'pass', measured: reports.map(({ report }) => describe(report)), expected: 'decodes whole', evidence: reports.map(({ artifact, report }) => ({ message: describe(report), artifact: artifact.id })) };
  },
});

function describe({ facts, decodedMs }: DecodeReport): string {
  const length = decodedMs === undefined ? '' : `, all ${inSeconds(decodedMs)}`;
  const size = facts?.width === undefined ? '' : `, ${facts.width}×${facts.height ?? 0}`;
  return `decodes as ${facts?.mime ?? 'media'}${size}${length}`;
}

const fileSize = defineOracle({
  name: 'file_size',
  description: 'The file is at most (or at least) so many bytes large.',
  kind: 'deterministic',
  modalities: ['image', 'audio', 'video', 'text', 'json'],
  params: z.object({ maxBytes: z.number().int().positive().optional(), minBytes: z.number().int().nonnegative().default(1) }),
  async check(subject, { maxBytes, minBytes }) {
    const artifacts = handlesOf(subject);
    if (artifacts.length === 0 && subject.modality !== 'text' && subject.modality !== 'json') return inconclusive('There is no file to measure.');
    const sizes: { artifact?: ArtifactHandle; bytes: number }[] = artifacts.length === 0 ? [{ bytes: Buffer.byteLength(textOf(subject)) }] : await Promise.all(artifacts.map(async (artifact) => ({ artifact, bytes: (await stat(artifact.path)).size })));
    const expected = { minBytes, ...(maxBytes === undefined ? {} : { maxBytes }) };
    const wrong = sizes.filter(({ bytes }) => bytes < minBytes || (maxBytes !== undefined && bytes > maxBytes));
    const measured = sizes.map(({ bytes }) => bytes);
    const evidence = sizes.map(({ artifact, bytes }) => ({ message: `${bytes} bytes`, ...(artifact ? { artifact: artifact.id } : {}) }));
    if (wrong.length === 0) return { status: 'pass', measured, expected, evidence };
    const tooLarge = wrong.some(({ bytes }) => maxBytes !== undefined && bytes > maxBytes);
    const critique = tooLarge ? `The file is ${Math.max(...measured)} bytes; at most ${maxBytes ?? 0} are allowed. Compress it more, make the picture smaller or the sound shorter.` : `The file is only ${Math.min(...measured)} bytes; at least ${minBytes} are expected.`;
    return { status: 'fail', measured, expected, evidence, critique };
  },
});

/** Checks that hold for every kind of media. */
export const mediaOracles: readonly Oracle[] = [decodes, fileSize];
