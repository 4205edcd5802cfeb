import { throwIfAborted, toVouchError, VouchError, type ModelClient, type Planner, type PlanReply, type PlanRequest } from '../../core/index.js';
import { inEnglish, otherLanguage, spelledRight, type PlainRequest } from './plain-english.js';
import { planInOneShot } from './one-shot.js';
import { createToolRanker, type ToolRanker } from './rank.js';
import { planByTypes } from './typed.js';

/** How many tool lists stay prepared. */
const PREPARED_LISTS = 4;

/**
 * The planner. `typed` (the default) asks models only which tools the wording means and wires by types; `one-shot` lets
 * the language model write the whole plan. Both throw PLAN_NOT_FOUND when no valid plan comes out.
 */
export function createPlanner({ models }: { models: ModelClient }): Planner {
  const rankers = new Map<string, ToolRanker>();

  async function rankerFor(request: PlanRequest): Promise<ToolRanker> {
    const key = JSON.stringify(request.tools.map((tool) => [tool.name, tool.description, tool.wordings]));
    let ranker = rankers.get(key);
    if (!ranker) {
      ranker = await createToolRanker(request.tools, models, request.signal);
      for (const old of [...rankers.keys()].slice(0, Math.max(0, rankers.size - PREPARED_LISTS + 1))) rankers.delete(old);
      rankers.set(key, ranker);
    }
    return ranker;
  }

  return {
    async plan(request): Promise<PlanReply> {
      throwIfAborted(request.signal);
      if (request.goal.trim() === '') throw new VouchError('INPUT_EMPTY', 'The task holds no words.');
      const avoided = new Set(request.avoid?.map(({ tool }) => tool));
      const usable = avoided.size === 0 ? request : { ...request, tools: request.tools.filter((tool) => !avoided.has(tool.name)) };
      try {
        if (request.strategy === 'one-shot') return await planInOneShot(usable, models);
        const byWording = { ...usable, tools: usable.tools.filter(({ onlyWritten }) => onlyWritten !== true) };
        const planning = { models, ranker: await rankerFor(byWording), allTools: usable.tools };
        return await planPlainly(byWording, (plain) => planByTypes({ ...byWording, goal: plain.goal }, { ...planning, language: plain.language }), models);
      } catch (error) {
        throw toVouchError(error, 'PLAN_NOT_FOUND');
      }
    },
  };
}

/**
 * Plans a request in another language by its English, and one that cannot be planned as it stands with its spelling put right, where that is better.
 * The plan keeps the user's words as its goal and says how they were read.
 */
async function planPlainly(request: PlanRequest, plan: (plain: PlainRequest) => Promise<PlanReply>, models: ModelClient): Promise<PlanReply> {
  if (request.strategy === 'fast' || !models.has('chat')) {
    const language = await otherLanguage(request.goal);
    return language === undefined ? plan(request) : notRead(language);
  }
  const english = await inEnglish(request.goal, models, request.signal);
  const reply = await plan(english ?? request);
  if (english) return asRead(reply, request.goal, english);
  if (reply.status === 'planned' && (reply.unmet ?? []).length === 0) return reply;
  const right = await spelledRight(request.goal, models, request.signal);
  const again = right && (await plan(right));
  return right && again?.status === 'planned' && (reply.status !== 'planned' || (again.unmet ?? []).length < (reply.unmet ?? []).length) ? asRead(again, request.goal, right) : reply;
}

/** Tools are chosen by English words: likeness to words of another language would choose at random. */
function notRead(language: string): PlanReply {
  return { status: 'missing', capability: `read a task in ${language}`, message: `The task is in ${language}, which only the language model reads. Say it in English, or plan with the language model (any strategy but "fast").` };
}

function asRead(reply: PlanReply, goal: string, plain: PlainRequest): PlanReply {
  return reply.status === 'planned' ? { ...reply, plan: { ...reply.plan, goal }, notes: [`The request was read as: ${plain.goal}`, ...reply.notes] } : reply;
}
