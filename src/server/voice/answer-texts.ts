import { applyEvent, acceptedAttempt, emptyRunState, type RunState, type VouchEvent } from '../../core/index.js';

/** What is said when a run has ended and not all of it is proved. */
const UNPROVED = 'Not all of this could be proved.';

/** Follows the events of a run and gives what is to be said of it, as soon as it is known: texts that answer the request when their step has passed its checks, at the end the rest. */
export class AnswerTexts {
  readonly #state: RunState;
  readonly #textOf: (artifact: string) => Promise<string>;
  #said = false;

  constructor(runId: string, textOf: (artifact: string) => Promise<string>) {
    this.#state = emptyRunState(runId);
    this.#textOf = textOf;
  }

  /** `over`: the run has ended, or waits for an answer that is not spoken. */
  async take(event: VouchEvent): Promise<{ readonly text: string; readonly over: boolean }> {
    applyEvent(this.#state, event);
    switch (event.type) {
      case 'step.completed': {
        const texts = await Promise.all(this.#delivered(event.data.step).map((id) => this.#textOf(id)));
        const text = texts.join('\n').trim();
        this.#said ||= text !== '';
        return { text, over: false };
      }
      case 'question.asked':
        return { text: event.data.text, over: false };
      case 'run.completed':
      case 'run.suspended':
      case 'run.cancelled':
      case 'run.paused':
        return { text: [this.#said ? '' : event.data.answer, event.type === 'run.completed' && event.data.unproved.length > 0 ? UNPROVED : ''].join('\n').trim(), over: true };
      case 'run.failed':
        return { text: this.#said ? event.data.error.message : [event.data.answer, event.data.error.message].join('\n').trim(), over: true };
      default:
        return { text: '', over: false };
    }
  }

  /** Texts of a step that the request is answered with. */
  #delivered(id: string): string[] {
    const { plan, steps, artifacts } = this.#state;
    const step = steps.get(id);
    if (!plan || !step || step.itemOf) return [];
    return Object.entries(acceptedAttempt(step)?.outputs ?? {}).filter(([port]) => plan.deliverables.includes(`${id}.${port}`))
      .flatMap(([, ids]) => [ids].flat()).filter((artifact) => artifacts.get(artifact)?.modality === 'text');
  }
}
