import { openAuditLog, readAuditLog } from '../../src/store/index.js';
import { freshFolder, removeFolders } from '../support/workshop.js';

afterAll(removeFolders);

const entry = (step: string) => ({ who: 'ada', tenant: null, what: 'acted', runId: 'r', step, tool: 'send', attempt: 1, argumentsHash: null }) as const;

test('two servers on one folder write one log whose lines follow on one another', () => {
  const folder = freshFolder();
  const [one, other] = [openAuditLog(folder), openAuditLog(folder)];
  for (const step of ['a', 'b', 'c']) {
    one.append(entry(step));
    other.append(entry(`${step}2`));
  }
  one.close();
  other.close();
  expect(readAuditLog(folder).map(({ step }) => step)).toEqual(['a', 'a2', 'b', 'b2', 'c', 'c2']);
});

test('a folder without a log has no entries', () => {
  expect(readAuditLog(freshFolder())).toEqual([]);
});
