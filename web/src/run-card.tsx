import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { acceptedAttempt, type Artifact, type RunState, type Verdict } from '../../src/client/index.js';
import { collectMarks } from '../../src/cli/report/page-context.js';
import { runLook, VERDICT_LOOK } from '../../src/cli/report/status.js';
import { formatDuration } from '../../src/cli/format.js';
import { ArtifactView } from './artifact-view.js';
import { Badge } from './badge.js';
import { useStore } from './context.js';
import { PlanEditor } from './plan-editor.js';
import { PlanGraph } from './plan-graph.js';
import { QuestionCard } from './question-card.js';
import { StepPanel } from './step-panel.js';
import { collectTimes, textsBeside } from './time-marks.js';
import { VerdictView } from './verdict-view.js';

/** One run: what it waits for, its plan as it is worked on, its answer, and the proof. */
export function RunCard({ runId }: { runId: string }): JSX.Element {
  const store = useStore();
  const [selected, setSelected] = useState<string>();
  const state = store.runs.get(runId);
  if (!state || state.seq === 0) return <section class="card" aria-label="Run"><p role="status">Loading the run…</p></section>;
  const questions = [...store.questions.values()].filter((pending) => pending.runId === runId);
  const step = selected === undefined ? undefined : state.steps.get(selected);
  const open = state.status === 'open';
  return (
    <section class="card" aria-label={`Run: ${state.goal}`}>
      <p class="row">
        <span role="status">{open ? <span class="badge quiet"><span aria-hidden="true">…</span> {questions.length > 0 ? 'waiting for you' : phase(state)}</span> : <Badge look={runLook(state)} />}</span>
        {!open && <span class="facts">{formatDuration(state.usage.ms)}, {state.usage.llmTokens} tokens</span>}
        {open && <button type="button" onClick={() => { void store.attempt(() => store.client.call('run.cancel', { runId })); }}>Cancel</button>}
        {(state.status === 'suspended' || state.status === 'cancelled') && <button type="button" onClick={() => { void store.attempt(() => store.client.call('run.resume', { runId })); }}>Go on</button>}
      </p>
      {questions.map((pending) => <QuestionCard key={pending.question.id} pending={pending} />)}
      {state.plan && state.plan.steps.length > 0 && <PlanGraph state={state} selected={step?.itemOf?.step ?? selected} onSelect={(id) => { setSelected(id === selected ? undefined : id); }} />}
      {step && <StepPanel state={state} step={step} onSelect={setSelected} onAgain={open ? undefined : () => store.attempt(() => store.again(runId, { anew: [step.step.id] }))} />}
      {!open && <Ending state={state} />}
      {!open && state.plan && <PlanEditor plan={state.plan} action="Run again" onRun={(plan) => store.attempt(() => store.again(runId, { plan }))} />}
    </section>
  );
}

/** What the run is doing, in words. */
function phase(state: RunState): string {
  if (!state.plan) return 'planning';
  const running = [...state.steps.values()].filter(({ status }) => status === 'running').map(({ step }) => step.id);
  return running.length === 0 ? 'checking' : `working on ${running.join(', ')}`;
}

function Ending({ state }: { state: RunState }): JSX.Element {
  const marks = collectMarks(state);
  const times = collectTimes(state);
  const claims = claimsOf(state);
  return (
    <>
      {state.error && <p class="critique">{state.error.message} <span class="code">{state.error.code}</span></p>}
      {state.answer !== '' && <div class={`answer ${state.status === 'completed' && state.unproved.length === 0 ? 'good' : 'unsure'}`} dir="auto">{state.answer}</div>}
      {deliveredMedia(state).map((artifact) => <ArtifactView key={artifact.id} artifact={artifact} title={artifact.name ?? artifact.modality} marks={marks.get(artifact.id) ?? []} times={times.get(artifact.id)} texts={textsBeside(state, artifact.id)} />)}
      {state.unproved.length > 0 && (
        <div class="unproved"><h2><span aria-hidden="true">? </span>Not proved</h2><ul>{state.unproved.map((gap) => <li key={gap}>{gap}</li>)}</ul></div>
      )}
      {claims.length > 0 && (
        <details class="why">
          <summary>Why do you say so? {claims.filter(({ status }) => status === 'pass').length} of {claims.length} checks passed</summary>
          <ul class="verdicts">{claims.map((verdict, index) => <li key={index}><Badge look={VERDICT_LOOK[verdict.status]} /> <VerdictView verdict={verdict} /></li>)}</ul>
        </details>
      )}
    </>
  );
}

/** The verdicts that the answer rests on: those of accepted attempts, and those about the whole. */
function claimsOf(state: RunState): Verdict[] {
  return [...[...state.steps.values()].flatMap((step) => acceptedAttempt(step)?.verdicts ?? []), ...state.answerVerdicts];
}

/** Pictures, sounds and videos among the outputs that answer the request: the deliverables, or what no step uses. */
function deliveredMedia(state: RunState): Artifact[] {
  const named = state.plan?.deliverables ?? [];
  const used = new Set(state.provenance.flatMap(({ inputs }) => inputs));
  const made = [...state.steps.values()].flatMap((step) => Object.entries(acceptedAttempt(step)?.outputs ?? {}).map(([port, ids]) => ({ ref: `${step.step.id}.${port}`, ids: [ids].flat() })));
  const wanted = made.filter(({ ref, ids }) => (named.length > 0 ? named.includes(ref) : !ids.some((id) => used.has(id))));
  return wanted.flatMap(({ ids }) => ids).flatMap((id) => state.artifacts.get(id) ?? []).filter(({ modality }) => ['image', 'audio', 'video'].includes(modality));
}
