import type { JSX } from 'preact';
import { emptyRunState, type Draft } from '../../src/client/index.js';
import { useStore } from './context.js';
import { PlanEditor } from './plan-editor.js';
import { PlanGraph } from './plan-graph.js';

/** A plan that waits for the user: run it, change it, or leave it. */
export function DraftCard({ draft }: { draft: Draft }): JSX.Element {
  const store = useStore();
  const state = { ...emptyRunState(draft.id), plan: draft.plan, steps: new Map(draft.plan.steps.map((step) => [step.id, { step, status: 'pending' as const, attempts: [], climbs: [], ms: 0 }])) };
  return (
    <section class="card" aria-label="Plan that waits for you">
      <h2>The plan</h2>
      {draft.notes.map((note) => <p key={note} class="facts">{note}</p>)}
      {draft.unmet.length > 0 && <p class="unproved">No step does this part of the task: {draft.unmet.join('; ')}</p>}
      <PlanGraph state={state} selected={undefined} onSelect={() => undefined} />
      <PlanEditor plan={draft.plan} action="Run this plan" primary onRun={(edited) => store.attempt(() => store.approve(draft, edited))} />
      <button type="button" onClick={() => { store.discardDraft(); }}>Leave it</button>
    </section>
  );
}
