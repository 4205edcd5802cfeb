import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from './context.js';
import { Recorder } from './recorder.js';
import { TalkButton } from './talk-button.js';

/** Where the next task is written: text, files by choosing, dropping or pasting, sound and video by recording. */
export function Composer({ text, onText }: { text: string; onText: (text: string) => void }): JSX.Element {
  const store = useStore();
  const [review, setReview] = useState(false);
  const [sending, setSending] = useState(false);
  // Sent off while files were still on their way: it goes when they are there.
  const [waiting, setWaiting] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const uploading = store.attachments.some(({ artifact, error }) => !artifact && error === undefined);
  const ready = text.trim() !== '' && !sending && !uploading && store.line === 'open';

  const send = async (): Promise<void> => {
    if (!ready) {
      setWaiting(uploading && text.trim() !== '');
      return;
    }
    setSending(true);
    const sent = await store.attempt(() => store.send(text, review));
    setSending(false);
    if (sent) onText('');
  };

  useEffect(() => {
    if (!waiting || uploading) return;
    setWaiting(false);
    // Without a file that was refused it would be another task.
    if (!store.attachments.some(({ error }) => error !== undefined)) void send();
  });

  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      {store.attachments.length > 0 && (
        <ul class="attachments" aria-label="Attached files">
          {store.attachments.map(({ key, name, progress, artifact, error }) => (
            <li key={key} class={error === undefined ? '' : 'bad'}>
              {name}{error !== undefined ? <span>: {error}</span> : ' '}{error !== undefined ? ' ' : artifact ? <span class="facts">{artifact.modality}</span> : <progress value={progress} aria-label={`Sending ${name}`} />}
              <button type="button" class="quiet" aria-label={`Remove ${name}`} onClick={() => { store.detach(key); }}>✕</button>
            </li>
          ))}
        </ul>
      )}
      <label class="hidden" for="message">Task</label>
      <textarea
        id="message" rows={3} value={text} placeholder="What is to be done? For instance: Describe this picture in two sentences and say them aloud."
        onInput={(event) => { onText(event.currentTarget.value); setWaiting(false); }}
        onPaste={(event) => {
          if (!event.clipboardData?.files.length) return;
          event.preventDefault();
          store.attach(event.clipboardData.files);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="row">
        <input ref={files} type="file" multiple class="hidden" id="files" tabIndex={-1} aria-label="Files to attach" onChange={(event) => { store.attach(event.currentTarget.files ?? []); event.currentTarget.value = ''; }} />
        <button type="button" onClick={() => files.current?.click()}>Attach files</button>
        <Recorder />
        <TalkButton />
        <label class="check"><input type="checkbox" checked={review} onChange={(event) => { setReview(event.currentTarget.checked); }} /> Show me the plan first</label>
        <button type="submit" class="primary" disabled={!ready}>{sending ? (review ? 'Planning…' : 'Sending…') : waiting ? 'Waiting for the files…' : 'Send'}</button>
      </div>
    </form>
  );
}
