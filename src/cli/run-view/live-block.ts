import { cut } from '../format.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_EVERY_MS = 120;

type LogUpdate = ReturnType<(typeof import('log-update'))['createLogUpdate']>;

/** Lines at the bottom of a terminal that are drawn again and again, below lines that stay. */
export class LiveBlock {
  readonly #log: LogUpdate;
  readonly #lines: () => string[];
  readonly #stream: NodeJS.WriteStream;
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  private constructor(log: LogUpdate, lines: () => string[], stream: NodeJS.WriteStream) {
    this.#log = log;
    this.#lines = lines;
    this.#stream = stream;
    this.resume();
  }

  /** `lines` is called for each drawing. */
  static async open(stream: NodeJS.WriteStream, lines: () => string[]): Promise<LiveBlock> {
    const { createLogUpdate } = await import('log-update');
    return new LiveBlock(createLogUpdate(stream), lines, stream);
  }

  /** Writes `text` above the block for good. */
  keep(text: string): void {
    this.#log.clear();
    this.#stream.write(`${text}\n`);
    if (this.#timer) this.#draw();
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#log.clear();
    this.#log.done();
  }

  resume(): void {
    this.#timer ??= setInterval(() => { this.#draw(); }, REDRAW_EVERY_MS).unref();
  }

  /** Takes the block away and shows the cursor again. */
  close(): void {
    this.pause();
  }

  #draw(): void {
    const sign = FRAMES[this.#frame % FRAMES.length] ?? '';
    this.#frame += 1;
    // A terminal that does not know its width says 0.
    const width = (this.#stream.columns || 80) - 1;
    const lines = this.#lines().map((line) => cut(`${sign} ${line}`, width));
    if (lines.length === 0) this.#log.clear();
    else this.#log(lines.join('\n'));
  }
}
