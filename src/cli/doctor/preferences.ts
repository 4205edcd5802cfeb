import type { JobStatus, VouchConfig } from '../../models/index.js';
import type { Check } from './check.js';

/** Models that the configuration names and that are not here: whatever else does their work does it without a word. */
export function checkPreferences({ models, hotSpares }: Pick<VouchConfig, 'models' | 'hotSpares'>, jobs: readonly JobStatus[], catalogue: ReadonlySet<string>): Omit<Check, 'name'> {
  const here = new Set(jobs.flatMap(({ job, models: offers }) => offers.map(({ model }) => `${job} ${model}`)));
  const embedded = new Set(jobs.flatMap(({ models: offers }) => offers.filter(({ engine }) => engine !== 'server').map(({ model }) => model)));
  const missing = [
    ...Object.entries(models).flatMap(([job, model]) => (here.has(`${job} ${model}`) ? [] : [{ field: `models.${job}`, model }])),
    ...hotSpares.filter((model) => !embedded.has(model)).map((model) => ({ field: 'hotSpares', model })),
  ];
  if (missing.length === 0) return { status: 'ok', message: 'every model that it names is here' };
  const fetchable = [...new Set(missing.map(({ model }) => model).filter((model) => catalogue.has(model)))];
  return {
    status: 'warning',
    message: `not here: ${missing.map(({ field, model }) => `${model} (${field})`).join(', ')}`,
    fix: fetchable.length > 0 ? `vouch pull ${fetchable.join(' ')}` : 'name models that vouch models lists as here, or that a configured server has',
  };
}
