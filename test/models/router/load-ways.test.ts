import { BUILT_IN_ENTRIES, type CatalogEntry } from '../../../src/models/catalog/index.js';
import { plannedWays } from '../../../src/models/router/load-ways.js';

const entry = (engine: string): CatalogEntry => {
  const found = BUILT_IN_ENTRIES.find((candidate) => candidate.engine === engine);
  if (!found) throw new Error(`The catalogue has no model for ${engine}.`);
  return found;
};
const GPUS = ['gpu:0', 'gpu:1'].map((id) => ({ id, name: 'G', totalBytes: 24e9 }));
const devices = (ways: ReturnType<typeof plannedWays>): string[] => [...new Set(ways.map(({ device }) => device))];

test('a language model may go to each GPU, all as good, before main memory; on each with smaller and smaller limits', () => {
  const ways = plannedWays(entry('llama'), GPUS, true);
  expect(devices(ways)).toEqual(['gpu:0', 'gpu:1', 'ram']);
  for (const device of devices(ways)) {
    const own = ways.filter((way) => way.device === device);
    expect(own.map(({ shrunk }) => shrunk)).toEqual(own.map((_way, index) => index));
    expect(own.every(({ isAsGood }) => isAsGood === (device !== 'ram'))).toBe(true);
    expect(own.map(({ bytes }) => bytes)).toEqual([...own.map(({ bytes }) => bytes)].sort((left, right) => right - left));
  }
});

test('without a GPU, or where it may use none, it stays in main memory', () => {
  expect(devices(plannedWays(entry('llama'), [], true))).toEqual(['ram']);
  expect(devices(plannedWays(entry('llama'), GPUS, false))).toEqual(['ram']);
  expect(plannedWays(entry('ocr'), GPUS, true).map(({ device, isAsGood }) => [device, isAsGood ?? false])).toEqual([['ram', false]]);
});
