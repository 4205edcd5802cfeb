import type { JSX } from 'preact';
import type { AttemptState, RunState, StepState } from '../../src/client/index.js';
import { collectMarks } from '../../src/cli/report/page-context.js';
import { ATTEMPT_LOOK, STEP_LOOK, VERDICT_LOOK } from '../../src/cli/report/status.js';
import { describeBinding } from '../../src/cli/run-view/describe-plan.js';
import { formatDuration } from '../../src/cli/format.js';
import { ArtifactView } from './artifact-view.js';
import { Badge } from './badge.js';
import { BeforeAfter } from './before-after.js';
import { collectTimes, textsBeside } from './time-marks.js';
import { VerdictView } from './verdict-view.js';

interface Props {
  readonly state: RunState;
  readonly step: StepState;
  readonly onSelect: (step: string) => void;
  /** Absent while the run is under way. */
  readonly onAgain: (() => unknown) | undefined;
}

/** A step with its inputs, every attempt, what each was sent back for, and the evidence. */
export function StepPanel({ state, step, onSelect, onAgain }: Props): JSX.Element {
  const { step: { id, tool, inputs }, status, attempts, climbs, error, blockedBy, skipped, items = [] } = step;
  return (
    <section class="step-panel" aria-label={`Step ${id}`}>
      <h2>{id} <Badge look={STEP_LOOK[status]} /></h2>
      {step.itemOf && <p><BackTo step={step.itemOf.step} onSelect={onSelect} /></p>}
      <p class="facts">{tool}{blockedBy !== undefined && `, blocked by ${blockedBy}`}</p>
      <dl>{Object.entries(inputs).map(([port, binding]) => <div key={port}><dt>{port}</dt><dd>{describeBinding(binding)}</dd></div>)}</dl>
      {skipped && <p>{skipped.reason}</p>}
      {items.length > 0 && (
        <ul class="items" aria-label="Items">
          {items.flatMap((item) => state.steps.get(item) ?? []).map((item) => <li key={item.step.id}><button type="button" onClick={() => { onSelect(item.step.id); }}>{item.itemOf?.about ?? item.step.id} <Badge look={STEP_LOOK[item.status]} /></button></li>)}
        </ul>
      )}
      {error && <p class="critique">{error.message} <span class="code">{error.code}</span></p>}
      {attempts.map((attempt, index) => (
        <div key={attempt.attempt}>
          <Attempt state={state} step={step} attempt={attempt} />
          {climbs[index] && <p class="critique"><b>Sent back: {climbs[index].rung}</b> {climbs[index].critique}</p>}
        </div>
      ))}
      {onAgain && <button type="button" onClick={() => { void onAgain(); }}>Run again from this step</button>}
    </section>
  );
}

function BackTo({ step, onSelect }: { step: string; onSelect: Props['onSelect'] }): JSX.Element {
  return <button type="button" onClick={() => { onSelect(step); }}><span aria-hidden="true">← </span>All items of {step}</button>;
}

function Attempt({ state, step, attempt }: { state: RunState; step: StepState; attempt: AttemptState }): JSX.Element {
  const marks = collectMarks(state);
  const times = collectTimes(state);
  const outputs = Object.entries(attempt.outputs).flatMap(([port, ids]) => [ids].flat().flatMap((id) => { const artifact = state.artifacts.get(id); return artifact ? [{ port, artifact }] : []; }));
  const record = state.provenance.find(({ step: maker, attempt: number }) => maker === step.step.id && number === attempt.attempt);
  const pictures = (record?.inputs ?? []).flatMap((id) => state.artifacts.get(id) ?? []).filter(({ modality }) => modality === 'image');
  const made = outputs.filter(({ artifact }) => artifact.modality === 'image');
  const [before] = pictures;
  const [after] = made;
  return (
    <section class="attempt" aria-label={`Attempt ${attempt.attempt}`}>
      <h3>Attempt {attempt.attempt} <Badge look={ATTEMPT_LOOK[attempt.status]} /></h3>
      <p class="facts">{[attempt.rung, attempt.models.join(', '), attempt.reused ? 'taken from an equal step' : '', formatDuration(attempt.ms)].filter(Boolean).join(' · ')}</p>
      {attempt.error && <p class="critique">{attempt.error.message} <span class="code">{attempt.error.code}</span></p>}
      {before && after && pictures.length === 1 && made.length === 1 && <BeforeAfter before={before} after={after.artifact} />}
      {outputs.map(({ port, artifact }) => <ArtifactView key={`${port} ${artifact.id}`} artifact={artifact} title={port} marks={marks.get(artifact.id) ?? []} times={times.get(artifact.id)} texts={textsBeside(state, artifact.id)} />)}
      <ul class="verdicts">{attempt.verdicts.map((verdict, index) => <li key={index}><Badge look={VERDICT_LOOK[verdict.status]} /> <VerdictView verdict={verdict} /></li>)}</ul>
    </section>
  );
}
