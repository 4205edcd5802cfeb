import { request } from 'undici';
import { readStart } from './answer.js';
import { DIALECTS } from './dialects/index.js';

/** What a server publishes of its work; `undefined` where it does not tell. */
export interface ServerMetrics {
  /** Requests that it computes. */
  readonly running: number | undefined;
  /** Requests that wait inside it. */
  readonly waiting: number | undefined;
  /** Grows as it gets on. */
  readonly progress: number | undefined;
  /** Requests that lost their place in its memory to others, since it was started. */
  readonly preempted: number | undefined;
}

/** The samples of these names in Prometheus's text, with or without labels. The names say whose they are, so that nobody must know what kind of server it is. */
function samplesOf(what: keyof ServerMetrics): RegExp {
  return new RegExp(`^(?:${DIALECTS.flatMap(({ metrics }) => metrics[what]).join('|')})(?:\\{[^\\n]*\\})?[ \\t]+([-+]?[\\d.]+(?:[eE][-+]?\\d+)?)(?:[ \\t]|$)`, 'gm');
}

const SAMPLES = { running: samplesOf('running'), waiting: samplesOf('waiting'), progress: samplesOf('progress'), preempted: samplesOf('preempted') };

/** Reads Prometheus's text; what several models or processes tell apart is summed. */
export function readMetrics(text: string): ServerMetrics {
  const sum = (samples: RegExp): number | undefined => {
    const found = [...text.matchAll(samples)].map((match) => Number(match[1])).filter(Number.isFinite);
    return found.length === 0 ? undefined : found.reduce((total, value) => total + value, 0);
  };
  return { running: sum(SAMPLES.running), waiting: sum(SAMPLES.waiting), progress: sum(SAMPLES.progress), preempted: sum(SAMPLES.preempted) };
}

/** Of its metrics, at most. */
const MOST_BYTES = 4_000_000;

/** Asks the server at `root` (its address without the path of its API). Undefined where it has no such route; rejects when it does not answer. */
export async function askMetrics(root: string, apiKey: string | undefined, signal: AbortSignal): Promise<ServerMetrics | undefined> {
  const { statusCode, body } = await request(`${root}/metrics`, { headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }, signal });
  const text = await readStart(body, MOST_BYTES);
  return statusCode === 200 ? readMetrics(text) : undefined;
}
