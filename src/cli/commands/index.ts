/** One file a command: its options here, its work loaded when it is used. */
export { declareBot } from './bot.js';
export { declareBrowse } from './browse.js';
export { declareDoctor } from './doctor.js';
export { declareGc } from './gc.js';
export { declareMcp } from './mcp.js';
export { declareModels } from './models.js';
export { declarePin, declareUnpin } from './pin.js';
export { declarePlan } from './plan.js';
export { declarePull } from './pull.js';
export { declareRecipe, declareRecipes } from './recipes.js';
export { declareReport } from './report.js';
export { declareResume } from './resume.js';
export { declareRun } from './run.js';
export { declareRuns } from './runs.js';
export { declareServe } from './serve.js';
export { declareStats } from './stats.js';
export { declareTools } from './tools.js';
export { declareVerify } from './verify.js';
