import type { Artifact, RunState, Verdict } from '../../src/client/index.js';

/** A stretch of a sound or a video that a verdict speaks of. */
export interface TimeMark {
  readonly startMs: number;
  /** The start, where the evidence is a moment. */
  readonly endMs: number;
  readonly status: Verdict['status'];
  readonly message: string;
}

/** The stretches that verdicts of a run name, by artifact; evidence that names none is about the sound or video that was judged. */
export function collectTimes(state: RunState): Map<string, TimeMark[]> {
  const times = new Map<string, TimeMark[]>();
  for (const { attempts } of state.steps.values()) {
    for (const { verdicts, outputs } of attempts) {
      const judged = Object.values(outputs).flat().find((id) => ['audio', 'video'].includes(state.artifacts.get(id)?.modality ?? ''));
      for (const { status, oracle, evidence } of verdicts) {
        for (const { artifact = judged, startMs, endMs = startMs, message } of evidence) {
          if (artifact === undefined || startMs === undefined || endMs === undefined) continue;
          times.set(artifact, [...(times.get(artifact) ?? []), { startMs, endMs, status, message: `${oracle}: ${message}` }]);
        }
      }
    }
  }
  return times;
}

/** Texts that were made together with a video: its subtitles may be among them. */
export function textsBeside(state: RunState, video: string): Artifact[] {
  const beside = [...state.steps.values()].flatMap(({ attempts }) => attempts).filter(({ outputs }) => Object.values(outputs).flat().includes(video)).flatMap(({ outputs }) => Object.values(outputs).flat());
  return [...new Set(beside)].flatMap((id) => state.artifacts.get(id) ?? []).filter(({ modality }) => modality === 'text');
}
