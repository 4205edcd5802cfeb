import type { Job } from '../../core/index.js';
import type { JobStatus } from '../../models/index.js';
import { formatBytes } from '../format.js';
import type { Check } from './check.js';

const MEANING: Readonly<Record<Job, string>> = {
  chat: 'plan and write', see: 'look at pictures', embed: 'compare texts', transcribe: 'speech to text', speak: 'text to speech', ocr: 'read pictures', detect: 'find objects', listen: 'hear when somebody speaks',
};

/** Without these the main job stops or cannot be proved. */
const NEEDED: ReadonlySet<Job> = new Set<Job>(['chat', 'transcribe', 'speak', 'ocr']);

/** For each job which model and engine will do it, or what is missing. */
export function checkJobs(jobs: readonly JobStatus[]): Check[] {
  return jobs.map(({ job, models, missing, fix }): Check => {
    const name = `job ${job}`;
    const [favourite, ...others] = models;
    if (favourite) {
      const place = favourite.state === 'remote' ? `on ${favourite.server}` : `${favourite.engine}, ${formatBytes(favourite.memoryBytes)} when loaded`;
      return { name, status: 'ok', message: `${MEANING[job]}: ${favourite.model} (${place})${others.length === 0 ? '' : `, then ${others.map(({ model }) => model).join(', ')}`}` };
    }
    if (job === 'see') return { name, status: 'ok', message: `${MEANING[job]}: no vision-language model; detection, OCR and colours do it instead` };
    return { name, status: NEEDED.has(job) ? 'missing' : 'warning', message: `${MEANING[job]}: ${missing ?? 'nothing does it'}`, ...(fix === undefined ? {} : { fix }) };
  });
}
