import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keepRecord } from './best-effort.js';

/** Lines that are shown with a failure. */
const LAST_LINES = 40;
/** A file above this becomes `<name>.1`, and a new one is begun: two files are kept. */
const FILE_BYTES = 2_000_000;
const LINE_CHARACTERS = 2_000;

/** What a server writes: its last lines in memory, and everything (bounded) in a file where there is a folder. */
export class ServerLog {
  readonly #lines: string[] = [];
  readonly file: string | undefined;
  #bytes = 0;

  constructor(folder: string | undefined, model: string) {
    this.file = folder === undefined ? undefined : join(folder, `${model.replace(/[^\w.-]/g, '_')}.log`);
    const { file } = this;
    if (file === undefined) return;
    keepRecord(file, () => {
      mkdirSync(dirname(file), { recursive: true });
      this.#bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    });
  }

  push(line: string): void {
    const text = line.slice(0, LINE_CHARACTERS);
    this.#lines.push(text);
    if (this.#lines.length > LAST_LINES) this.#lines.shift();
    const { file } = this;
    if (file === undefined) return;
    keepRecord(file, () => {
      if (this.#bytes > FILE_BYTES) {
        renameSync(file, `${file}.1`);
        this.#bytes = 0;
      }
      const entry = `${new Date().toISOString()} ${text}\n`;
      appendFileSync(file, entry);
      this.#bytes += Buffer.byteLength(entry);
    });
  }

  /** The last lines of this process. */
  last(): string {
    return this.#lines.join('\n').trim();
  }
}

/** The log as an appendix to an error message. */
export function lastWords(log: Pick<ServerLog, 'last' | 'file'>): string {
  const words = log.last();
  if (words === '') return '';
  return ` Its last words${log.file === undefined ? '' : ` (all of them: ${log.file})`}:\n${words}`;
}
