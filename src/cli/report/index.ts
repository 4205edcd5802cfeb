/** `vouch report`: a run as one self-contained HTML page, with no script and no request to anywhere. */
export { renderReport } from './render-report.js';
export { writeReport } from './write-report.js';
