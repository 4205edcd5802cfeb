import { z } from 'zod';

/** The parts of OpenAI's requests that are understood; other fields are passed over, as other servers do. */

const TextPart = z.object({ type: z.enum(['text', 'input_text', 'output_text']), text: z.string() });
const ImagePart = z.object({ type: z.literal('image_url'), image_url: z.union([z.string(), z.object({ url: z.string() })]) });
const ResponseImage = z.object({ type: z.literal('input_image'), image_url: z.string() });
const AudioPart = z.object({ type: z.literal('input_audio'), input_audio: z.object({ data: z.string(), format: z.string().regex(/^[a-z0-9]{2,5}$/) }) });
const FilePart = z.object({ type: z.literal('file'), file: z.object({ file_data: z.string(), filename: z.string().optional() }) });
const ResponseFile = z.object({ type: z.literal('input_file'), file_data: z.string(), filename: z.string().optional() });

export const ContentPart = z.discriminatedUnion('type', [TextPart, ImagePart, ResponseImage, AudioPart, FilePart, ResponseFile]);
export type ContentPart = z.infer<typeof ContentPart>;

export const InputMessage = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(ContentPart)]).nullish().transform((content) => content ?? ''),
});
export type InputMessage = z.infer<typeof InputMessage>;

const Format = z.object({ type: z.enum(['text', 'json_object', 'json_schema']), json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }).optional() });

export const ChatCompletionBody = z.object({
  model: z.string(),
  messages: z.array(InputMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  n: z.int().min(1).nullish(),
  response_format: Format.nullish(),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  functions: z.array(z.unknown()).nullish(),
  logprobs: z.boolean().nullish(),
  modalities: z.array(z.string()).nullish(),
});
export type ChatCompletionBody = z.infer<typeof ChatCompletionBody>;

export const ResponseBody = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(InputMessage).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.unknown().optional(),
  previous_response_id: z.string().nullish(),
  text: z.object({ format: z.object({ type: z.string() }).optional() }).nullish(),
});

export type ResponseBody = z.infer<typeof ResponseBody>;

export const SpeechBody = z.object({
  model: z.string(),
  input: z.string().min(1).max(20_000),
  voice: z.string().optional(),
  speed: z.number().min(0.5).max(2).default(1),
  response_format: z.enum(['wav', 'mp3', 'flac', 'opus', 'aac', 'pcm']).default('mp3'),
});

export const EmbeddingBody = z.object({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
});

export const TranscriptionFields = z.object({
  model: z.string(),
  language: z.string().regex(/^[a-z]{2,3}$/).optional(),
  response_format: z.enum(['json', 'text', 'verbose_json', 'srt', 'vtt']).default('json'),
});
