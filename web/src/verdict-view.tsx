import type { JSX } from 'preact';
import type { Verdict } from '../../src/client/index.js';
import { formatDuration, formatValue } from '../../src/cli/format.js';

/** One verdict in words: what was measured and expected, where it shows, and what to mend. */
export function VerdictView({ verdict: { oracle, kind, measured, expected, evidence, critique } }: { verdict: Verdict }): JSX.Element {
  return (
    <>
      <b>{oracle}</b> <span class="facts">{kind}</span>
      {measured !== null && <p>measured <b>{formatValue(measured, 400)}</b>{expected !== null && <>, expected <b>{formatValue(expected, 400)}</b></>}</p>}
      {evidence.length > 0 && (
        <ul>
          {evidence.map(({ message, startMs, endMs, data }, index) => (
            <li key={index}>
              {message}
              {startMs !== undefined && <span class="facts"> at {formatDuration(startMs)}{endMs !== undefined && ` to ${formatDuration(endMs)}`}</span>}
              <Difference data={data} />
            </li>
          ))}
        </ul>
      )}
      {critique !== null && <p class="critique">{critique}</p>}
    </>
  );
}

/** Words that were expected and words that were heard or read instead; other data folded. */
function Difference({ data }: { data: unknown }): JSX.Element | null {
  if (typeof data !== 'object' || data === null) return null;
  const { expected, heard } = data as { expected?: unknown; heard?: unknown };
  if (expected === undefined && heard === undefined) return <details><summary>data</summary><pre tabIndex={0}>{JSON.stringify(data, null, 2)}</pre></details>;
  return <p class="difference"><del>{formatValue(expected ?? '', 400)}</del> <ins>{formatValue(heard ?? '', 400)}</ins></p>;
}
