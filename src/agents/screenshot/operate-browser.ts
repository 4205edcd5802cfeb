import { join } from 'node:path';
import { z } from 'zod';
import { artifact, Box, defineTool, isYes, json, text, url, VouchError, webPage } from '../../core/index.js';
import { Action } from './action.js';
import { browse } from './browse.js';
import { ActionVerdict, Check, questionOf, type BrowseOutcome } from './operate/index.js';
import { wordings } from './wordings.js';

/** What later steps and the verifier get of an operated page; its pictures stay files. */
const OperateTrace = z.object({
  status: z.string(),
  checks: z.array(Check),
  unproved: z.array(z.string()),
  steps: z.array(z.object({ n: z.number(), thought: z.string(), action: Action, target: z.string(), box: Box.nullable(), expect: z.string(), verdict: ActionVerdict, url: z.string() })),
  notes: z.array(z.string()),
  finalUrl: z.string(),
});

export const operateBrowser = defineTool({
  name: 'operate_browser',
  description: 'Operates a web page by mouse and keyboard towards a goal, such as filling in a form or pressing a button, and gives the last screenshot, what was found, and the proof of every action.',
  wordings: wordings.operate_browser,
  input: z.object({
    url: url().describe('the address of the page'),
    goal: z.string().min(1).describe('what is to be done on the page, in plain words'),
    steps: z.number().int().min(1).max(200).optional().describe('actions at most; default 40'),
  }),
  output: z.object({ image: artifact('image').describe('the page at the end, PNG'), text: text().describe('the answer, or what was done'), json: json(OperateTrace).describe('every action with its proof'), trace: webPage().describe('every action with its pictures before and after, to be looked at by people') }),
  needs: ['ocr'],
  effects: 'external',
  timeoutMs: 300_000,
  criteria: [{ oracle: 'not_blank', port: 'image' }, { oracle: 'not_empty', port: 'text' }, { oracle: 'goal_proved', port: 'json' }],
  async execute(input, context) {
    const { ask } = context;
    const trace = join(context.scratch, 'trace');
    const outcome = await browse(input.goal, {
      url: input.url, models: context.models, maxSteps: input.steps, wallMs: 270_000, signal: context.signal, trace, allowedFolders: context.allowedFolders, outside: context.outside,
      // The step itself was approved; what buys, pays, sends or deletes on the page was not.
      approve: ask && (async (approval) => isYes(await ask({ kind: 'approval', text: questionOf(approval, approval.url), options: ['yes', 'no'] }))),
      // Where nobody is there to say what to do instead, the step fails and the ladder goes on.
      ask: ask && (({ text, url }) => ask({ kind: 'ambiguity', text: `${url}: ${text}`, options: [], optional: true })),
      onStep: (step) => { context.progress(undefined, `${step.n}. ${step.thought}`); },
    });
    if (outcome.status !== 'completed') throw new VouchError(codeOf(outcome), outcome.question ?? outcome.error?.message ?? 'The goal was not reached.', { details: { checks: outcome.checks } });
    const last = outcome.steps.at(-1);
    if (last?.after == null) throw new VouchError('TOOL_FAILED', 'Nothing was done on the page, so that there is no picture of it.');
    const image = join(trace, last.after);
    return {
      image: { path: image, mime: 'image/png', metadata: { url: last.url, deviceScaleFactor: 2 } },
      text: outcome.answer !== '' ? [outcome.answer, ...outcome.unproved.map((part) => `Not proved: ${part}`)].join('\n') : outcome.checks.map(({ part, status }) => `${part}: ${status}`).join('\n'),
      json: { status: outcome.status, checks: outcome.checks, unproved: outcome.unproved, notes: outcome.notes, finalUrl: last.url, steps: outcome.steps.map(({ n, thought, action, target, box, expect, verdict, url }) => ({ n, thought, action, target, box, expect, verdict, url })) },
      trace: { path: join(trace, 'trace.html') },
    };
  },
});

/** A limit of the page is none of the run; what is refused is not tried again. */
function codeOf({ status, error }: BrowseOutcome): 'CANCELLED' | 'REFUSED' | 'TOOL_FAILED' {
  if (status === 'suspended') return 'REFUSED';
  return error?.code === 'CANCELLED' || error?.code === 'REFUSED' ? error.code : 'TOOL_FAILED';
}
