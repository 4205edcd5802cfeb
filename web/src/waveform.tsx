import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { VERDICT_LOOK } from '../../src/cli/report/status.js';
import type { TimeMark } from './time-marks.js';

const WIDTH = 600;
const HEIGHT = 64;
/** Larger sounds are not drawn: the browser would hold them decoded. */
const LARGEST_BYTES = 30_000_000;

/** The loudness of a sound over time, as a drawing, with the stretches that verdicts speak of behind it. */
export function Waveform({ source, times = [] }: { source: string; times?: readonly TimeMark[] }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    void draw(source, canvas.current, times, controller.signal).catch((error: unknown) => {
      // The player below still plays it; what is missing is the drawing.
      if (!controller.signal.aborted) console.warn('no waveform', error);
    });
    return () => { controller.abort(); };
  }, [source, JSON.stringify(times)]);
  return <canvas ref={canvas} class="waveform" width={WIDTH} height={HEIGHT} role="img" aria-label="Loudness over time" />;
}

async function draw(source: string, canvas: HTMLCanvasElement | null, times: readonly TimeMark[], signal: AbortSignal): Promise<void> {
  const context = canvas?.getContext('2d');
  const response = await fetch(source, { signal });
  if (!context || !canvas || !response.ok || Number(response.headers.get('content-length')) > LARGEST_BYTES) return;
  const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(await response.arrayBuffer());
  if (signal.aborted) return;
  const samples = sound.getChannelData(0);
  const column = samples.length / WIDTH;
  context.clearRect(0, 0, WIDTH, HEIGHT);
  const style = getComputedStyle(canvas);
  for (const { startMs, endMs, status } of times) {
    const from = (startMs / 1000 / sound.duration) * WIDTH;
    context.fillStyle = style.getPropertyValue(`--${VERDICT_LOOK[status].tone}-back`);
    context.fillRect(from, 0, Math.max(2, (endMs / 1000 / sound.duration) * WIDTH - from), HEIGHT);
    context.fillStyle = style.getPropertyValue(`--${VERDICT_LOOK[status].tone}`);
    context.fillRect(from, 0, 2, HEIGHT);
  }
  context.fillStyle = style.color;
  for (let x = 0; x < WIDTH; x++) {
    let peak = 0;
    for (let index = Math.floor(x * column); index < (x + 1) * column; index++) peak = Math.max(peak, Math.abs(samples[index] ?? 0));
    const high = Math.max(1, peak * HEIGHT);
    context.fillRect(x, (HEIGHT - high) / 2, 1, high);
  }
}
