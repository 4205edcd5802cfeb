/** What can be recorded in the page. */
export type Kind = 'sound' | 'video' | 'picture';

/** The camera at the back of a phone sees what the person means to show. */
const CAMERA: MediaTrackConstraints = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
const ASKED: Readonly<Record<Kind, MediaStreamConstraints>> = { sound: { audio: true }, video: { audio: true, video: CAMERA }, picture: { video: CAMERA } };
const DEVICES: Readonly<Record<Kind, string>> = { sound: 'the microphone', video: 'the camera and the microphone', picture: 'the camera' };

/** Opens the microphone, the camera or both. Throws with words for people where the browser, the person or the machine refuses. */
export async function openDevices(kind: Kind): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new Error('This browser lets pages record only over https or from this machine. Attach a file instead.');
  try {
    return await navigator.mediaDevices.getUserMedia(ASKED[kind]);
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError') throw new Error(`The browser may not use ${DEVICES[kind]}. Allow it in the settings beside the address, or attach a file.`, { cause: error });
    if (name === 'NotFoundError') throw new Error(`This machine lacks ${DEVICES[kind]}. Connect what is missing, or attach a file.`, { cause: error });
    if (name === 'NotReadableError') throw new Error(`Another program holds ${DEVICES[kind]}. Close it and choose again.`, { cause: error });
    throw error;
  }
}

export function closeDevices(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Records a stream until `stop`, or until its devices are gone; `onFile` gets what was recorded till then. */
export function record(kind: Kind, stream: MediaStream, onFile: (file: File) => void): { stop(): void } {
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => { pieces.push(data); });
  recorder.addEventListener('stop', () => { onFile(fileOf(kind, pieces, recorder.mimeType)); });
  recorder.start();
  return { stop: () => { if (recorder.state !== 'inactive') recorder.stop(); } };
}

/** What the camera shows now, at its own size. */
export async function takePicture(shown: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = shown.videoWidth;
  canvas.height = shown.videoHeight;
  canvas.getContext('2d')?.drawImage(shown, 0, 0);
  const picture = await new Promise<Blob | null>((taken) => { canvas.toBlob(taken, 'image/jpeg', 0.92); });
  if (!picture) throw new Error('The browser could not keep the picture. Attach a file instead.');
  return fileOf('picture', [picture], picture.type);
}

/** Named by the time of day, so that two recordings of one message are told apart. */
function fileOf(kind: Kind, pieces: Blob[], mimeType: string): File {
  const type = mimeType.split(';')[0] ?? '';
  const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '');
  return new File(pieces, `${kind}-${time}.${type.split('/')[1] ?? 'webm'}`, { type });
}
