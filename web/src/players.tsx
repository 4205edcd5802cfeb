import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { VERDICT_LOOK } from '../../src/cli/report/status.js';
import { formatDuration } from '../../src/cli/format.js';
import { captionsUrl } from './captions.js';
import type { TimeMark } from './time-marks.js';
import { Waveform } from './waveform.js';

interface Props {
  readonly source: string;
  readonly title: string;
  /** Stretches that verdicts speak of. */
  readonly times: readonly TimeMark[];
}

/** A sound with its loudness, the stretches that verdicts speak of, and a player that goes there. */
export function Sound({ source, title, times }: Props): JSX.Element {
  const player = useRef<HTMLAudioElement>(null);
  return <><Waveform source={source} times={times} /><audio ref={player} controls preload="metadata" src={source} aria-label={title} /><Times times={times} player={player} /></>;
}

/** A video with its subtitles as a track, and a player that goes where verdicts point. */
export function Film({ source, title, times, texts }: Props & { readonly texts: readonly string[] }): JSX.Element {
  const player = useRef<HTMLVideoElement>(null);
  const [captions, setCaptions] = useState<string>();
  const sources = texts.join(' ');
  useEffect(() => {
    const controller = new AbortController();
    let made: string | undefined;
    captionsUrl(sources === '' ? [] : sources.split(' '), controller.signal).then((url) => {
      made = url;
      if (controller.signal.aborted) URL.revokeObjectURL(url ?? '');
      else setCaptions(url);
    }, (error: unknown) => { if (!controller.signal.aborted) console.warn('no subtitles', error); });
    return () => {
      controller.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [sources]);
  return (
    <>
      <video ref={player} controls preload="metadata" src={source} aria-label={title}>{captions !== undefined && <track kind="captions" label="Subtitles" src={captions} default />}</video>
      <Times times={times} player={player} />
    </>
  );
}

function Times({ times, player }: { times: readonly TimeMark[]; player: { readonly current: HTMLMediaElement | null } }): JSX.Element | null {
  if (times.length === 0) return null;
  const go = (startMs: number): void => {
    if (player.current) player.current.currentTime = startMs / 1000;
  };
  return (
    <ul class="times" aria-label="Where verdicts point">
      {times.map(({ startMs, endMs, status, message }, index) => <li key={index} class={VERDICT_LOOK[status].tone}><button type="button" onClick={() => { go(startMs); }}>{formatDuration(startMs)}{endMs > startMs && ` to ${formatDuration(endMs)}`}</button> {message}</li>)}
    </ul>
  );
}
