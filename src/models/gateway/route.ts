import type { Job } from '../../core/index.js';

/** Which job a route of the engines is of. */
const JOB_OF_ROUTE: Readonly<Record<string, Job>> = {
  '/v1/chat/completions': 'chat',
  '/v1/score': 'chat',
  '/v1/embeddings': 'embed',
  '/v1/audio/speech': 'speak',
  '/v1/audio/voices': 'speak',
  '/v1/audio/transcriptions': 'transcribe',
  '/v1/ocr': 'ocr',
  '/v1/ocr/lines': 'ocr',
  '/v1/detections': 'detect',
};

export function jobOfRoute(path: string): Job | undefined {
  return JOB_OF_ROUTE[path];
}

/** The model that a request names: in its query, its JSON, or a field of its form; undefined where it names none. */
export function modelOf(query: unknown, contentType: string, body: Buffer): string | undefined {
  const asked = (query as { model?: unknown } | null)?.model;
  if (typeof asked === 'string') return asked;
  if (contentType.includes('json')) {
    const { model } = JSON.parse(body.toString()) as { model?: unknown };
    return typeof model === 'string' && model !== '' ? model : undefined;
  }
  // RFC 7578: a field's value follows its head and an empty line. The file's bytes are not looked into further than that.
  const field = /name="model"(?:\r\n[^\r\n]+)*\r\n\r\n([^\r\n]*)\r\n/.exec(contentType.includes('multipart') ? body.toString('latin1') : '')?.[1];
  return field === undefined || field === '' ? undefined : field;
}
