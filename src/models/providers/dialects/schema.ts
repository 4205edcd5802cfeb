import { z } from 'zod';

/**
 * How one kind of model server speaks. All of them say that they speak OpenAI's chat completions; what they take, count and
 * answer differs. Everything that differs is a field here, so that a new server is a record and not a program.
 */
export const Dialect = z.strictObject({
  /** As `vouch.config.json` names it. */
  name: z.string(),
  /** For people. */
  title: z.string(),
  /** How a server of this kind is told from others: by `owned_by` of its models, else by a field that a path answers. */
  recognise: z.strictObject({ ownedBy: z.array(z.string()).default([]), path: z.string().optional(), field: z.string().optional() }).default({ ownedBy: [] }),
  /** Whether it is one of ours: token scores, voices, and the routes of perception. */
  ours: z.boolean().default(false),

  /** `object`: `image_url: {url}`; `string`: `image_url: "data:..."`. */
  image: z.enum(['object', 'string', 'none']),
  /** Image formats that it reads; others are sent as PNG. Empty: it reads what there is. */
  imageTypes: z.array(z.string()).default([]),
  /** `input_audio`: bare base64 with a format; `audio_url`: a data URI. */
  audio: z.enum(['input_audio', 'audio_url', 'none']),
  /** Ways for a video, best first. `jpeg-frames`: one `video_url` of frames that we sampled; `images`: pictures with their times. */
  video: z.array(z.enum(['video_url', 'input_video', 'jpeg-frames', 'images'])),
  /** `uuid`: a medium that was sent before may be named instead of sent. */
  mediaIds: z.enum(['uuid', 'none']).default('none'),
  /** Tokens at most that stand in the prompt for an item which the model did not see. */
  placeholderTokens: z.int().nonnegative().default(0),
  /**
   * How the tokens of a request without its media are counted, against which its media must show. `tokenize`: a route that
   * counts a conversation; `template`: one that writes it out and one that counts; `ask`: a reply of one token.
   */
  textCount: z.enum(['tokenize', 'template', 'ask', 'none']),
  /** What it does with a prompt that is too long. `cuts`: it drops the start and says nothing. */
  tooLong: z.enum(['refuses', 'cuts']).default('refuses'),
  /** Tokens that it reckons for each medium when it decides what to cut, whatever the model makes of it, where the projector is a file of its own. */
  reckonedTokens: z.int().nonnegative().default(0),

  /** `enforced`: `response_format` constrains decoding; `asked`: it is ignored, so that the schema is put into the prompt. Replies are checked either way. */
  schema: z.enum(['enforced', 'asked']),
  /** `json_schema`: as OpenAI has it; `json_object`: the schema stands beside that type. */
  responseFormat: z.enum(['json_schema', 'json_object']).default('json_schema'),
  /** Fields that some of its models refuse by their name (`error.param` of a 400), and the field that they want instead; null: they are asked without. */
  refused: z.partialRecord(z.enum(['max_tokens', 'temperature', 'seed', 'stop']), z.string().nullable()).default({}),
  /** Whether its streams tell the tokens that they cost; else whole replies are asked for. */
  streams: z.boolean(),

  /** How items are put into `/embeddings`; see embed-shapes.ts. */
  embeddings: z.enum(['texts', 'messages', 'objects', 'multimodal-data', 'modality', 'items', 'none']),
  /** `defaultVoice`: sent where the request names none, because the server demands one. */
  speech: z.strictObject({ defaultVoice: z.string().optional() }).nullable(),
  /** `words`: it times words when it is asked to. `scores`: it tells how likely a text is that it is given. */
  transcription: z.strictObject({ format: z.enum(['verbose_json', 'json']), words: z.boolean(), scores: z.boolean().default(false) }).nullable(),
  limits: z
    .strictObject({
      /** Texts, and images, in one request for embeddings. */
      texts: z.int().positive().default(256),
      images: z.int().positive().default(16),
      /** Largest video that is sent whole, in bytes. */
      videoBytes: z.int().positive().default(64_000_000),
    })
    .prefault({}),
  /** The names under which `/metrics` tells, as Prometheus writes it, what goes on inside. */
  metrics: z
    .strictObject({
      /** Requests that are computed. */
      running: z.array(z.string()).default([]),
      /** Requests that wait inside. */
      waiting: z.array(z.string()).default([]),
      /** Counters that grow as it gets on. */
      progress: z.array(z.string()).default([]),
      /** Counters of requests that lost their place in its memory to others, and are computed again. */
      preempted: z.array(z.string()).default([]),
    })
    .prefault({}),
  /** Where more is told of its models than in `/models`. */
  capabilities: z.enum(['models', 'llama-server', 'ollama', 'sglang']).default('models'),
});
export type Dialect = z.infer<typeof Dialect>;

export type DialectInput = z.input<typeof Dialect>;
