import { z } from 'zod';
import type { ArtifactHandle, Detection, Evidence, FindingInput, OracleContext, Subject } from '../core/index.js';
import { defineOracle } from '../core/index.js';
import { pluralOf, TimedEvent, ungroundedClaims, VideoObservations, type UngroundedClaim } from '../tools/captions/index.js';
import { labelsFor } from '../tools/image/index.js';
import { extractFrames, probe } from '../tools/media/index.js';
import { inconclusive, mediaBeside } from './finding.js';
import { inPlaceOf, takenForOthers } from './second-look.js';

/** Frames that are looked at anew: one each two seconds, within these bounds. */
const MOST_PROBES = 10;
const FEWEST_PROBES = 3;

function probeCount(durationMs: number): number {
  return Math.min(MOST_PROBES, Math.max(FEWEST_PROBES, Math.round(durationMs / 2000)));
}
/** A thing is in view when the detector is at least this sure; below, a count may miss it. */
const SURE = 0.3;
/** What is not even this sure in any fresh frame is not there. */
const FAINT = 0.12;
/** Counts this much apart, as a share of the larger, agree: one of five people may be hidden. */
const NEAR_COUNT = 0.25;
/** Share of the fresh counts that must agree with those of the caption's observations. */
const AGREEING = 0.6;
/** Times this close to a change are not asked about, ms. */
const EDGE_MS = 700;
const FRAME_WIDTH = 960;

/**
 * A caption is held against what was measured (words, numbers and counts that it adds) and what was measured against
 * the video itself (fresh detections at other times than the producer's).
 */
export const groundedCaption = defineOracle({
  name: 'grounded_caption',
  description: 'Everything that the caption of a video says is carried by what can be detected, read and heard in it. What the programs may have overlooked is left open.',
  kind: 'model',
  asks: ['detect'],
  modalities: ['text'],
  params: z.object({ language: z.string().default('en'), media: z.string().optional().describe('path of the video, where a caption is checked by itself') }),
  async check(subject, { language, media }, context) {
    if (language !== 'en') return inconclusive('Captions in other languages than English cannot be compared with the observations.');
    const caption = subject.value;
    const [video] = mediaBeside(subject, ['video'], media);
    if (!video || typeof caption !== 'string') return inconclusive('The step has no video to compare the caption with.');
    const observations = outputOf(subject, VideoObservations);
    const events = outputOf(subject, z.array(TimedEvent)) ?? [];
    if (!observations || observations.wordedBy === 'vision-language model') return await againstDetections(caption, video, context);
    const claims = ungroundedClaims(caption, observations, events);
    const grounds: Evidence[] = claims.slice(0, 10).map(({ claim, sentence, known }) => ({ message: `"${claim}" in "${sentence}": ${known}` }));
    if (claims.length > 0 && !claims.some(isDecisive)) return { status: 'inconclusive', measured: { ungrounded: claims.map(({ claim }) => claim) }, expected: { ungrounded: [] }, evidence: grounds };
    if (claims.length > 0) {
      const critique = `The caption says what was not observed: ${claims.map(({ claim, known }) => `"${claim}" (${known})`).join('; ')}. Leave it out or correct it.`;
      return { status: 'fail', measured: { ungrounded: claims.map(({ claim }) => claim) }, expected: { ungrounded: [] }, evidence: grounds, critique };
    }
    const { evidence, agreeing, compared, neverSeen, mistaken } = await freshCounts(video, observations, context);
    const measured = { ungrounded: [], countsAgreeing: agreeing, countsCompared: compared };
    const expected = { ungrounded: [], countsAgreeing: `at least ${AGREEING * 100}%` };
    if (neverSeen.length > 0) return { status: 'fail', measured: { ...measured, neverSeen }, expected, evidence, critique: `When the video is looked at again, nothing of this is seen: ${neverSeen.join(', ')}. Leave it out.` };
    // In a crowd two looks seldom give the same number: that is doubt, not proof.
    if (compared > 0 && agreeing < AGREEING * compared) return { status: 'inconclusive', measured, expected, evidence: [{ message: 'The counts differ when the video is looked at again at other times.' }, ...evidence] };
    if (mistaken.length > 0) return { status: 'inconclusive', measured: { ...measured, mistaken }, expected, evidence: [...mistaken.map((message) => ({ message })), ...evidence] };
    return { status: 'pass', measured, expected, evidence };
  },
});

/** Numbers, and things that the detector knows and did not see. Any other word may be another name for what was seen. */
function isDecisive({ kind, claim }: UngroundedClaim): boolean {
  return kind !== 'word' || labelsFor(claim) !== undefined;
}

