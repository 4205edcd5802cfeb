import { passagesToKeep, weighPassages } from '../../../src/tools/text/index.js';

const LETTER = 'Order 4711: lamp\n\nDear Sir or Madam,\n\nthank you for your order of 3 May. We are sorry to tell you that we cannot deliver the 12 lamps before 20 June. They come from Denmark. The green paint smells a little at first. Please tell us by 10 May whether you want to wait.\n\nWith kind regards\nAda Holm';

describe('weighPassages', () => {
  test('greetings, thanks and signatures weigh nothing; what is told with regret does', async () => {
    const passages = await weighPassages(LETTER);
    const courtesies = passages.filter(({ kind }) => kind === 'courtesy').map(({ text }) => text);
    expect(courtesies).toEqual(['Dear Sir or Madam,', 'thank you for your order of 3 May.', expect.stringMatching(/^With kind regards/)]);
    const [first] = [...passages].sort((a, b) => b.weight - a.weight);
    expect(first?.text).toMatch(/^We are sorry to tell you that we cannot deliver/);
  });

  test('requests and days weigh more than what leans on another sentence', async () => {
    const passages = await weighPassages(LETTER);
    const weightOf = (start: string): number => passages.find(({ text }) => text.startsWith(start))?.weight ?? NaN;
    expect(weightOf('Please')).toBeGreaterThan(weightOf('They'));
    expect(weightOf('Please')).toBeGreaterThan(weightOf('The green'));
  });

  test('what is asked for weighs more', async () => {
    const weightOf = async (focus: string) => (await weighPassages(LETTER, { focus })).find(({ text }) => text.startsWith('The green'))?.weight ?? 0;
    expect(await weightOf('What do they say about the smell of the paint?')).toBeGreaterThan(await weightOf('Sum this up.'));
  });
});

describe('passagesToKeep', () => {
  const kept = async (level: 'all' | 'main', limits: object) => passagesToKeep(await weighPassages(LETTER), level, limits);

  test('all sentences where there is room for them', async () => {
    expect(await kept('all', {})).toMatchObject({ isAll: true, keep: { length: 4 } });
    expect((await kept('all', { words: 200 })).isAll).toBe(true);
  });

  test('within a limit, or where the instruction shortens, those that weigh most', async () => {
    const short = await kept('all', { words: 25 });
    expect(short.isAll).toBe(false);
    expect(short.keep[0]?.text).toMatch(/^We are sorry/);
    expect((await kept('all', { instruction: 'Make it shorter.' })).isAll).toBe(false);
    expect((await kept('main', { sentences: 1 })).keep).toHaveLength(1);
  });
});
