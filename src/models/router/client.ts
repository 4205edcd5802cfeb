import type { CallOptions, ChatMessage, ChatRequest, Job, SpeakRequest, Voice } from '../../core/index.js';
import * as providers from '../providers/index.js';
import type { DeviceAccount, Supervisor } from '../servers/index.js';
import { FileDigests } from './file-digests.js';
import type { KeptVectors, Vectors } from './kept-vectors.js';
import { keysOfChat, keysOfFile, keysOfImage } from './locality.js';
import type { DiskAccount, DiskLedger } from '../store/index.js';
import type { Notices } from './notices.js';
import type { Offer } from './offer.js';
import type { Models } from './options.js';
import type { Router } from './router.js';

/** What the client has on this machine's disk; absent: nothing. */
export interface OnDisk {
  /** Kept for other processes. */
  readonly vectors: KeptVectors;
  readonly disk: DiskLedger;
}

/** The model client over a router: every method finds its server and speaks to it through a provider. */
export function createClient(router: Router, supervisor: Supervisor, notices: Notices, onDisk?: OnDisk): Models {
  const modelOfVoice = createVoiceFinder(router);
  const digests = new FileDigests();
  return {
    has: (job) => router.offersFor(job).length > 0,
    modelsFor: (job) => router.offersFor(job).map((offer) => offer.modelId),
    facts: (job, model) => router.facts(job, model),
    chat: (request, options) => router.call(jobOf(request), options, (endpoint, signal) => providers.chat(endpoint, request, signal, options?.onFallback), { keys: (signal) => keysOfChat(request.messages, digests, signal) }),
    score: (request, options) => router.call('chat', options, (endpoint, signal) => providers.score(endpoint, request, signal), { keys: (signal) => keysOfChat(request.messages, digests, signal) }),
    canScore: () => router.offersFor('chat')[0]?.embedded ?? false,
    embed(items, options) {
      const embed = (model = options?.model): Promise<Vectors> => router.call('embed', { ...options, model }, (endpoint, signal) => providers.embed(endpoint, items, signal, options?.onUsage));
      const texts = items.filter((item) => typeof item === 'string');
      const best = router.offersFor('embed').find(({ modelId }) => options?.model === undefined || modelId === options.model);
      if (items.length === 0) return Promise.resolve([]);
      // Nobody knows when a model on somebody else's server becomes another one.
      if (!onDisk || !options?.keep || !best || best.version === null || texts.length < items.length) return embed();
      return onDisk.vectors.of(best.modelId, best.version, texts, () => embed(best.modelId));
    },
    async speak(request, options) {
      const model = options?.model ?? (await modelOfVoice(request, options));
      return router.call('speak', { ...options, model }, (endpoint, signal) => providers.speak(endpoint, request, signal));
    },
    async voices(options) {
      const wanted = router.offersFor('speak').filter((offer) => options?.model === undefined || offer.modelId === options.model);
      const lists = await Promise.all(wanted.map((offer) => voicesOf(offer, options)));
      return lists.flat();
    },
    transcribe: (request, options) =>
      router.call(
        'transcribe',
        options,
        (endpoint, signal) => providers.transcribe(endpoint, request, signal),
        { suits: (offer) => request.language === undefined || (offer.languages?.includes(request.language) ?? true), keys: (signal) => keysOfFile(request.path, digests, signal) },
      ),
    scoreSpeech: (request, options) =>
      request.texts.length === 0
        ? Promise.resolve({ logProbabilities: [], priorLogProbabilities: [], model: '' })
        : router.call('transcribe', options, (endpoint, signal) => providers.scoreSpeech(endpoint, request, signal), { keys: (signal) => keysOfFile(request.path, digests, signal) }),
    ocr: (request, options) => router.call('ocr', options, (endpoint, signal) => providers.ocr(endpoint, request, signal), { keys: (signal) => keysOfImage(request, digests, signal) }),
    readLines: async (request, options) =>
      request.boxes.length === 0 ? { lines: [], model: router.offersFor('ocr')[0]?.modelId ?? '' } : router.call('ocr', options, (endpoint, signal) => providers.readLines(endpoint, request, signal), { keys: (signal) => keysOfImage(request, digests, signal) }),
    listen: (request, options) => router.call('listen', options, (endpoint, signal) => providers.listen(endpoint, request, signal)),
    detect: (request, options) => router.call('detect', options, (endpoint, signal) => providers.detect(endpoint, request, signal), { keys: (signal) => keysOfFile(request.path, digests, signal) }),

    status: () => router.status(),
    async warm(jobs, signal = new AbortController().signal) {
      await Promise.all(jobs.map(async (job) => router.offersFor(job)[0]?.warm(signal)));
    },
    expect(run, steps) {
      const processes = steps.map((jobs) => jobs.flatMap((job) => router.offersFor(job)[0]?.process ?? []));
      supervisor.lookahead.expect(run, processes);
    },
    held: () => [...new Set(router.all().map(({ lane }) => lane))].reduce((sum, lane) => sum + lane.held, 0),
    concurrency: (job) => router.offersFor(job)[0]?.lane.width ?? 0,
    onNotice: (listener) => notices.add(listener),
    async ledger() {
      const disk = await onDisk?.disk.account();
      return [...(await supervisor.accounts()), ...(disk ? [accountOfDisk(disk)] : [])];
    },
    residentBytes: () => supervisor.residentBytes(),
    close: () => supervisor.close(),
  };
}

/** Downloads may take what is free but for the floor. */
function accountOfDisk({ folder, freeBytes, reservedBytes, floorBytes }: DiskAccount): DeviceAccount {
  return { device: 'disk', name: folder, freeBytes, reservedBytes, budgetBytes: freeBytes === undefined ? undefined : Math.max(0, freeBytes - floorBytes) };
}

/** A conversation with media needs a model that sees. */
function jobOf(request: ChatRequest): Job {
  const hasMedia = (message: ChatMessage): boolean => typeof message.content !== 'string' && message.content.some((part) => part.type !== 'text');
  return request.messages.some(hasMedia) ? 'see' : 'chat';
}

async function voicesOf(offer: Offer, options: CallOptions | undefined): Promise<Voice[]> {
  const signal = options?.signal ?? new AbortController().signal;
  const voices = await offer.call((endpoint) => providers.voices(endpoint, signal), { signal, owner: options?.owner ?? '', hasOther: false, begun: () => false });
  return voices.map((voice) => ({ model: offer.modelId, ...voice }));
}

/** Finds the model that has a voice. Models are asked in their order, and each only once. */
function createVoiceFinder(router: Router): (request: SpeakRequest, options: CallOptions | undefined) => Promise<string | undefined> {
  const known = new Map<string, readonly string[]>();
  return async ({ voice }, options) => {
    if (voice === undefined) return undefined;
    const offers = router.offersFor('speak');
    if (offers.length < 2) return undefined;
    for (const offer of offers) {
      if (!offer.embedded) return undefined;
      const voices = known.get(offer.modelId) ?? (await voicesOf(offer, options)).map((item) => item.voice);
      known.set(offer.modelId, voices);
      if (voices.includes(voice)) return offer.modelId;
    }
    return undefined;
  };
}
