import fc from 'fast-check';
import { changed, smaller } from '../../../../src/models/router/decide/command-line.js';

const line = (...command: string[]) => ({ command, env: {} });
const flags = { aliases: { '--ctx-size': ['-c'] }, defaults: { '--n_ctx': 2048 } };
const shrink = (command: string[], ...limit: string[]): readonly string[] | undefined => smaller(line(...command), { arguments: limit }, flags)?.command;

test.each<[string, string[], string[], string[] | undefined]>([
  ['is put behind a command that does not have it', ['serve', 'm'], ['--max-len', '8192'], ['serve', 'm', '--max-len', '8192']],
  ['replaces a larger one where it stands', ['serve', '--max-len', '32768', 'm'], ['--max-len', '8192'], ['serve', '--max-len', '8192', 'm']],
  ['replaces a larger one behind =', ['serve', '--max-len=32768', 'm'], ['--max-len', '8192'], ['serve', '--max-len', '8192', 'm']],
  ['replaces a larger one that is written with a unit', ['serve', '--max-len', '32k'], ['--max-len', '8192'], ['serve', '--max-len', '8192']],
  ['replaces one under another name', ['serve', '-c', '16384'], ['--ctx-size', '4096'], ['serve', '--ctx-size', '4096']],
  ['replaces what means "as much as there is"', ['serve', '-c', '0', '--n', '-1'], ['--ctx-size', '4096', '--n', '9'], ['serve', '--ctx-size', '4096', '--n', '9']],
  ['is nothing where the command is as small', ['serve', '--max-len', '8192'], ['--max-len', '8192'], undefined],
  ['is nothing where the command is smaller', ['serve', '--max-len', '4k'], ['--max-len', '8192'], undefined],
  ['is nothing where the program by itself is as small', ['serve'], ['--n_ctx', '4096'], undefined],
  ['leaves what the user wrote that is no number', ['serve', '--limit', '{"image":0}'], ['--limit', '{"image":1}'], undefined],
  ['leaves out of several what is small enough', ['serve', '--batch', '256'], ['--batch', '512', '--ubatch', '128'], ['serve', '--batch', '256', '--ubatch', '128']],
  ['goes by the last of several, as programs do', ['serve', '--max-len', '1', '--max-len', '99'], ['--max-len', '8'], ['serve', '--max-len', '1', '--max-len', '8']],
])('a smaller limit %s', (_what, command, limit, made) => {
  expect(shrink(command, ...limit)).toEqual(made);
});

test('a limit in the environment is one, too', () => {
  expect(smaller({ command: ['ollama'], env: { A: '8192', B: 'x' } }, { env: { A: '4096', B: '1' } })).toEqual({ command: ['ollama'], env: { A: '4096', B: 'x' } });
  expect(smaller({ command: ['ollama'], env: { A: '2048' } }, { env: { A: '4096' } })).toBeUndefined();
});

test('what is changed on purpose is put in, whatever stood there', () => {
  expect(changed(line('serve', '-c', '0', '--cpu'), { arguments: ['--ctx-size', '9', '--cpu'], env: { A: '1' } }, flags)).toEqual({ command: ['serve', '--ctx-size', '9', '--cpu'], env: { A: '1' } });
});

test('no order of limits makes a command larger, and the same limit is nothing the second time', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), (limits) => {
    let current = line('serve');
    let least = Infinity;
    for (const limit of limits) {
      const change = { arguments: ['--n', String(limit)] };
      const next = smaller(current, change);
      expect(next !== undefined).toBe(limit < least);
      if (!next) continue;
      [current, least] = [{ command: [...next.command], env: {} }, limit];
      expect(current.command).toEqual(['serve', '--n', String(least)]);
      expect(smaller(current, change)).toBeUndefined();
    }
  }));
});
