import { randomUUID } from 'node:crypto';
import { acceptedAttempt, schemaFaults, validatePlan, VouchError, Plan, type Artifact, type Conversation, type Message, type PlanFault, type PlanStrategy, type RunState, type SerializedError } from '../../core/index.js';
import { allowedTo, grantedBy, inputsOfRun, type Run, type RunInput, type RunRequest, type Runtime } from '../../runtime/index.js';
import type { BudgetLimits, Draft, ParsedParams } from '../protocol/index.js';
import type { Beginning, RunHost } from '../runs/index.js';
import { mustAllow, mustStayOutside, staysOutside, within, type Access, type Allowances, type Places, type Tenants } from '../security/index.js';
import type { ArtifactShelf } from './artifact-shelf.js';
import { HeldDrafts, type HeldDraft } from './held-drafts.js';
import { summaryOf } from './summary.js';

type Request = Omit<RunRequest, 'ask' | 'signal'>;

interface Sent {
  readonly conversation: string;
  readonly message: Message;
}

/** Who may do how much. */
export interface ChatBounds {
  readonly tenants: Tenants;
  readonly places: Places;
  readonly allowances: Allowances;
}

/** Messages become runs here. */
export class Chat {
  readonly #runtime: Runtime;
  readonly #host: RunHost;
  readonly #shelf: ArtifactShelf;
  readonly #drafts: HeldDrafts;
  readonly #tenants: Tenants;
  readonly #places: Places;
  readonly #allowances: Allowances;

  constructor(runtime: Runtime, host: RunHost, shelf: ArtifactShelf, { tenants, places, allowances }: ChatBounds) {
    this.#tenants = tenants;
    this.#places = places;
    this.#allowances = allowances;
    this.#runtime = runtime;
    this.#drafts = new HeldDrafts(runtime.tenancy.drafts);
    this.#host = host;
    this.#shelf = shelf;
  }

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<Conversation> {
    const conversation = await this.#runtime.conversations.get(id);
    if (!conversation) throw new VouchError('NOT_FOUND', `There is no conversation ${id}.`);
    return conversation;
  }

