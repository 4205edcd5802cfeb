import type { JSX } from 'preact';
import { RUN_LOOK } from '../../src/cli/report/status.js';
import { formatBytes, formatTime } from '../../src/cli/format.js';
import { Badge } from './badge.js';
import { useStore } from './context.js';

/** As the model router tells it. */
interface JobStatus {
  readonly job: string;
  readonly models: readonly { readonly model: string; readonly state: string; readonly residentBytes: number | null }[];
  readonly missing?: string;
}

/** Conversations, runs, and the server at a glance; folded away on small screens. */
export function Sidebar(): JSX.Element {
  const store = useStore();
  const { conversations, runList, status } = store;
  return (
    <nav aria-label="Conversations and runs">
      <button type="button" class="primary" onClick={() => { store.begin(); }}>New conversation</button>
      <details open={matchMedia('(min-width: 60rem)').matches}>
        <summary>Conversations ({conversations.length})</summary>
        <ul>
          {conversations.map(({ id, title, updatedAt }) => (
            <li key={id}><button type="button" class="entry" aria-current={store.conversation?.id === id ? 'true' : undefined} onClick={() => { void store.attempt(() => store.open(id)); }}><span class="title">{title}</span><span class="facts">{formatTime(updatedAt).slice(0, 16)}</span></button></li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Runs ({runList.length})</summary>
        <ul>{runList.map(({ runId, goal, status: state }) => <li key={runId} class="run-entry"><Badge look={state === 'interrupted' ? { sign: '‖', word: 'interrupted', tone: 'unsure' } : RUN_LOOK[state]} /> {goal}</li>)}</ul>
      </details>
      {status && (
        <details>
          <summary>Server</summary>
          <dl>
            <dt>Version</dt><dd>{status.version}</dd>
            <dt>Runs under way</dt><dd>{status.runs.active} of {status.runs.limit}</dd>
            <dt>Memory</dt><dd>{formatBytes(status.memoryBytes)}</dd>
          </dl>
          <ul>{(status.models as unknown as JobStatus[]).map(({ job, models, missing }) => <li key={job}><b>{job}</b> {missing ?? models.map(({ model, state, residentBytes }) => `${model} (${state}${residentBytes ? `, ${formatBytes(residentBytes)}` : ''})`).join(', ')}</li>)}</ul>
          <button type="button" onClick={() => { void store.attempt(() => store.refresh()); }}>Look again</button>
        </details>
      )}
    </nav>
  );
}
