import { readFileSync } from 'node:fs';
import { builtInTools } from '../src/agents/index.js';
import { givensInText } from '../src/agents/planner/index.js';
import { createModels } from '../src/models/index.js';
import { createToolRanker } from '../src/agents/planner/rank.js';
import { fitsOf } from '../src/agents/planner/clause-fits.js';
import { splitClauses, wishesOf } from '../src/agents/planner/clauses.js';
import { maskConditions } from '../src/agents/planner/conditions.js';
import { asMeant } from '../src/agents/planner/corrections.js';
import { rememberingModels, withoutLanguageModel } from '../bench/planning/remembering-models.js';
const models = await rememberingModels(withoutLanguageModel(await createModels({ env: process.env, onNotice: () => {} })), '/tmp/plan/seen2.jsonl');
const tools = builtInTools.map(({ spec }) => spec).filter((t) => t.onlyWritten !== true);
const ranker = await createToolRanker(tools, models);
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const [goal='', g=''] = line.split(' | ');
  const givens = g.split(/[ ,]+/).filter(Boolean).flatMap((n) => givensInText(n).slice(0,1));
  const { text, conditions } = maskConditions(asMeant(goal));
  const all = splitClauses(text, conditions);
  console.log(goal); for (const c of all) console.log('   ', c.kind, JSON.stringify(c.text), c.on ? c.on.condition.words : '');
  const { fits } = await fitsOf(wishesOf(all), { goal, givens, tools, oracles: [], strategy: 'fast' } as never, ranker);
  for (const f of fits) console.log('     ', f.text, f.scores.map((s, i) => [s, tools[i]!.name] as const).sort((a,b)=>b[0]-a[0]).slice(0,5).map(([s,n])=>`${n} ${s.toFixed(2)}`).join(', '));
}
process.exit(0);
