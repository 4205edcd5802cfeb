import { VouchError } from '../../core/index.js';
import { RUN_MODEL } from './answer.js';
import type { ChatCompletionBody, ResponseBody } from './schemas.js';

const NO_TOOLS = 'the tools here are Vouch\'s own; leave it out, or offer yours through an MCP server in the configuration';
const NO_FORMAT = `the answer of ${RUN_MODEL} is text; ask a single model for JSON`;

/** Throws USAGE that names the field which asks for something that would be passed over: a client must not believe that it was done. */
export function mustSupport(body: ChatCompletionBody): void {
  const isRun = body.model === RUN_MODEL;
  if (body.tools?.length && body.tool_choice !== 'none') throw unsupported('tools', NO_TOOLS);
  if (body.functions?.length) throw unsupported('functions', NO_TOOLS);
  if ((body.n ?? 1) > 1) throw unsupported('n', 'there is one answer; ask again for another');
  if (body.logprobs) throw unsupported('logprobs', 'they are not known here');
  if (body.modalities?.some((modality) => modality !== 'text')) throw unsupported('modalities', 'sound comes as a link in the text: say in words that it is to be spoken');
  if (isRun && body.response_format && body.response_format.type !== 'text') throw unsupported('response_format', NO_FORMAT);
  if (isRun && body.stop && [body.stop].flat().length > 0) throw unsupported('stop', 'a run is not cut off at words');
}

/** The same of `/v1/responses`. */
export function mustSupportResponse(body: ResponseBody): void {
  if (body.tools?.length && body.tool_choice !== 'none') throw unsupported('tools', NO_TOOLS);
  if (body.previous_response_id) throw unsupported('previous_response_id', 'answers are not kept under their ids; send the messages before in input');
  if (body.text?.format && body.text.format.type !== 'text') throw unsupported('text.format', NO_FORMAT);
}

function unsupported(param: string, why: string): VouchError {
  return new VouchError('USAGE', `${param} is not supported here: ${why}.`, { details: { param } });
}
