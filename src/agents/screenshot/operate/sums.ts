import type { Perception } from '../../../tools/screen/index.js';

const OPERATION = /(-?\d+(?:\.\d+)?)\s*([-+x×*·÷:/])\s*(-?\d+(?:\.\d+)?)\s*(?:=|$)/i;
const UNKNOWN = /(-?\d+(?:\.\d+)?|[a-z?])\s*([-+x×*·÷/])\s*(-?\d+(?:\.\d+)?|[a-z?])\s*=\s*(-?\d+(?:\.\d+)?)/i;

/** The result of the sum that the lines show: `3 + 4 =`, or the unknown of `x + 4 = 7`. Undefined where there is none. */
export function sumOn(lines: readonly Pick<Perception['lines'][number], 'text' | 'box'>[]): string | undefined {
  const texts = [...lines.map(({ text }) => text), lines.map(({ text }) => text).join(' ')].map((text) => text.replace(/[−–—]/g, '-').replace(/[＝]/g, '='));
  for (const text of texts) {
    const unknown = UNKNOWN.exec(text);
    if (unknown && /[a-z?]/i.test(`${unknown[1] ?? ''}${unknown[3] ?? ''}`)) {
      const solved = solveFor(unknown[1] ?? '', unknown[2] ?? '', unknown[3] ?? '', Number(unknown[4]));
      if (solved !== undefined) return worded(solved);
    }
    const operation = OPERATION.exec(text);
    if (operation) return worded(apply(Number(operation[1]), operation[2] ?? '', Number(operation[3])));
  }
  return undefined;
}

function apply(a: number, sign: string, b: number): number {
  switch (sign) {
    case '+': return a + b;
    case '-': return a - b;
    case '÷': case '/': case ':': return a / b;
    default: return a * b;
  }
}

/** Of `a sign b = result`, the one that is no number. */
function solveFor(a: string, sign: string, b: string, result: number): number | undefined {
  const [first, second] = [Number(a), Number(b)];
  if (Number.isNaN(first) === Number.isNaN(second)) return undefined;
  if (Number.isNaN(first)) {
    switch (sign) {
      case '+': return result - second;
      case '-': return result + second;
      case '÷': case '/': return result * second;
      default: return result / second;
    }
  }
  switch (sign) {
    case '+': return result - first;
    case '-': return first - result;
    case '÷': case '/': return first / result;
    default: return result / first;
  }
}

function worded(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
