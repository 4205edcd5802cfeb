/** Which models the plans under way need next: what may be loaded ahead, and what should not be unloaded. */
export class Lookahead {
  readonly #plans = new Map<string, readonly (readonly string[])[]>();

  /** The models of a run's steps that are to come, nearest first; none ends the plan. */
  expect(run: string, steps: readonly (readonly string[])[]): void {
    if (steps.length === 0) this.#plans.delete(run);
    else this.#plans.set(run, steps);
  }

  /** Steps until some plan needs the model, 0 for the next one; `undefined`: no plan does. */
  stepsUntil(model: string): number | undefined {
    const distances = [...this.#plans.values()].map((steps) => steps.findIndex((models) => models.includes(model))).filter((distance) => distance >= 0);
    return distances.length === 0 ? undefined : Math.min(...distances);
  }
}
