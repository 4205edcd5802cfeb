import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { identifyLanguage, isOtherLanguage } from '../src/tools/text/index.js';
import { maskQuotes } from '../src/agents/planner/quoted-text.js';
const FIXED = /\[text \d+\]|\S+:\/\/\S+|\b[\w-]+\.[a-z]\w{1,4}\b|\d+(?:[.,:]\d+)*/giu;
for (const f of readdirSync('test/planning').filter((n) => n.endsWith('.yaml'))) for (const { task } of parse(readFileSync(`test/planning/${f}`,'utf8')) as {task:string}[]) {
  const found = await identifyLanguage(maskQuotes(task).masked.replace(FIXED,' '));
  if (isOtherLanguage(found,'en')) console.log(f, found.code, f==='held-out.yaml'||f==='everyday.yaml'||f==='users-unseen.yaml' ? task.length : task.slice(0,80));
}
