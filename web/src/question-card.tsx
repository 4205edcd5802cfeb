import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PendingQuestion } from '../../src/client/index.js';
import { useStore } from './context.js';

/** A run waits: for a word about the task, for more budget, or for leave to act on the world. */
export function QuestionCard({ pending }: { pending: PendingQuestion }): JSX.Element {
  const store = useStore();
  const [text, setText] = useState('');
  const { question, approval } = pending;
  const answer = (given: string): void => { void store.attempt(() => store.answer(pending, given)); };
  return (
    <div class="question" role="group" aria-label="The run waits for you">
      <p role="alert"><b>{approval ? `May ${approval.tool} do this?` : question.text}</b></p>
      {approval && <dl>{Object.entries(approval.arguments).map(([name, given]) => <div key={name}><dt>{name}</dt><dd>{inWords(given)}</dd></div>)}</dl>}
      <p class="row">
        {approval
          ? <><button type="button" class="primary" onClick={() => { answer('yes'); }}>Approve</button><button type="button" onClick={() => { answer('no'); }}>Refuse</button></>
          : question.options.map((option) => <button type="button" key={option} onClick={() => { answer(option); }}>{option}</button>)}
      </p>
      {!approval && question.options.length === 0 && (
        <form class="row" onSubmit={(event) => { event.preventDefault(); answer(text); }}>
          <label>Your answer <input type="text" value={text} onInput={(event) => { setText(event.currentTarget.value); }} /></label>
          <button type="submit" class="primary" disabled={text.trim() === ''}>Answer</button>
        </form>
      )}
    </div>
  );
}

/** An argument as it is approved, whole: literals as they are, everything else as JSON. */
function inWords(given: unknown): string {
  if (Array.isArray(given)) return given.map(inWords).join('\n');
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null) return JSON.stringify(given);
  const [[key, value] = [], ...more] = Object.entries(given);
  return key === 'value' && more.length === 0 ? inWords(value) : JSON.stringify(given);
}
