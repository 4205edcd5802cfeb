import { setTimeout as delay } from 'node:timers/promises';
import { abortable, JOBS, messageOf, throwIfAborted, VouchError, type CallOptions, type Job, type ModelFacts } from '../../core/index.js';
import { isUnreachable, type Endpoint } from '../providers/index.js';
import type { CatalogEntry } from '../catalog/index.js';
import { failureOf, isOverload, type Supervisor } from '../servers/index.js';
import { arrange, type Choice } from './decide/arrange.js';
import { overloadRetryMs } from './decide/retry.js';
import { Locality } from './locality.js';
import type { Notices } from './notices.js';
import type { Offer, OfferCall } from './offer.js';
import type { JobStatus } from './options.js';

/** Calls that name no owner share one place in the queues. */
const NOBODY = '';

export interface Demand {
  /** Which offers can do it well; when none can, all are tried. */
  readonly suits?: ((offer: Offer) => boolean) | undefined;
  /** Beginnings and media by which servers remember: the same go to the same server. Asked for only where there is more than one. */
  readonly keys?: ((signal: AbortSignal) => Promise<readonly string[]>) | undefined;
}

/** What a request does once it has a server; it says `begin` when it hands on a first part of the answer. */
export type Work<T> = (endpoint: Endpoint, signal: AbortSignal, begin: () => void) => Promise<T>;

/** An offer that could not do it, and why. */
interface Passed {
  readonly offer: Offer;
  readonly reason: string;
}

/** What a cache is kept for: the embedded servers of an engine share a name, and a server may have several models. */
function placeOf({ server, modelId }: Offer): string {
  return `${server}\0${modelId}`;
}

/** Decides which offer does a request. */
export class Router {
  readonly #locality = new Locality();

  constructor(
    /** Favourites first. */
    private readonly offers: readonly Offer[],
    /** The catalogue, to say what could be fetched. */
    private readonly entries: readonly CatalogEntry[],
    private readonly notices: Notices,
    /** Its logbook is told of other models that stood in. */
    private readonly supervisor: Supervisor,
  ) {}

  /** All offers, by job, favourites first. */
  all(): readonly Offer[] {
    return this.offers;
  }

  offersFor(job: Job): readonly Offer[] {
    return this.offers.filter((offer) => offer.job === job);
  }

  facts(job: Job, model: string): ModelFacts | undefined {
    const offer = this.offersFor(job).find(({ modelId }) => modelId === model);
    return offer && { version: offer.version, memoryBytes: offer.status().memoryBytes, configured: offer.configured };
  }

  /**
   * Runs `work` on the model that the options name, else on the best that can do it now. When a server cannot be reached, is
   * overloaded, or cannot be mended, the next one does it, and that is said; a model that was asked for by name is replaced only
   * by the same model on another server. Nothing is asked again once a part of the answer was handed on.
   */
  async call<T>(job: Job, options: CallOptions | undefined, work: Work<T>, { suits = () => true, keys: keysOf }: Demand = {}): Promise<T> {
    const signal = options?.signal ?? new AbortController().signal;
    const candidates = this.#candidates(job, options?.model, suits);
    const keys = keysOf && candidates.length > 1 ? await abortable(keysOf(signal), signal) : [];
    const ordered = this.#arrange(candidates, keys, options?.deadline);
    let begun = false;
    const begin = (): void => {
      begun = true;
    };
    let passed: Passed | undefined;
    for (const [index, offer] of ordered.entries()) {
      const next = ordered[index + 1];
      const call: OfferCall = { signal, owner: options?.owner ?? NOBODY, hasOther: next !== undefined, begun: () => begun };
      try {
        const result = await this.#ask(offer, call, (endpoint) => work(endpoint, signal, begin), options?.deadline);
        this.#locality.note(placeOf(offer), keys);
        this.#tell(job, candidates[0], offer, passed, options);
        return result;
      } catch (error) {
        throwIfAborted(signal);
        if (next === undefined || begun || !isForOthers(error)) throw error;
        passed = { offer, reason: messageOf(error) };
        this.#pass(job, offer, next, error);
      }
    }
    throw this.missing(job);
  }

  /** Asks one offer; a server that has too much to do is asked again after a while. */
  async #ask<T>(offer: Offer, call: OfferCall, work: (endpoint: Endpoint) => Promise<T>, deadline = Infinity): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await offer.call(work, call);
      } catch (error) {
        const waitMs = isOverload(error) && !call.begun() && !call.signal.aborted ? overloadRetryMs(attempt, Math.random(), deadline - performance.now()) : undefined;
        if (waitMs === undefined) throw error;
        await delay(waitMs, undefined, { signal: call.signal }).catch(() => undefined);
        throwIfAborted(call.signal);
      }
    }
  }

  #arrange(candidates: readonly Offer[], keys: readonly string[], deadline = Infinity): Offer[] {
    const choices = candidates.map((offer, place): Choice => ({
      place, model: offer.modelId, isOpen: offer.isOpen(), load: offer.lane.load, width: offer.lane.width, meanMs: offer.lane.meanMs, loadMs: offer.loadMs(),
      isLocal: this.#locality.has(placeOf(offer), keys),
    }));
    return arrange(choices, deadline - performance.now()).flatMap(({ place }) => candidates[place] ?? []);
  }

  /** Says what was less than the first choice. */
  #tell(job: Job, best: Offer | undefined, used: Offer, passed: Passed | undefined, options: CallOptions | undefined): void {
    const say = (instead: Offer, reason: string | undefined): void => options?.onFallback?.(`${used.modelId} (${used.server}) did "${job}" instead of ${instead.modelId} (${instead.server})${reason === undefined ? '' : `: ${reason}`}`);
    if (best && used.modelId !== best.modelId) say(best, passed?.reason);
    // The same model elsewhere may be slower, or on a CPU: it is told where it was not chosen for being free.
    else if (passed) say(passed.offer, passed.reason);
    else if (best && best !== used && (best.lane.isFailing || !best.isOpen())) say(best, 'it did not answer before');
    const reduction = used.reduction();
    if (reduction !== undefined) options?.onFallback?.(reduction);
  }

  #pass(job: Job, from: Offer, to: Offer, error: unknown): void {
    const failure = failureOf(error);
    const why = isUnreachable(error) ? `${from.server} cannot be reached` : `${from.modelId} (${from.server}) ${failure === undefined ? 'has too much to do' : `failed (${failure})`}`;
    this.notices.send(`${why}; ${to.modelId} (${to.server}) does "${job}" instead.`);
    if (failure === undefined) return;
    this.supervisor.records.logbook.write({ model: from.modelId, generation: 0, failure, remedy: 'other-model', change: `${from.modelId} → ${to.modelId}`, reason: messageOf(error) });
  }

  #candidates(job: Job, model: string | undefined, suits: (offer: Offer) => boolean): readonly Offer[] {
    const all = this.offersFor(job);
    if (model !== undefined) {
      const named = all.filter((offer) => offer.modelId === model || offer.server === model);
      if (named.length === 0) throw this.missing(job, model);
      return named.filter(({ modelId }) => modelId === named[0]?.modelId);
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

/** Failures of the server, not of the request: another offer may do better. */
function isForOthers(error: unknown): boolean {
  return isUnreachable(error) || isOverload(error) || failureOf(error) !== undefined;
}