  /** Takes a message in and starts its run; with `review` its plan is made (until `signal` is aborted) and waits to be approved. */
  async send(params: ParsedParams<'message.send'> & { readonly strategy?: PlanStrategy }, access: Access, signal: AbortSignal): Promise<Sent & { draft?: Draft }> {
    await mustStayOutside(params.text, access);
    const before = params.conversation === undefined ? undefined : await this.get(params.conversation);
    if (params.text.trim() === '') throw new VouchError('INPUT_EMPTY', 'The message holds no words. Say what is to be done.');
    const attached = await this.inputsOf(params.attachments);
    const attachments = attached.map(({ artifact }) => artifact);
    const inputs = [...(before ? await this.#left(before) : []), ...attached];
    const request = { goal: params.text, inputs, budget: within(access.budget, params.budget), verify: params.verify, strategy: params.strategy };
    const message: Message = { id: randomUUID(), ts: Date.now(), text: params.text, attachments, runId: null };
    if (!params.review) return this.#start(before?.id, message, request, access);
    const reply = await this.#plan(request, access, signal);
    if (reply.status === 'missing') throw new VouchError('CAPABILITY_MISSING', reply.message, { details: { capability: reply.capability } });
    if (reply.status === 'ambiguous') throw new VouchError('PLAN_NOT_FOUND', `The task can be understood in several ways: ${reply.question}`, { retryable: false, details: { question: reply.question, options: [...reply.options] } });
    const draft: Draft = { id: randomUUID(), plan: reply.plan, notes: [...reply.notes], unmet: [...(reply.unmet ?? [])] };
    const conversation = before?.id ?? (await this.#begin(access));
    await this.#runtime.conversations.add(conversation, message);
    await this.#drafts.put({ draft, conversation, message, request }, access.tenant);
    return { conversation, message, draft };
  }

  /** Runs a draft's plan. Throws NOT_FOUND for a draft that has been run or forgotten. */
  async approve(draftId: string, access: Access): Promise<Sent> {
    const { conversation, message, request } = await this.#drafts.get(draftId);
    let taken: HeldDraft | undefined;
    // Somebody else may have approved or edited it meanwhile.
    const before = async (): Promise<Pick<Request, 'plan'>> => {
      taken = await this.#drafts.take(draftId);
      return { plan: taken.draft.plan };
    };
    // The sender's limits stand in the request; whoever approves it spends of theirs.
    const launched = this.#launch({ ...request, budget: within(access.budget, request.budget) }, access, { before, note: (runId) => this.#runtime.conversations.setRun(message.id, runId) });
    const run = await launched.catch(async (error: unknown) => {
      // Nothing was run: it waits for the next try.
      if (taken) await this.#drafts.put(taken, access.tenant);
      throw error;
    });
    await mustHaveBegun(run);
    return { conversation, message: { ...message, runId: run.id } };
  }

  /** Replaces a draft's plan. Throws PLAN_INVALID with every fault. */
  async edit(draftId: string, candidate: unknown, access: Access): Promise<Draft> {
    await mustStayOutside(candidate, access);
    const held = await this.#drafts.get(draftId);
    const givens = await this.#runtime.givens(held.request.goal ?? '', held.request.inputs);
    const { plan, faults } = validatePlan(candidate, { tools: this.#runtime.tools(), oracles: this.#runtime.oracles(), givens });
    if (!plan || faults.length > 0) throw invalid(faults);
    const draft = { ...held.draft, plan };
    await this.#drafts.replace({ ...held, draft });
    return draft;
  }

  /** A new run of an earlier one's task and files. */
  async again({ runId, plan, anew }: ParsedParams<'run.again'>, access: Access): Promise<Sent> {
    await mustStayOutside(plan, access);
    const state = await this.#runtime.state(runId);
    const { givens, artifacts } = state;
    const inputs: RunInput[] = givens.flatMap(({ name, artifact, value }): RunInput[] => {
      const stored = artifact === undefined ? undefined : artifacts.get(artifact);
      if (stored) return [{ artifact: { ...stored, name } }];
      return value === undefined ? [] : [{ url: value }];
    });
    const again = plan ?? state.plan;
    if (again === undefined) throw new VouchError('RUN_NOT_RESUMABLE', `Run ${runId} has no plan to run again. Send its task as a new message.`);
    const parsed = Plan.safeParse(again);
    if (!parsed.success) throw new VouchError('PLAN_INVALID', `The plan is none: ${schemaFaults(parsed.error)}`);
    const message: Message = { id: randomUUID(), ts: Date.now(), text: state.goal, attachments: inputs.flatMap((input) => (typeof input === 'object' && 'artifact' in input ? [input.artifact] : [])), runId: null };
    const request = { goal: state.goal, plan: parsed.data, inputs, anew, verify: state.verify, budget: within(access.budget, state.budget) };
    return this.#start(await this.#runtime.conversations.ofRun(runId), message, request, access);
  }

  /** Writes the summary of a conversation anew; called when a run of it has ended. */
  async summarize(runId: string): Promise<void> {
    const id = await this.#runtime.conversations.ofRun(runId);
    if (id === undefined) return;
    await this.#runtime.conversations.summarize(id, await summaryOf(await this.get(id), (run) => this.stateOf(run)));
  }

  /** `undefined` for a draft that is not there. */
  conversationOfDraft(draft: string): Promise<string | undefined> {
    return this.#drafts.conversationOf(draft);
  }

  /** What attached artifacts are. Throws NOT_FOUND for one that is not in the store, INPUT_* for what no run would take. */
  async inputsOf(attachments: ParsedParams<'message.send'>['attachments']): Promise<{ artifact: Artifact }[]> {
    const inputs: { artifact: Artifact }[] = [];
    for (const { artifact, name } of attachments) inputs.push({ artifact: await this.#shelf.find(artifact, name) });
    return inputs;
  }

  /** Starts a run for a token outside of any conversation. `how`: see `Beginning`. */
  async startRun(request: Omit<RunRequest, 'ask' | 'signal' | 'budget' | 'outside'> & { budget?: BudgetLimits | undefined }, access: Access, how: Beginning = {}): Promise<Run> {
    await mustStayOutside(request, access);
    const run = await this.#launch({ ...request, budget: within(access.budget, request.budget) }, access, how);
    await mustHaveBegun(run);
    return run;
  }

  /** Goes on with a run for a token. Throws FORBIDDEN for an answer to an approval: it is asked anew, and resolved with its hash. */
  async resume(runId: string, answer: string | undefined, access: Access): Promise<Run> {
    await mustStayOutside(answer, access);
    const state = await this.#runtime.state(runId);
    const given = answer === undefined || !state.question ? undefined : { questionId: state.question.id, answer };
    if (answer !== undefined && state.question?.kind === 'approval') {
      throw new VouchError('FORBIDDEN', `Run ${runId} waits for an approval. Resume it without an answer, and decide with approval.resolve, which names what is approved.`);
    }
    if (given) mustAllow(access, grantedBy(state, given.questionId, given.answer));
    return this.#placed('resume', access, async (place) => {
      // Whoever goes on with it, it stays whose it is.
      const group = (await this.#tenants.ofRun(runId)) ?? access.tenant ?? null;
      const undo = await this.#allowances.renew(group, runId, allowedTo(state, given));
      try {
        return await this.#host.resume(runId, { answer, group, who: access.name, begun: () => this.#places.becomes(place, runId) });
      } catch (error) {
        await undo();
        throw error;
      }
    });
  }

  /** Goes on with a run that a token began, and whose server died before it could be written down whose it is. Nothing happens where somebody else goes on with it. */
  async goOn(runId: string, access: Access): Promise<void> {
    try {
      await this.resume(runId, undefined, access);
    } catch (error) {
      if (!VouchError.is(error) || error.code !== 'RUN_NOT_RESUMABLE') throw error;
    }
  }

  /** Answers a question of a run under way. Throws FORBIDDEN for more budget than the token allows, BUDGET_SPENT for more than its tenant has left, and what `Questions.answer` throws. */
  async answer({ runId, question, answer }: ParsedParams<'question.answer'>, access: Access): Promise<void> {
    await mustStayOutside(answer, access);
    const state = await this.#runtime.state(runId);
    const granted = grantedBy(state, question, answer);
    mustAllow(access, granted);
    const undo = granted ? await this.#allowances.renew(await this.#tenants.ofRun(runId), runId, allowedTo(state, { questionId: question, answer })) : undefined;
    try {
      await this.#host.questions.answer(runId, question, answer);
    } catch (error) {
      await undo?.();
      throw error;
    }
  }

  /** Makes a plan that is only shown: it takes a run's place among those of the server and the token, and a run's time and tokens. */
  async #plan({ goal = '', inputs = [], budget }: Request, access: Access, signal: AbortSignal): ReturnType<Runtime['plan']> {
    return this.#placed('plan', access, async () => {
      const leave = this.#host.occupy();
      try {
        return await this.#allowances.during(access, budget ?? {}, (allowed, onTokens) => this.#runtime.plan(goal, inputs, { signal, budget: allowed, onTokens }));
      } finally {
        leave();
      }
    });
  }

  /** What the latest run of a conversation that made something was given and made. The planner decides what of it a message means. */
  async #left({ messages }: Conversation): Promise<RunInput[]> {
    for (const { runId } of messages.toReversed()) {
      const state = runId === null ? undefined : await this.stateOf(runId);
      if (state && [...state.steps.values()].some((step) => acceptedAttempt(step))) return inputsOfRun(state);
    }
    return [];
  }

  /** `undefined` for a run that has not begun, and may never: its server may have died in between. */
  async stateOf(runId: string): Promise<RunState | undefined> {
    return (await this.#runtime.latest(runId, ['run.started'])) && this.#runtime.state(runId);
  }

  async #start(conversation: string | undefined, message: Message, request: Request, access: Access): Promise<Sent> {
    let noted = conversation ?? '';
    const run = await this.#launch(request, access, {
      note: async (runId) => {
        if (conversation === undefined) noted = await this.#begin(access);
        await this.#runtime.conversations.add(noted, { ...message, runId });
      },
    });
    await mustHaveBegun(run);
    return { conversation: noted, message: { ...message, runId: run.id } };
  }

