import { schemaFaults, toVouchError, VouchError, type Artifact } from '../../core/index.js';
import type { Upload, Uploads } from '../chat/index.js';
import { FrameHeader, HEADER_BYTES, splitFrame, type CallId } from '../protocol/index.js';

/** Uploads of one connection at a time. */
const AT_A_TIME = 8;
/** Refused uploads whose later frames are passed over, of one connection; the oldest goes. */
const REFUSED = 64;

/** What becomes of the uploads of a connection. */
export interface UploadListener {
  /** Counts a new upload against the rate. Throws RATE_LIMITED. */
  count(): Promise<void>;
  /** What it throws refuses the upload. */
  stored(id: CallId, artifact: Artifact): Promise<void>;
  /** Told once; what still comes of this upload is passed over. */
  refused(id: CallId, error: unknown): void;
}

/** The uploads that come as binary frames over one connection. */
export class UploadFrames {
  readonly #uploads: Uploads;
  readonly #listener: UploadListener;
  readonly #open = new Map<CallId, Upload>();
  readonly #refused = new Set<CallId>();

  constructor(uploads: Uploads, listener: UploadListener) {
    this.#uploads = uploads;
    this.#listener = listener;
  }

  /** Takes one frame; resolves when the next may come. What is wrong with an upload is told to the listener. */
  async take({ id, name, last }: Extract<FrameHeader, { kind: 'upload' }>, body: Uint8Array): Promise<void> {
    if (this.#refused.has(id)) {
      if (last) this.#refused.delete(id);
      return;
    }
    try {
      const upload = this.#open.get(id) ?? (await this.#begin(id, name));
      if (body.length > 0 && !upload.write(body)) await upload.drained();
      if (last && this.#open.delete(id)) void this.#finish(id, upload);
    } catch (error) {
      this.#refuse(id, error, last);
    }
  }

  async abandonAll(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((upload) => upload.abandon()));
  }

  async #begin(id: CallId, name: string): Promise<Upload> {
    if (this.#open.size >= AT_A_TIME) throw new VouchError('RATE_LIMITED', `${AT_A_TIME} uploads are under way over this connection. Finish one first.`);
    await this.#listener.count();
    const upload = this.#uploads.open(name, (error) => {
      if (!this.#open.delete(id)) return;
      this.#refused.add(id);
      // Told when nothing is left of it on the disk.
      void upload.abandon().then(() => error, (fault: unknown) => fault).then((reason) => { this.#refuse(id, reason, false); });
    });
    this.#open.set(id, upload);
    return upload;
  }

  async #finish(id: CallId, upload: Upload): Promise<void> {
    try {
      await this.#listener.stored(id, await upload.finish());
    } catch (error) {
      this.#listener.refused(id, error);
    }
  }

  #refuse(id: CallId, error: unknown, last: boolean): void {
    if (!last) this.#refused.add(id);
    for (const oldest of this.#refused) {
      if (this.#refused.size <= REFUSED) break;
      this.#refused.delete(oldest);
    }
    this.#listener.refused(id, error);
  }
}

/** Takes a frame apart. Throws USAGE for one that is none of ours. */
export function parseFrame(frame: Uint8Array): { header: FrameHeader; body: Uint8Array } {
  try {
    const { header, body } = splitFrame(frame, HEADER_BYTES);
    const parsed = FrameHeader.safeParse(header);
    if (!parsed.success) throw new RangeError(schemaFaults(parsed.error));
    return { header: parsed.data, body };
  } catch (error) {
    throw new VouchError('USAGE', `This binary frame is none of ours: ${toVouchError(error).message}`, { cause: error });
  }
}
