/** The chat page: a conversation, the plan of each run as it is worked on, and the proof behind every claim. */
import { render } from 'preact';
import { App } from './app.js';
import { StoreContext } from './context.js';
import { Store } from './store.js';

const store = new Store();
render(<StoreContext.Provider value={store}><App /></StoreContext.Provider>, document.body);
