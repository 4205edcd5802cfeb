import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ArtifactView } from './artifact-view.js';
import { useStore } from './context.js';
import { DraftCard } from './draft-card.js';
import { RunCard } from './run-card.js';

/** Tasks to begin with, of each kind. */
const EXAMPLES = ['Describe this picture in two sentences and say them aloud.', 'Write down what is said in this recording, and translate it into German.', 'Open https://example.org, sum the page up in one sentence.', 'Caption this video: what is there, what changes and when.'];

/** The messages, each with the run that it started. New ones are read out by screen readers. */
export function Conversation({ onExample }: { onExample: (task: string) => void }): JSX.Element {
  const store = useStore();
  const messages = store.conversation?.messages ?? [];
  const last = useRef<HTMLElement>(null);
  const latest = messages.at(-1)?.id;
  useEffect(() => {
    const article = last.current;
    const log = article?.parentElement;
    if (!article || !log) return undefined;
    const show = (): void => { article.scrollIntoView({ block: 'start' }); };
    show();
    // Runs of earlier messages are loaded after them, and push it away.
    const growth = new ResizeObserver(show);
    for (const earlier of log.children) if (earlier !== article) growth.observe(earlier);
    // Whoever goes elsewhere stays there.
    const leave = (): void => { growth.disconnect(); };
    const moves = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
    for (const move of moves) log.addEventListener(move, leave, { passive: true });
    return () => {
      leave();
      for (const move of moves) log.removeEventListener(move, leave);
    };
  }, [latest]);
  return (
    <div class="log" role="log" aria-label="Conversation" tabIndex={0}>
      {messages.length === 0 && (
        <div class="welcome">
          <h2>What is to be done?</h2>
          <p>Say it in plain words, with pictures, sound, video or web addresses. Small models on this machine do it, and every result is checked; what nobody could prove is shown as unproved.</p>
          <ul class="examples" aria-label="Examples">
            {EXAMPLES.map((task) => <li key={task}><button type="button" onClick={() => { onExample(task); document.getElementById('message')?.focus(); }}>{task}</button></li>)}
          </ul>
        </div>
      )}
      {messages.map((message) => (
        <article key={message.id} ref={message.id === latest ? last : null}>
          <div class="said">
            <p dir="auto">{message.text}</p>
            {message.attachments.map((artifact) => <ArtifactView key={artifact.id} artifact={artifact} title={artifact.name ?? artifact.modality} marks={[]} />)}
          </div>
          {message.runId !== null && <RunCard runId={message.runId} />}
          {message.runId === null && store.draft?.message.id === message.id && <DraftCard draft={store.draft.draft} />}
        </article>
      ))}
    </div>
  );
}
