import { PromptPace } from '../../../../src/models/engines/llama/prompt-pace.js';

/** The sizes of the slices of a long prompt at so many tokens a second, and the longest time that one took, s. */
function slices(speed: number, count: number): { sizes: number[]; longest: number } {
  const pace = new PromptPace(512);
  const sizes = Array.from({ length: count }, () => {
    const { tokens } = pace;
    pace.learn(tokens, (tokens / speed) * 1000);
    return tokens;
  });
  return { sizes, longest: Math.max(...sizes) / speed };
}

test('a quick machine evaluates whole batches from the second slice on', () => {
  expect(slices(110, 4).sizes).toEqual([64, 512, 512, 512]);
});

test('a slow one says every few seconds that it gets on, and is never silent for two minutes', () => {
  expect(slices(3, 4)).toEqual({ sizes: [64, 15, 15, 15], longest: expect.closeTo(21.3, 1) });
  expect(slices(0.6, 3).sizes).toEqual([64, 8, 8]);
  expect(slices(0.6, 3).longest).toBeLessThan(120);
});

test('the short rest of a prompt changes nothing, unless even that took long', () => {
  const pace = new PromptPace(512);
  pace.learn(64, 600);
  pace.learn(3, 400);
  expect(pace.tokens).toBe(512);
  pace.learn(40, 20_000);
  expect(pace.tokens).toBe(10);
});
