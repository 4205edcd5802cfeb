import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { keepRecord } from './best-effort.js';

const Measured = z.record(z.string(), z.object({ residualBytes: z.number(), loadMs: z.number() }));

/** What earlier loads of a model showed. */
export interface Measurement {
  /** What it held beyond what was computed. */
  readonly residualBytes: number;
  readonly loadMs: number;
}

/** Less change than this is not written down. */
const NOTEWORTHY = 0.1;

/** Measurements by model and way of loading, kept on disk where there is a file. */
export class Measurements {
  #known: Record<string, Measurement> | undefined;

  constructor(private readonly file?: string) {}

  of(key: string): Measurement | undefined {
    return this.#all()[key];
  }

  note(key: string, measurement: Measurement): void {
    const known = this.of(key);
    const isNews = (before: number, now: number): boolean => Math.abs(now - before) > NOTEWORTHY * Math.max(Math.abs(before), 1);
    if (known && !isNews(known.residualBytes, measurement.residualBytes) && !isNews(known.loadMs, measurement.loadMs)) return;
    this.#all()[key] = measurement;
    const { file } = this;
    if (file === undefined) return;
    keepRecord(file, () => {
      mkdirSync(dirname(file), { recursive: true });
      const scratch = `${file}.${process.pid}`;
      writeFileSync(scratch, JSON.stringify(this.#all()));
      renameSync(scratch, file);
    });
  }

  #all(): Record<string, Measurement> {
    if (this.#known) return this.#known;
    let found: Record<string, Measurement> = {};
    if (this.file !== undefined) {
      try {
        found = Measured.parse(JSON.parse(readFileSync(this.file, 'utf8')));
      } catch {
        // Nothing was measured yet, or by a version that wrote it otherwise: it is measured again.
      }
    }
    return (this.#known = found);
  }
}
