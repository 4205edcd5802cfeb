import type { Box, RunState, VerdictStatus } from '../../core/index.js';
import type { Shown } from './media-library.js';

/** A piece of evidence that is a place in a picture. */
export interface Mark {
  readonly number: number;
  readonly box: Box;
  readonly status: VerdictStatus;
  readonly message: string;
}

/** What all sections of the page share. */
export interface PageContext {
  readonly state: RunState;
  readonly media: ReadonlyMap<string, Shown>;
  /** Evidence boxes by artifact. */
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  /** Artifacts that are on the page already: their bytes are put in once, later places link there. */
  readonly placed: Set<string>;
}

/** Numbers all evidence boxes of a run, per artifact, in the order of the verdicts. */
export function collectMarks(state: RunState): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>();
  const verdicts = [...[...state.steps.values()].flatMap(({ attempts }) => attempts.flatMap((attempt) => attempt.verdicts)), ...state.answerVerdicts];
  for (const { status, oracle, evidence } of verdicts) {
    for (const { artifact, box, message } of evidence) {
      if (artifact === undefined || box === undefined) continue;
      const list = marks.get(artifact) ?? [];
      list.push({ number: list.length + 1, box, status, message: `${oracle}: ${message}` });
      marks.set(artifact, list);
    }
  }
  return marks;
}
