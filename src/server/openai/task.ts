import { Readable } from 'node:stream';
import { VouchError } from '../../core/index.js';
import type { RunInput } from '../../runtime/index.js';
import type { ServerContext } from '../context.js';
import type { ContentPart, InputMessage } from './schemas.js';

/** What a conversation in OpenAI's form asks for, in ours. */
export interface Task {
  readonly goal: string;
  readonly inputs: readonly RunInput[];
}

/**
 * The last message of the user is the task and its parts are what it works on. The answer before it is given, too, so that
 * "make it shorter" has something to work on. Throws INPUT_EMPTY, and INPUT_* for media that no run would take.
 */
export async function taskOf(messages: readonly InputMessage[], context: ServerContext): Promise<Task> {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const message = messages[last];
  if (!message) throw new VouchError('INPUT_EMPTY', 'None of the messages is from the user: there is no task.');
  const goal = textOf(message);
  if (goal.trim() === '') throw new VouchError('INPUT_EMPTY', 'The last message of the user holds no words. Say what is to be done.');
  const inputs: RunInput[] = [];
  for (const part of partsOf(message)) {
    const input = await inputOf(part, context);
    if (input) inputs.push(input);
  }
  const before = messages.slice(0, last).findLast(({ role }) => role === 'assistant');
  const answer = before ? textOf(before).trim() : '';
  return { goal, inputs: answer === '' ? inputs : [...inputs, { text: answer, name: 'earlier answer' }] };
}

/** The words of a message, without its media. */
export function textOf(message: InputMessage): string {
  return partsOf(message).flatMap((part) => ('text' in part ? [part.text] : [])).join('\n');
}

function partsOf({ content }: InputMessage): readonly ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

async function inputOf(part: ContentPart, context: ServerContext): Promise<RunInput | undefined> {
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return undefined;
    case 'image_url':
      return fromUrl(typeof part.image_url === 'string' ? part.image_url : part.image_url.url, 'picture', context);
    case 'input_image':
      return fromUrl(part.image_url, 'picture', context);
    case 'input_audio':
      return taken(part.input_audio.data, `recording.${part.input_audio.format}`, context);
    case 'file':
      return fromFile(part.file.file_data, part.file.filename, context);
    case 'input_file':
      return fromFile(part.file_data, part.filename, context);
  }
}

function fromFile(data: string, name = 'file', context: ServerContext): Promise<RunInput> {
  return data.startsWith('data:') ? fromUrl(data, name, context) : taken(data, name, context);
}

/** A data URI is taken in; our own artifacts are named; any other address is for the run to open, by its rules. */
async function fromUrl(url: string, name: string, context: ServerContext): Promise<RunInput> {
  const [, id] = /\/v1\/artifacts\/([0-9a-f]{64})(?:[?#]|$)/.exec(url) ?? [];
  if (id !== undefined && isStored(context, id)) return { artifact: await context.shelf.find(id, undefined) };
  const [, parameters, data] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
  if (parameters === undefined || data === undefined) return { url };
  if (!/;base64$/i.test(parameters)) return taken(Buffer.from(decodeURIComponent(data)).toString('base64'), name, context);
  return taken(data, name, context);
}

async function taken(base64: string, name: string, { uploads }: ServerContext): Promise<RunInput> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) throw new VouchError('INPUT_EMPTY', `The data of ${JSON.stringify(name)} is empty or not base64.`);
  return { artifact: await uploads.take(Readable.from([bytes]), name) };
}

function isStored({ runtime }: ServerContext, id: string): boolean {
  try {
    runtime.artifactPath(id);
    return true;
  } catch {
    // Another server's artifact has an address of the same form.
    return false;
  }
}
