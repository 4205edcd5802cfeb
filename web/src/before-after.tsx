import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Artifact } from '../../src/client/index.js';
import { useStore } from './context.js';

/** Two pictures, one over the other, with a slider between them. */
export function BeforeAfter({ before, after }: { before: Artifact; after: Artifact }): JSX.Element {
  const { client } = useStore();
  const [share, setShare] = useState(50);
  return (
    <figure class="compare">
      <figcaption>Before and after</figcaption>
      <div class="picture"><img src={client.artifactUrl(after.id)} alt="After" /><img class="over" src={client.artifactUrl(before.id)} alt="Before" style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }} /></div>
      <label>How much of the picture before is seen <input type="range" min={0} max={100} value={share} onInput={(event) => { setShare(Number(event.currentTarget.value)); }} /></label>
    </figure>
  );
}
