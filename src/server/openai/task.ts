import { Readable } from 'node:stream';
import { VouchError, type Artifact } from '../../core/index.js';
import type { RunInput } from '../../runtime/index.js';
import type { ServerContext } from '../context.js';
import type { Access } from '../security/index.js';
import type { ContentPart, InputMessage } from './schemas.js';

/** Where files are taken in, and for whom. */
type TaskContext = Pick<ServerContext, 'runtime' | 'shelf' | 'uploads' | 'tenants'> & { readonly access: Access };

/** Earlier messages of the user whose pictures, sound and files are offered, the latest. */
const MESSAGES = 8;

type Brought = Extract<RunInput, { readonly artifact: Artifact } | { readonly url: string }>;

/** What a conversation in OpenAI's form asks for, in ours. */
export interface Task {
  readonly goal: string;
  readonly inputs: readonly RunInput[];
}

/**
 * The last message of the user is the task and its parts are what it works on. What earlier messages brought and the latest answer are
 * offered as in a conversation: the planner takes what the words mean. Throws INPUT_EMPTY, and INPUT_* for media that no run would take.
 */
export async function taskOf(messages: readonly InputMessage[], context: TaskContext): Promise<Task> {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const message = messages[last];
  if (!message) throw new VouchError('INPUT_EMPTY', 'None of the messages is from the user: there is no task.');
  const goal = textOf(message);
  if (goal.trim() === '') throw new VouchError('INPUT_EMPTY', 'The last message of the user holds no words. Say what is to be done.');
  const before = messages.slice(0, last);
  const offered = await inputsOf(before.filter(({ role }) => role === 'user').slice(-MESSAGES), context);
  const answer = before.findLast(({ role }) => role === 'assistant');
  const said = answer ? textOf(answer).trim() : '';
  const texts: RunInput[] = said === '' ? [] : [{ text: said, name: 'earlier answer', earlier: true }];
  return { goal, inputs: [...offered.map((input) => ({ ...input, earlier: true as const })), ...texts, ...(await inputsOf([message], context))] };
}

/** What messages bring beside their words. */
async function inputsOf(messages: readonly InputMessage[], context: TaskContext): Promise<Brought[]> {
  const inputs: Brought[] = [];
  for (const part of messages.flatMap(partsOf)) {
    const input = await inputOf(part, context);
    if (input) inputs.push(input);
  }
  return inputs;
}

/** The words of a message, without its media. */
export function textOf(message: InputMessage): string {
  return partsOf(message).flatMap((part) => ('text' in part ? [part.text] : [])).join('\n');
}

function partsOf({ content }: InputMessage): readonly ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

async function inputOf(part: ContentPart, context: TaskContext): Promise<Brought | undefined> {
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

function fromFile(data: string, name = 'file', context: TaskContext): Promise<Brought> {
  return data.startsWith('data:') ? fromUrl(data, name, context) : taken(data, name, context);
}

/** A data URI is taken in; our own artifacts are named; any other address is for the run to open, by its rules. */
async function fromUrl(url: string, name: string, context: TaskContext): Promise<Brought> {
  const [, id] = /\/v1\/artifacts\/([0-9a-f]{64})(?:[?#]|$)/.exec(url) ?? [];
  if (id !== undefined && (await isStored(context, id))) {
    await context.tenants.mustSee(context.access, { attachments: [{ artifact: id }] });
    return { artifact: await context.shelf.find(id, undefined) };
  }
  const [, parameters, data] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
  if (parameters === undefined || data === undefined) return { url };
  if (!/;base64$/i.test(parameters)) return taken(Buffer.from(decodeURIComponent(data)).toString('base64'), name, context);
  return taken(data, name, context);
}

async function taken(base64: string, name: string, { uploads, tenants, access }: TaskContext): Promise<Brought> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0) throw new VouchError('INPUT_EMPTY', `The data of ${JSON.stringify(name)} is empty or not base64.`);
  const artifact = await uploads.take(Readable.from([bytes]), name);
  await tenants.own(access, 'artifact', artifact.id);
  return { artifact };
}

async function isStored({ runtime }: TaskContext, id: string): Promise<boolean> {
  try {
    await runtime.artifactPath(id);
    return true;
  } catch {
    // Another server's artifact has an address of the same form.
    return false;
  }
}
