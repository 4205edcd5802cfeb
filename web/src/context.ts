import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Store } from './store.js';

export const StoreContext = createContext<Store | undefined>(undefined);

/** The store; the view is made anew whenever it has changed. */
export function useStore(): Store {
  const store = useContext(StoreContext);
  if (!store) throw new RangeError('unreachable: the page has a store');
  const [, setCount] = useState(0);
  useEffect(() => store.listen(() => { setCount((count) => count + 1); }), [store]);
  return store;
}
