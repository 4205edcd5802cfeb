import { z } from 'zod';
import { defineOracle, type ArtifactHandle, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { handlesOf, inconclusive, mediaBeside } from './finding.js';

/** A file that was made, and the one of the same kind that it was made of. */
export interface Change {
  readonly made: ArtifactHandle;
  readonly source: ArtifactHandle;
  /** The parameters of the step. */
  readonly told: Readonly<Record<string, unknown>>;
}

const NOUNS = { image: 'picture', audio: 'recording', video: 'video' } as const;

/** An oracle that holds the change of one picture, sound or video to another against what the step was told. */
export function changeOracle(modality: keyof typeof NOUNS, name: string, description: string, check: (change: Change, context: OracleContext) => Promise<FindingInput>): Oracle {
  return defineOracle({
    name,
    description,
    kind: 'deterministic',
    modalities: [modality],
    params: z.object({}),
    async check(subject: Subject, _params, context): Promise<FindingInput> {
      const [made] = handlesOf(subject);
      const [source] = mediaBeside({ ...subject, outputs: [] }, [modality]);
      if (!made || !source) return inconclusive(`There is no ${NOUNS[modality]} that it could be compared with.`);
      if (!subject.parameters) return inconclusive('It is not known any more what the step was told.');
      return await check({ made, source, told: subject.parameters }, context);
    },
  });
}

/** A number that the step was told. */
export function numberIn(told: Change['told'], name: string): number | undefined {
  return typeof told[name] === 'number' ? told[name] : undefined;
}

/** A text that the step was told. */
export function textIn(told: Change['told'], name: string): string | undefined {
  return typeof told[name] === 'string' ? told[name] : undefined;
}
