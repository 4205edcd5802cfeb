/** A place that a run takes, or something that takes the place of one. */
export interface Place {
  readonly id: string;
  /** The name of the token that asked for it. */
  readonly token: string;
  /** Empty: no tenant's. */
  readonly tenant: string;
}

/** What is taken when a place is asked for. */
export interface Occupancy {
  /** At all servers that count together. */
  readonly taken: readonly Place[];
  /** Places of all these servers. */
  readonly total: number;
  /** Of them those that are taken at the server where it is asked for. */
  readonly here: number;
}

/** The places of one server. Those that it took count until it leaves them, or has not been heard of for a minute. */
export interface ServerPlaces {
  /** Takes a place. `check` throws what refuses it; nobody else takes one meanwhile. Throws STORE_FAILED or STORE_FULL. */
  take(place: Place, check?: (now: Occupancy) => void): Promise<void>;
  /** What was taken as `id` is taken as `name` from now on, whoever else had that. Never rejects: what cannot be written now is written a little later. */
  rename(id: string, name: string): Promise<void>;
  /** The same holds for leaving a place. One that is not taken is nobody's business. */
  leave(id: string): Promise<void>;
  /** Leaves all. */
  close(): Promise<void>;
}

/** Where servers count their places together. */
export interface PlaceBook {
  /** A server comes with so many places. Throws STORE_FAILED or STORE_FULL. */
  join(places: number): Promise<ServerPlaces>;
}

/** The book of a server that counts for itself. */
export function ownPlaces(): PlaceBook {
  return {
    join: (total) => {
      const taken = new Map<string, Place>();
      const done = Promise.resolve();
      return Promise.resolve({
        take: (place, check = () => undefined) => new Promise((resolve) => {
          check({ taken: [...taken.values()], total, here: taken.size });
          taken.set(place.id, place);
          resolve();
        }),
        rename: (id, name) => {
          const place = taken.get(id);
          taken.delete(id);
          if (place) taken.set(name, { ...place, id: name });
          return done;
        },
        leave: (id) => {
          taken.delete(id);
          return done;
        },
        close: () => {
          taken.clear();
          return done;
        },
      } satisfies ServerPlaces);
    },
  };
}
