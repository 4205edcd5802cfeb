import { readFileSync } from 'node:fs';
import { builtInTools } from '../src/agents/index.js';
import { createPlanner, givensInText } from '../src/agents/planner/index.js';
import { createModels } from '../src/models/index.js';
import { builtInOracles } from '../src/oracles/index.js';
import { rememberingModels, withoutLanguageModel } from '../bench/planning/remembering-models.js';
const models = await createModels({ env: process.env, onNotice: () => {} });
const planner = createPlanner({ models: await rememberingModels(withoutLanguageModel(models), '/tmp/plan/seen2.jsonl') });
const tools = builtInTools.map(({ spec }) => spec); const oracles = builtInOracles.map(({ spec }) => spec);
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const [task='', g=''] = line.split(' | ');
  const givens = g.split(/[ ,]+/).filter(Boolean).flatMap((n) => givensInText(n).slice(0,1));
  const t = performance.now();
  try {
    const r = await planner.plan({ goal: task.replaceAll('\\n','\n'), givens, tools, oracles, strategy: 'fast' });
    const said = r.status === 'planned' ? r.plan.steps.map((s) => `${s.tool}(${Object.entries(s.inputs).map(([k,b]) => `${k}=${JSON.stringify(b)}`).join(' ')})${s.when?' WHEN '+JSON.stringify(s.when):''}{${s.criteria.filter(c=>c.origin==='request').map(c=>c.oracle+JSON.stringify(c.params)).join(',')}}`).join('\n     ') + ((r.unmet??[]).length ? `\n     UNMET ${JSON.stringify(r.unmet)}` : '') : r.status+': '+(r.status==='missing'?r.message:r.status==='ambiguous'?r.question:'');
    console.log(`${task.slice(0,200)} [${g}] ${Math.round(performance.now()-t)}ms\n  -> ${said}`);
  } catch (e) { console.log(task.slice(0,200), '\n  !!', (e as Error).message.slice(0,300)); }
}
await models.close();
