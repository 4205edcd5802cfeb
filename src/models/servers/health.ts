import type { ServerChild } from './child.js';
import type { ServerDeclaration, ServerTimes } from './declaration.js';
import { checkHealth } from './start-process.js';

/** Health checks in a row that a server may be too busy for. */
const MOST_BUSY_ANSWERS = 5;

/** Whether one server is well, asked by one check at a time however many want to know. */
export class Health {
  #asking: Promise<boolean> | undefined;
  /** Checks in a row that it was too busy for, with no good request between them. */
  #busyAnswers = 0;

  constructor(
    private readonly declaration: ServerDeclaration,
    private readonly times: ServerTimes,
  ) {}

  /** It served a request. */
  forgive(): void {
    this.#busyAnswers = 0;
  }

  /** True when it answers a real inference, or says that it is busy and did not say so too often. */
  isWell(child: ServerChild): Promise<boolean> {
    return (this.#asking ??= this.#ask(child).finally(() => (this.#asking = undefined)));
  }

  async #ask(child: ServerChild): Promise<boolean> {
    const { failure, isBusy } = await checkHealth(this.declaration, child, this.times);
    // One that says that it is busy is well: it would be a loss to end what it computes for others. One that says nothing else is not.
    this.#busyAnswers = isBusy ? this.#busyAnswers + 1 : 0;
    return failure === undefined || (isBusy && this.#busyAnswers <= MOST_BUSY_ANSWERS);
  }
}
