import { builtInTools } from '../src/agents/index.js';
import { createPlanner, givensInText } from '../src/agents/planner/index.js';
import { createModels } from '../src/models/index.js';
import { builtInOracles } from '../src/oracles/index.js';
import { rememberingModels, withoutLanguageModel } from '../bench/planning/remembering-models.js';
const models = await createModels({ env: process.env, onNotice: () => {} });
const planner = createPlanner({ models: await rememberingModels(withoutLanguageModel(models), '/tmp/plan/seen3.jsonl') });
const tools = builtInTools.map(({ spec }) => spec); const oracles = builtInOracles.map(({ spec }) => spec);
const kinds = ['Describe the photo.','Translate it into French.','Read it aloud slowly.','Cut the first five seconds.','Make a table of it.','I was there last week.','What does it say?'];
for (const n of process.argv.slice(2).map(Number)) {
  const goal = Array.from({length:n},(_,i)=>kinds[i%7]!.replace('photo', `photo number ${i}`)).join(' ');
  const t=performance.now(); const c = process.cpuUsage();
  const r = await planner.plan({ goal, givens: givensInText('a.jpg').slice(0,1), tools, oracles, strategy:'fast' });
  const u = process.cpuUsage(c);
  console.log(n, goal.length, Math.round(performance.now()-t), 'cpu', Math.round((u.user+u.system)/1000), r.status, r.status==='planned'?r.plan.steps.length:'');
}
await models.close();
