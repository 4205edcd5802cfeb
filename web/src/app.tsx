import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Composer } from './composer.js';
import { useStore } from './context.js';
import { Conversation } from './conversation.js';
import { Sidebar } from './sidebar.js';
import { TokenForm } from './token-form.js';

const LINE = { connecting: 'Connecting…', open: 'Connected', waiting: 'Connection lost. Trying again…', closed: 'Disconnected' } as const;

export function App(): JSX.Element {
  const store = useStore();
  const [dropping, setDropping] = useState(false);
  // What is being written: examples fill it in as typing does.
  const [text, setText] = useState('');
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setDropping(true);
    };
    const drop = (event: DragEvent): void => {
      setDropping(false);
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      store.attach(event.dataTransfer.files);
    };
    const leave = (event: DragEvent): void => { if (event.relatedTarget === null) setDropping(false); };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    window.addEventListener('dragleave', leave);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
      window.removeEventListener('dragleave', leave);
    };
  }, [store]);

  return (
    <>
      <a class="skip" href="#message">Skip to the message</a>
      <header>
        <h1>Vouch</h1>
        <p class={`line ${store.line}`} role="status">{LINE[store.line]}</p>
      </header>
      <div class="columns">
        <Sidebar />
        <main>
          {store.alert && (
            <div class="alert" role="alert">
              <p>{store.alert.text} <span class="code">{store.alert.code}</span></p>
              <button type="button" onClick={() => { store.dismiss(); }}>Dismiss</button>
            </div>
          )}
          {store.locked ? <TokenForm /> : <><Conversation onExample={setText} /><Composer text={text} onText={setText} /></>}
        </main>
      </div>
      {dropping && <div class="dropping" aria-hidden="true">Drop files to attach them</div>}
    </>
  );
}
