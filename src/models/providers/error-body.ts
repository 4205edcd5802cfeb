import { z } from 'zod';

const Code = z.union([z.string(), z.number()]).nullish();

/** Errors come nested, as a text, flat as SGLang's, or as FastAPI's `detail`; some of them with status 200. */
const ErrorBody = z.union([
  z.object({ error: z.union([z.string(), z.object({ message: z.string(), code: Code, type: z.string().nullish(), param: z.string().nullish() })]) }),
  z.object({ object: z.literal('error'), message: z.string(), code: Code, type: z.string().nullish() }),
  z.object({ detail: z.union([z.string(), z.array(z.object({ msg: z.string(), loc: z.array(z.union([z.string(), z.number()])).default([]) }))]) }),
]);

/** What a server complains of. */
export interface Said {
  readonly message: string;
  /** A word or a number; empty where the server gives none. */
  readonly code: string;
  /** It refuses what was asked, and would refuse it again. */
  readonly refused: boolean;
  /** The field of the request that it refuses, where it names one. */
  readonly param?: string | undefined;
}

/** Codes of a prompt that is too long, as ours and OpenAI's name it. */
const TOO_LONG = 'context_length_exceeded';
/** Our code of media that the model does not take; servers tell it in words alone. */
export const MEDIA_REFUSED = 'media_refused';

/** The complaint in an answer's JSON, or undefined where it holds none. */
export function readComplaint(answer: unknown): Said | undefined {
  const parsed = ErrorBody.safeParse(answer);
  if (!parsed.success) return undefined;
  const body = parsed.data;
  if ('detail' in body) return coded(typeof body.detail === 'string' ? body.detail : body.detail.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '));
  const said = 'error' in body ? body.error : body;
  if (typeof said === 'string') return coded(said);
  const param = 'param' in said ? (said.param ?? undefined) : undefined;
  return { ...coded(said.message, said.code, said.type), ...(param === undefined ? {} : { param }) };
}

function coded(message: string, code?: string | number | null, type?: string | null): Said {
  const known = code === TOO_LONG || isTooLong(message, type) ? TOO_LONG : isOfMedia(message) ? MEDIA_REFUSED : String(code ?? '');
  return { message, code: known, refused: known === TOO_LONG || known === MEDIA_REFUSED || type === 'invalid_request_error' || type === 'BadRequestError' || type === 'NotFoundError' };
}

/** vLLM says it with status 400, llama-server with 500 as if it had failed. */
function isOfMedia(message: string): boolean {
  return /\bat most 0 (?:image|audio|video)|\b(?:image|audio|video) input is not supported/i.test(message);
}

/** llama-server has a type for it; vLLM, SGLang and Ollama tell it in words. */
function isTooLong(message: string, type: string | null | undefined): boolean {
  return type === 'exceed_context_size_error' || /maximum context length|context length of|longer than the (?:model'?s )?context length|exceeds the available context size/i.test(message);
}
