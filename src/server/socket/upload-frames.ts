import { schemaFaults, toVouchError, VouchError, type Artifact } from '../../core/index.js';
import type { Upload, Uploads } from '../chat/index.js';
import { FrameHeader, HEADER_BYTES, splitFrame, type CallId } from '../protocol/index.js';

/** Uploads of one connection at a time. */
const AT_A_TIME = 8;

/** What an upload frame asks the connection to do. */
export interface FrameTurn {
  readonly id: CallId;
  /** The finished artifact; `undefined` while more frames are to come. */
  readonly artifact: Promise<Artifact> | undefined;
  /** Resolves when more may be read; `undefined`: at once. */
  readonly drained: Promise<void> | undefined;
}

/** The uploads that come as binary frames over one connection. */
export class UploadFrames {
  readonly #uploads: Uploads;
  readonly #open = new Map<CallId, Upload>();

  constructor(uploads: Uploads) {
    this.#uploads = uploads;
  }

  /** Takes one frame. Throws USAGE for a frame that is none, RATE_LIMITED for too many uploads at a time. */
  take(frame: Uint8Array): FrameTurn {
    const { header, body } = split(frame);
    const known = this.#open.get(header.id);
    if (!known && this.#open.size >= AT_A_TIME) throw new VouchError('RATE_LIMITED', `${AT_A_TIME} uploads are under way over this connection. Finish one first.`);
    const upload = known ?? this.#uploads.open(header.name);
    this.#open.set(header.id, upload);
    const ready = body.length === 0 || upload.write(body);
    if (!header.last) return { id: header.id, artifact: undefined, drained: ready ? undefined : upload.drained() };
    this.#open.delete(header.id);
    return { id: header.id, artifact: upload.finish(), drained: undefined };
  }

  async abandonAll(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((upload) => upload.abandon()));
  }
}

function split(frame: Uint8Array): { header: FrameHeader; body: Uint8Array } {
  try {
    const { header, body } = splitFrame(frame, HEADER_BYTES);
    const parsed = FrameHeader.safeParse(header);
    if (!parsed.success) throw new RangeError(schemaFaults(parsed.error));
    return { header: parsed.data, body };
  } catch (error) {
    throw new VouchError('USAGE', `This binary frame is none of ours: ${toVouchError(error).message}`, { cause: error });
  }
}
