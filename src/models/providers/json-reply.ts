import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { messageOf } from '../../core/index.js';
import type { Endpoint } from './endpoint.js';
import { invalidReply } from './failure.js';

const validators = new Map<string, ValidateFunction>();
const KEPT_VALIDATORS = 64;

/**
 * The parsed reply. Servers are not trusted to have constrained the decoding (some ignore `response_format` and say
 * nothing), so every reply is checked: MODEL_REPLY_INVALID with the text and the faults when it does not fit.
 */
export function parseJsonReply(text: string, schema: Readonly<Record<string, unknown>>, finish: 'stop' | 'length', endpoint: Endpoint): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = finish === 'length' ? 'the reply was cut off at the token limit' : messageOf(error);
    throw invalidReply(endpoint, 'something that is not JSON', why, { text });
  }
  const validate = validatorFor(schema);
  if (validate(value)) return value;
  const faults = (validate.errors ?? []).map((fault) => `${fault.instancePath || '/'} ${fault.message ?? 'is wrong'}`);
  throw invalidReply(endpoint, 'JSON that does not fit the schema', faults.join('; '), { text, faults });
}

function validatorFor(schema: Readonly<Record<string, unknown>>): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known) return known;
  const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  if (validators.size >= KEPT_VALIDATORS) validators.delete(validators.keys().next().value ?? '');
  validators.set(key, validate);
  return validate;
}
