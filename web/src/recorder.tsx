import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from './context.js';
import { closeDevices, openDevices, record, takePicture, type Kind } from './record.js';

const KINDS: Readonly<Record<Kind, string>> = { sound: 'Sound', video: 'Video', picture: 'Picture' };

/** Records sound, a video or a picture and attaches it. */
export function Recorder(): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => { setOpen(true); }}>Record</button>
      {open && <RecordDialog onClose={() => { setOpen(false); }} />}
    </>
  );
}

function RecordDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const store = useStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const preview = useRef<HTMLVideoElement>(null);
  const [kind, setKind] = useState<Kind>('sound');
  const [stream, setStream] = useState<MediaStream>();
  /** The stream that has shown something: before that there is no picture to be taken. */
  const [shown, setShown] = useState<MediaProvider | null>();
  const [refusal, setRefusal] = useState('');
  const [recording, setRecording] = useState<{ stop(): void }>();

  useEffect(() => { dialog.current?.showModal(); }, []);

  useEffect(() => {
    let left = false;
    let opened: MediaStream | undefined;
    setRefusal('');
    openDevices(kind).then((given) => {
      if (left) closeDevices(given);
      else setStream(opened = given);
    }, (error: unknown) => { if (!left) refuse(error); });
    return () => {
      left = true;
      setStream(undefined);
      if (opened) closeDevices(opened);
    };
  }, [kind]);

  useEffect(() => { if (preview.current) preview.current.srcObject = stream ?? null; }, [stream, kind]);

  const refuse = (error: unknown): void => { setRefusal(error instanceof Error ? error.message : String(error)); };
  const ready = stream !== undefined && (kind === 'sound' || shown === stream);
  const attach = (file: File): void => {
    store.attach([file]);
    dialog.current?.close();
  };
  const start = (): void => {
    if (!stream) return;
    if (kind !== 'picture') setRecording(record(kind, stream, attach));
    else if (preview.current) takePicture(preview.current).then(attach, refuse);
  };

  return (
    <dialog
      ref={dialog} class="record" aria-labelledby="record-title" onClose={onClose}
      onCancel={(event) => {
        // What was recorded is kept; it can be removed from the message.
        if (!recording) return;
        event.preventDefault();
        recording.stop();
      }}
    >
      <h2 id="record-title">Record</h2>
      <fieldset disabled={recording !== undefined}>
        <legend class="hidden">What to record</legend>
        {(Object.keys(KINDS) as Kind[]).map((one) => (
          // Of no form: Enter here must not send the message that the dialog lies in.
          <label key={one} class="check"><input type="radio" form="" name="record-kind" checked={one === kind} onChange={() => { setKind(one); }} /> {KINDS[one]}</label>
        ))}
      </fieldset>
      {kind !== 'sound' && <video ref={preview} muted autoplay playsInline aria-label="What the camera shows" onLoadedData={({ currentTarget }) => { setShown(currentTarget.srcObject); }} />}
      <p><span role="status">{refusal !== '' ? refusal : !stream ? 'Waiting for the browser to allow it…' : !ready ? 'Waiting for the camera…' : recording ? 'Recording.' : 'Ready.'}</span> {recording && <Elapsed />}</p>
      <div class="row">
        {recording
          ? <button type="button" class="recording" onClick={() => { recording.stop(); }}>■ Stop and attach</button>
          : <button type="button" class="primary" disabled={!ready} onClick={start}>{kind === 'picture' ? 'Take the picture' : 'Start recording'}</button>}
        <button type="button" disabled={recording !== undefined} onClick={() => { dialog.current?.close(); }}>Cancel</button>
      </div>
    </dialog>
  );
}

function Elapsed(): JSX.Element {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => { setSeconds(Math.floor((performance.now() - began) / 1000)); }, 250);
    return () => { clearInterval(timer); };
  }, []);
  return <span role="timer">{Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}</span>;
}
