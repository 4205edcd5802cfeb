import { JOBS, VouchError, type CallOptions, type Job, type ModelFacts } from '../../core/index.js';
import { isUnreachable, type Endpoint } from '../providers/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import type { Notices } from './notices.js';
import type { Offer } from './offer.js';
import type { JobStatus } from './options.js';

/** Decides which offer does a request. */
export class Router {
  constructor(
    /** Favourites first. */
    private readonly offers: readonly Offer[],
    /** The catalogue, to say what could be fetched. */
    private readonly entries: readonly CatalogEntry[],
    private readonly notices: Notices,
  ) {}

  offersFor(job: Job): readonly Offer[] {
    return this.offers.filter((offer) => offer.job === job);
  }

  facts(job: Job, model: string): ModelFacts | undefined {
    const offer = this.offersFor(job).find(({ modelId }) => modelId === model);
    return offer && { version: offer.version, memoryBytes: offer.status().memoryBytes, configured: offer.configured };
  }

  /**
   * Runs `work` on the model that the options name, else on the favourite. When a configured server cannot be reached the
   * next one does it, and a notice says so; a model that was asked for by name is never replaced.
   */
  async call<T>(job: Job, options: CallOptions | undefined, work: (endpoint: Endpoint, signal: AbortSignal) => Promise<T>, suits: (offer: Offer) => boolean = () => true): Promise<T> {
    const signal = options?.signal ?? new AbortController().signal;
    const offers = this.#candidates(job, options?.model, suits);
    for (const [index, offer] of offers.entries()) {
      try {
        return await offer.call((endpoint) => work(endpoint, signal), signal);
      } catch (error) {
        const next = offers[index + 1];
        if (offer.embedded || next === undefined || !isUnreachable(error)) throw error;
        this.notices.send(`${offer.server} cannot be reached; ${next.modelId} (${next.server}) does "${job}" instead.`);
      }
    }
    throw this.missing(job);
  }

  #candidates(job: Job, model: string | undefined, suits: (offer: Offer) => boolean): readonly Offer[] {
    const all = this.offersFor(job);
    if (model !== undefined) {
      const named = all.filter((offer) => offer.modelId === model || offer.server === model);
      if (named.length === 0) throw this.missing(job, model);
      return named.slice(0, 1);
    }
    const suitable = all.filter(suits);
    // Nothing suits: the favourite may still do, and its reply is checked by others.
    return suitable.length > 0 ? suitable : all;
  }

  /** MODEL_MISSING with what would mend it. */
  missing(job: Job, model?: string): VouchError {
    const { missing, fix } = this.#lack(job, model);
    return new VouchError('MODEL_MISSING', `${missing} ${fix}`, { details: { job, ...(model === undefined ? {} : { model }) } });
  }

  status(): JobStatus[] {
    return JOBS.map((job): JobStatus => {
      const models = this.offersFor(job).map((offer) => offer.status());
      return models.length > 0 ? { job, models } : { job, models, ...this.#lack(job) };
    });
  }

  #lack(job: Job, model?: string): { missing: string; fix: string } {
    const candidates = this.entries.filter((entry) => entry.job === job && (model === undefined || entry.id === model));
    const fetchable = candidates.find((entry) => entry.engine !== 'server' && entry.pack === 'default') ?? candidates.find((entry) => entry.engine !== 'server');
    if (fetchable) return { missing: `The model ${fetchable.id} for "${job}" is not here.`, fix: `Fetch it with: vouch pull ${fetchable.id}` };
    const what = model === undefined ? `No model does "${job}" here.` : `No model "${model}" for "${job}" is known.`;
    const name = job.toUpperCase();
    return { missing: what, fix: `Point VOUCH_${name}_URL and VOUCH_${name}_MODEL, or a server in vouch.config.json, at an OpenAI-compatible server that does it.` };
  }
}
