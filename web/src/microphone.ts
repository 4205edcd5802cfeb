/** Opens the microphone; `onPcm` gets 16-bit PCM at 16 kHz. Returns how to close it. Throws where the browser or the user refuses. */
export async function openMicrophone(onPcm: (pcm: Uint8Array) => void): Promise<() => void> {
  if (!navigator.mediaDevices) throw new Error('This browser lets pages listen only over https or from this machine.');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  const context = new AudioContext();
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  try {
    await context.audioWorklet.addModule('microphone.js');
    const node = new AudioWorkletNode(context, 'pcm', { numberOfInputs: 1, numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    node.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>): void => { onPcm(new Uint8Array(data)); };
    context.createMediaStreamSource(stream).connect(node);
    await context.resume();
    return close;
  } catch (error) {
    close();
    throw error;
  }
}
