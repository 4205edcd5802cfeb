/** The events of a run in the words of AG-UI. */
export { AgUiTranslator } from './translator.js';

/** The WebSocket subprotocol that asks for them. */
export const AG_UI = 'ag-ui';