  /** A new conversation, which is its sender's. */
  async #begin(access: Access): Promise<string> {
    const { id } = await this.#runtime.conversations.create();
    await this.#tenants.own(access, 'conversation', id);
    return id;
  }

  /** Starts a run within what the token and its tenant may. `before`: the last moment to refuse, right before it begins, and to say more of the request; `note`: what is written down of it. */
  async #launch(request: Request, access: Access, { before = () => Promise.resolve({}), note = () => Promise.resolve(), ...how }: Beginning & { readonly before?: () => Promise<Pick<Request, 'plan'>> } = {}): Promise<Run> {
    return this.#placed('start', access, async (place) => {
      const leave = this.#host.occupy();
      const reserved = await this.#allowances.reserve(access, request.budget ?? {}).finally(leave);
      const known = async (runId: string): Promise<void> => {
        await this.#places.becomes(place, runId);
        await this.#tenants.own(access, 'run', runId);
        await reserved.began(runId);
        await note(runId);
      };
      try {
        return await this.#host.start({ ...request, ...(await before()), outside: staysOutside(access), budget: reserved.budget, group: access.tenant, who: access.name }, { ...how, note: known });
      } catch (error) {
        await reserved.release();
        throw error;
      }
    });
  }

  /** Does something in a place that its token takes, and leaves it unless it has become a run's by then. Throws RATE_LIMITED. */
  async #placed<T>(what: string, access: Access, work: (place: string) => Promise<T>): Promise<T> {
    const place = `${what} ${randomUUID()}`;
    await this.#places.take(place, access);
    try {
      return await work(place);
    } finally {
      await this.#places.leave(place);
    }
  }
}

function invalid(faults: readonly PlanFault[]): VouchError {
  return new VouchError('PLAN_INVALID', `The plan has ${faults.length === 1 ? 'a fault' : 'faults'}: ${faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`, { details: { faults } });
}

/** Who is told of a run may rely on it: it stands in the journal. Throws what kept it from there, such as STORE_FAILED. */
async function mustHaveBegun(run: Run): Promise<void> {
  if (await run.began) return;
  const { error } = await run.result;
  throw error ? VouchError.fromJSON(error as SerializedError) : new VouchError('CANCELLED', 'The run was ended before it began.');
}
