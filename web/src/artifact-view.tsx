import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Artifact } from '../../src/client/index.js';
import type { Mark } from '../../src/cli/report/page-context.js';
import { VERDICT_LOOK } from '../../src/cli/report/status.js';
import { formatBytes, formatDuration } from '../../src/cli/format.js';
import { useStore } from './context.js';
import { Film, Sound } from './players.js';
import type { TimeMark } from './time-marks.js';

/** Bytes of a text that are shown at once. */
const SHOWN_BYTES = 100_000;

interface Props {
  readonly artifact: Artifact;
  readonly title: string;
  /** Places in a picture that verdicts speak of. */
  readonly marks: readonly Mark[];
  /** Stretches of a sound or video that verdicts speak of. */
  readonly times?: readonly TimeMark[] | undefined;
  /** Texts that were made together with a video. */
  readonly texts?: readonly Artifact[] | undefined;
}

/** An artifact where it can be looked at: picture with its marks, player with seeking, text; and a link that saves it. */
export function ArtifactView({ artifact, title, marks, times = [], texts = [] }: Props): JSX.Element {
  const { client } = useStore();
  const { id, modality, mime, bytes, metadata } = artifact;
  const source = client.artifactUrl(id);
  const facts = [mime, formatBytes(bytes), metadata.width === undefined ? '' : `${metadata.width}×${metadata.height ?? 0} px`, metadata.durationMs === undefined ? '' : formatDuration(metadata.durationMs)].filter(Boolean).join(', ');
  return (
    <figure class="artifact">
      {modality === 'image' && <Picture artifact={artifact} source={source} title={title} marks={marks} />}
      {modality === 'audio' && <Sound source={source} title={title} times={times} />}
      {modality === 'video' && <Film source={source} title={title} times={times} texts={texts.map((text) => client.artifactUrl(text.id))} />}
      {(modality === 'text' || modality === 'json') && <Text source={source} isData={modality === 'json'} />}
      <figcaption>{title} <span class="facts">{facts}</span> <a href={client.artifactUrl(id, { name: artifact.name ?? title, download: true })}>Save<span class="hidden"> {title}</span></a></figcaption>
    </figure>
  );
}

function Picture({ artifact: { metadata: { width, height } }, source, title, marks }: Props & { source: string }): JSX.Element {
  const drawn = width !== undefined && height !== undefined && marks.length > 0;
  return (
    <>
      <div class="picture">
        <img src={source} alt={title} loading="lazy" />
        {drawn && <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">{marks.map(({ number, box, status }) => <rect key={number} class={VERDICT_LOOK[status].tone} x={box.x} y={box.y} width={box.width} height={box.height} />)}</svg>}
      </div>
      {drawn && <ol class="marks">{marks.map(({ number, message }) => <li key={number}>{message}</li>)}</ol>}
    </>
  );
}

function Text({ source, isData }: { source: string; isData: boolean }): JSX.Element {
  const [text, setText] = useState<string>();
  useEffect(() => {
    const controller = new AbortController();
    fetch(source, { headers: { range: `bytes=0-${SHOWN_BYTES - 1}` }, signal: controller.signal })
      .then(async (response) => (response.ok ? response.text() : `It cannot be shown: the server answered ${response.status}.`))
      .then(setText, (error: unknown) => { if (!controller.signal.aborted) setText(`It cannot be shown: ${String(error)}`); });
    return () => { controller.abort(); };
  }, [source]);
  return <pre dir="auto" tabIndex={0}>{text === undefined ? '…' : isData ? indented(text) : text}</pre>;
}

/** Data that was cut off at the limit stays as it came. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
