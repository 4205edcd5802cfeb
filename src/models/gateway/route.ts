import { z } from 'zod';
import { schemaFaults, VouchError, type Job } from '../../core/index.js';

/** Which job a route of the engines is of. */
const JOB_OF_ROUTE: Readonly<Record<string, Job>> = {
  '/v1/chat/completions': 'chat',
  '/v1/score': 'chat',
  '/v1/embeddings': 'embed',
  '/v1/audio/speech': 'speak',
  '/v1/audio/voices': 'speak',
  '/v1/audio/activity': 'listen',
  '/v1/audio/transcriptions': 'transcribe',
  '/v1/audio/scores': 'transcribe',
  '/v1/ocr': 'ocr',
  '/v1/ocr/lines': 'ocr',
  '/v1/detections': 'detect',
};

export function jobOfRoute(path: string): Job | undefined {
  return JOB_OF_ROUTE[path];
}

/** A name that is none is the engine's to refuse. */
const Named = z.object({ model: z.string().optional().catch(undefined) });

/** The model that a request names: in its query, its JSON, or a field of its form; undefined where it names none. */
export function modelOf(query: unknown, contentType: string, body: Buffer): string | undefined {
  const asked = (query as { model?: unknown } | null)?.model;
  if (typeof asked === 'string') return asked;
  if (contentType.includes('json')) {
    const parsed = Named.safeParse(JSON.parse(body.toString()));
    if (!parsed.success) throw new VouchError('USAGE', `The request is no JSON object: ${schemaFaults(parsed.error)}`, { details: { status: 400 } });
    return parsed.data.model === '' ? undefined : parsed.data.model;
  }
  // RFC 7578: a field's value follows its head and an empty line. The file's bytes are not looked into further than that.
  const field = /name="model"(?:\r\n[^\r\n]+)*\r\n\r\n([^\r\n]*)\r\n/.exec(contentType.includes('multipart') ? body.toString('latin1') : '')?.[1];
  return field === undefined || field === '' ? undefined : field;
}
