import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VouchError, type ModelClient } from '../../src/core/index.js';
import { verify } from '../../src/agents/verifier/index.js';
import { builtInOracles } from '../../src/oracles/index.js';
import type { Half, Kit } from './case.js';
import { casesOf } from './cases/index.js';
import { Random } from './random.js';
import type { Decided } from './score.js';

/** What all cases of a bench share. */
export interface Bench {
  readonly models: ModelClient;
  readonly seed: string;
  /** Folder of the real media. */
  readonly media: string | undefined;
  readonly signal: AbortSignal;
}

const oracles = new Map(builtInOracles.map((oracle) => [oracle.spec.name, oracle]));

/** Makes one case of an oracle and has the verifier decide it, as in a run. Even numbers are defects, odd ones clean cases. */
export async function examine(oracle: string, half: Half, index: number, { models, seed, media, signal }: Bench): Promise<Decided> {
  const cases = casesOf(oracle);
  if (!cases) throw new VouchError('USAGE', `There are no cases for ${oracle}.`);
  const isDefect = index % 2 === 0;
  const makers = isDefect ? cases.defects : cases.clean;
  const chosen = makers[(index >> 1) % makers.length];
  if (!chosen) throw new VouchError('INTERNAL', `${oracle} has no ${isDefect ? 'defects' : 'clean cases'}.`);
  const root = await mkdtemp(join(tmpdir(), 'vouch-oracle-'));
  try {
    const kit: Kit = {
      random: new Random(`${seed}/${half}/${oracle}/${index}`), half, folder: join(root, 'case'), models, signal,
      media: (name) => {
        if (media === undefined) throw new VouchError('USAGE', 'Cases with media need a folder with them: --media or VOUCH_MEDIA.');
        return join(media, name);
      },
    };
    const { subject, params = {}, note } = await chosen.make(kit);
    const [decision] = await verify({ criteria: [{ oracle, params, origin: 'plan' }], oracles, subjectOf: () => subject, context: { signal, models, scratch: root } });
    if (!decision) throw new VouchError('INTERNAL', `${oracle} decided nothing.`);
    // A model server that did not start says nothing about the oracle.
    const notRun = decision.evidence.find(({ message }) => message.startsWith('Not run: '));
    if (notRun) throw new VouchError('TOOL_FAILED', notRun.message);
    const said = decision.critique ?? decision.evidence.map(({ message }) => message).join(' ');
    return { oracle, half, seed, index, defect: isDefect ? chosen.what : null, what: chosen.what, status: decision.status, ms: decision.ms, note, said: said.slice(0, 600) };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
