import type { Job } from '../../core/index.js';
import { dialectOf, type Endpoint } from '../providers/index.js';
import type { ModelServer, Supervisor } from '../servers/index.js';
import { fixedWindow } from './decide/window.js';
import { Lane } from './lane.js';
import { callFailure, type Offer } from './offer.js';

/** What the router must know of a server that the supervisor runs. */
export interface SupervisedFacts extends Pick<Offer, 'version' | 'configured' | 'languages'> {
  readonly job: Job;
  readonly engine: string;
  /** Absent: not known. */
  readonly takes?: Endpoint['takes'];
  /** Requests that its engine computes at the same time. */
  readonly width: number;
}

/** The offer of a server of ours: it is started by its first call, mended when it fails, and unloaded when others need the memory. */
export function supervisedOffer(server: ModelServer, supervisor: Supervisor, { job, engine, takes, width, ...facts }: SupervisedFacts): Offer {
  const name = `embedded ${engine}`;
  // Those that wait do so here, where they can still be cancelled for nothing.
  const lane = new Lane({ server: server.id, window: fixedWindow(width), breaks: false });
  return {
    ...facts,
    job,
    modelId: server.id,
    server: name,
    embedded: true,
    process: server.id,
    lane,
    isOpen: () => server.state !== 'quarantined',
    loadMs: () => (server.isUp ? 0 : server.holding.reloadMs(server.way)),
    reduction: () => server.reduction,
    async call(work, options) {
      const { signal, hasOther, begun } = options;
      try {
        return await lane.run(
          () =>
            supervisor.use(
              server,
              ({ url, token }) => work({ server: name, baseUrl: `${url}/v1`, apiKey: token, model: server.id, modelId: server.id, dialect: dialectOf('vouch'), takes }),
              signal,
              { hasOther, begun },
            ),
          options,
        );
      } catch (error) {
        throw callFailure(error, signal);
      }
    },
    warm: (signal) => supervisor.warm(server, signal),
    status: () => ({
      model: server.id,
      server: name,
      engine,
      state: server.state,
      memoryBytes: server.needBytes,
      residentBytes: server.residentBytes ?? null,
      ...(server.reduction === undefined ? {} : { reduction: server.reduction }),
    }),
  };
}
