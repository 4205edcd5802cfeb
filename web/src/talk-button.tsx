import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useStore } from './context.js';
import type { TalkState } from './talk.js';

/** Held longer than this the button is push-to-talk; a shorter press leaves the microphone open until the next. */
const HELD_MS = 400;

const SAYS: Readonly<Record<TalkState, string>> = { off: '', opening: 'Opening the microphone…', listening: 'Listening. Speak when you like.', hearing: 'Hearing you…', working: 'Working on it…', speaking: 'Speaking. Speak to cut in.' };

/** Push to talk: what is said is sent like a written message, and its answer is spoken. */
export function TalkButton(): JSX.Element {
  const store = useStore();
  const { talk } = store;
  const pressed = useRef(0);
  const start = (): void => { void store.attempt(() => talk.start()); };
  const { state, player: { sentence, firstSoundMs }, heard } = talk;
  const on = talk.open || state === 'opening';
  return (
    <>
      <button
        type="button" class={on ? 'recording' : ''} aria-pressed={on} disabled={store.line !== 'open'}
        onPointerDown={(event) => {
          // Let go beside the button is let go, too.
          event.currentTarget.setPointerCapture(event.pointerId);
          pressed.current = on ? 0 : performance.now();
          if (!on) start();
        }}
        onPointerUp={() => {
          if (pressed.current === 0) talk.stop();
          else if (performance.now() - pressed.current > HELD_MS) talk.stop();
        }}
        onPointerCancel={() => { talk.stop(); }}
        onKeyDown={(event) => { if (event.repeat && event.key === 'Enter') event.preventDefault(); }}
        onClick={(event) => {
          // Only what no pointer did: a key, or a program that reads the page aloud.
          if (event.detail !== 0) return;
          if (on) talk.stop();
          else start();
        }}
      >{on ? '■ Stop talking' : 'Talk'}</button>
      {sentence !== undefined && <button type="button" onClick={() => { talk.hush(); }}>Be quiet</button>}
      <span class="facts talk" role="status">{[SAYS[state], sentence ?? (heard === '' ? '' : `You said: ${heard}`), state !== 'speaking' || firstSoundMs === undefined ? '' : `(answered after ${(firstSoundMs / 1000).toFixed(1)} s)`].filter(Boolean).join(' ')}</span>
    </>
  );
}
