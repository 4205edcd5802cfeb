import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useStore } from './context.js';

/** Asks for the token where the server wants one. */
export function TokenForm(): JSX.Element {
  const store = useStore();
  const [token, setToken] = useState('');
  return (
    <form class="card" onSubmit={(event) => { event.preventDefault(); void store.attempt(() => store.unlock(token)); }}>
      <h2>This server wants a token</h2>
      <p>Whoever runs the server can give you one. It is kept in a cookie of this browser.</p>
      <label>Token <input type="password" autocomplete="off" value={token} onInput={(event) => { setToken(event.currentTarget.value); }} /></label>
      <button type="submit" disabled={token === ''}>Go on</button>
    </form>
  );
}
