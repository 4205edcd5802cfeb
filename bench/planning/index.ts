/** How good plans are: TaskBench's development part, and requests about Vouch's own tools. */
export { loadTaskBench, toToolsFile, type TaskBenchRequest } from './taskbench-data.js';
export { emptyTally, scoresOf, tally, type PlanGraph, type Scores, type Tally } from './score.js';
export { givensOf, loadRequests, judgeReply, type GoldRequest, type Judgement } from './gold-requests.js';
