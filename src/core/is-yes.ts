/** Whether an answer to an approval approves: nothing but a plain yes does. */
export function isYes(answer: string | undefined): boolean {
  return answer !== undefined && /^y(?:es)?$/i.test(answer.trim());
}
