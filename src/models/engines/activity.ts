/**
 * How this engine process gets on: the supervisor asks for it, to tell a slow engine from one that hangs. One process serves one model,
 * so that the numbers are the process's own.
 */
let running = 0;
let progress = 0;

export function requestBegan(): void {
  running += 1;
}

export function requestEnded(): void {
  running -= 1;
  progress += 1;
}

/** Something was computed: a token, a batch of the prompt, a sentence, a line. */
export function progressed(): void {
  progress += 1;
}

export function activity(): { readonly running: number; readonly progress: number } {
  return { running, progress };
}
