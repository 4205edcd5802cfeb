/** How good plans are: TaskBench's development part, and requests about Vouch's own tools. */
export type { GraphRequest } from './graph-request.js';
export { DOMAINS, loadRequestSet, REQUEST_SETS, VARIANTS, type RequestSet, type RequestSetName, type Variant } from './request-sets.js';
export { toToolsFile } from './taskbench-data.js';
export { emptyTally, scoresOf, tally, type PlanGraph, type Scores, type Tally } from './score.js';
export { givensOf, loadRequests, judgeReply, type GoldRequest, type Judgement } from './gold-requests.js';
