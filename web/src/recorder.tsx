import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from './context.js';

/** Records sound from the microphone and attaches it. */
export function Recorder(): JSX.Element {
  const store = useStore();
  const [recording, setRecording] = useState<MediaRecorder>();
  const stream = useRef<MediaStream | undefined>(undefined);
  const release = (): void => {
    stream.current?.getTracks().forEach((track) => { track.stop(); });
    stream.current = undefined;
  };
  useEffect(() => release, []);

  const start = async (): Promise<void> => {
    if (!navigator.mediaDevices) throw new Error('This browser lets pages record only over https or from this machine. Attach a file instead.');
    stream.current = await navigator.mediaDevices.getUserMedia({ audio: true });
    const recorder = new MediaRecorder(stream.current);
    const pieces: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => { pieces.push(data); });
    recorder.addEventListener('stop', () => {
      release();
      setRecording(undefined);
      const type = recorder.mimeType.split(';')[0] ?? '';
      store.attach([new File(pieces, `recording.${type.split('/')[1] ?? 'webm'}`, { type })]);
    });
    recorder.start();
    setRecording(recorder);
  };

  if (recording) return <button type="button" class="recording" onClick={() => { recording.stop(); }}>■ Stop recording</button>;
  return <button type="button" onClick={() => { void store.attempt(start); }}>Record</button>;
}