function outputOf<T>(subject: Subject, schema: z.ZodType<T>): T | undefined {
  return subject.outputs.map(({ value }) => schema.safeParse(value)).find(({ success }) => success)?.data;
}

/** Counts anew at times that the producer did not look at, away from changes. */
async function freshCounts(video: ArtifactHandle, observations: VideoObservations, context: OracleContext): Promise<{ agreeing: number; compared: number; neverSeen: string[]; mistaken: string[]; evidence: Evidence[] }> {
  const { durationMs, objects } = observations;
  if (!context.models.has('detect') || objects.length === 0) return { agreeing: 0, compared: 0, neverSeen: [], mistaken: [], evidence: [{ message: 'No detector, or nothing that a detector could count again.' }] };
  const edges = objects.flatMap(({ spans }) => spans.slice(1).map(({ startMs }) => startMs));
  const times = Array.from({ length: probeCount(durationMs) }, (_, index) => (durationMs * (index + 0.37)) / probeCount(durationMs)).filter((time) => edges.every((edge) => Math.abs(edge - time) > EDGE_MS));
  const frames = await extractFrames(video.path, times, context.scratch, { signal: context.signal, maximumWidth: FRAME_WIDTH });
  let agreeing = 0;
  let compared = 0;
  const evidence: Evidence[] = [];
  const wanted = new Map<string, number>();
  const faint = new Set<string>();
  /** Of each thing, where it was seen best. */
  const best = new Map<string, { path: string; detection: Detection }>();
  for (const { path, timeMs } of frames) {
    const all = (await context.models.detect({ path, minScore: FAINT }, { signal: context.signal })).detections;
    const detections = all.filter(({ score }) => score >= SURE);
    for (const detection of all) {
      faint.add(detection.label);
      if (detection.score > (best.get(detection.label)?.detection.score ?? SURE)) best.set(detection.label, { path, detection });
    }
    for (const { label, spans } of objects) {
      const said = spans.find(({ startMs, endMs }) => timeMs >= startMs && timeMs <= endMs)?.count ?? 0;
      const seen = detections.filter((detection) => detection.label === label).length;
      compared += 1;
      if (said > 0) wanted.set(label, (wanted.get(label) ?? 0) + 1);
      if (Math.abs(said - seen) <= NEAR_COUNT * Math.max(said, seen)) agreeing += 1;
      else evidence.push({ message: `at ${(timeMs / 1000).toFixed(1)} s: ${said} of "${label}" said, ${seen} detected`, startMs: timeMs, endMs: timeMs });
    }
  }
  const neverSeen = [...wanted].filter(([label, times]) => times >= 2 && !faint.has(label)).map(([label]) => label);
  const mistaken: string[] = [];
  for (const label of wanted.keys()) {
    const seen = best.get(label);
    if (seen) mistaken.push(...(await takenForOthers(seen.path, [seen.detection], context)).map(inPlaceOf));
  }
  return { agreeing, compared, neverSeen, mistaken, evidence: evidence.slice(0, 8) };
}

/** Without observations only this can be told: a thing that the detector sees over and over must be in the caption. */
async function againstDetections(caption: string, video: ArtifactHandle, context: OracleContext): Promise<FindingInput> {
  if (!context.models.has('detect')) return inconclusive('There are no observations and no detector to compare the caption with.');
  const { durationMs = 0 } = await probe(video.path, { signal: context.signal });
  const times = Array.from({ length: probeCount(durationMs) }, (_, index) => (durationMs * (index + 0.5)) / probeCount(durationMs));
  const seen = new Map<string, number>();
  for (const { path } of await extractFrames(video.path, times, context.scratch, { signal: context.signal, maximumWidth: FRAME_WIDTH })) {
    const { detections } = await context.models.detect({ path, minScore: 0.45 }, { signal: context.signal });
    for (const label of new Set(detections.map((detection) => detection.label))) seen.set(label, (seen.get(label) ?? 0) + 1);
  }
  const lasting = [...seen].filter(([, count]) => count >= times.length / 2).map(([label]) => label);
  const lower = caption.toLowerCase();
  const told = lasting.filter((label) => lower.includes(label) || lower.includes(pluralOf(label)));
  const evidence: Evidence[] = [{ message: lasting.length === 0 ? 'The detector sees nothing lasting in the video.' : `The detector sees in at least half of the frames: ${lasting.join(', ')}` }];
  if (lasting.length > 0 && told.length === lasting.length) return { status: 'pass', measured: told, expected: lasting, evidence };
  return { status: 'inconclusive', measured: told, expected: lasting, evidence };
}
