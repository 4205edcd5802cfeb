import { writeFileSync } from 'node:fs';
import * as home from '../../../bench/loop/documents/fourth/home.js';
import * as town from '../../../bench/loop/documents/fourth/town.js';
import type { Family, LoopTask, Workbench } from '../../../bench/loop/task.js';
import { fourthTasks } from '../../../bench/loop/tasks/fourth/index.js';
import { wordCount } from '../../../bench/loop/truth/text.js';
import { servePages } from '../../../bench/loop/workbench/pages.js';
import { noModels } from '../../support/no-models.js';
import { hasSharedMedia, sharedMedia } from '../../support/shared-media.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { extractSamples } from './fourth/extracts.js';
import { madeFiles, subtitledClip } from './fourth/made-files.js';
import { subtitleSamples, wordSamples } from './fourth/media.js';
import { questionSamples } from './fourth/questions.js';
import { rewritingSamples } from './fourth/rewritings.js';
import { summarySamples } from './fourth/summaries.js';
import { delivered, judged } from './known-answers.js';
import type { SamplesByTask } from './second/samples.js';

const folder = temporaryFolder();
const onMedia = hasSharedMedia() ? test : test.skip;
const samples: SamplesByTask = { ...questionSamples, ...extractSamples, ...summarySamples, ...rewritingSamples, ...wordSamples };
const SUBTITLED = 'subtitle-crumble-clip';
const named = (name: string): LoopTask => {
  const task = fourthTasks.find(({ id }) => id === `fourth-${name}`);
  if (!task) throw new RangeError(`there is no task ${name}`);
  return task;
};
const benchOn = (): Workbench => ({ media: sharedMedia('.'), made: folder(), pages: '', python: '', models: noModels });

test('there are fifty tasks, twenty-eight of them on eight texts of everyday length, each with its own samples', () => {
  expect(new Set(fourthTasks.map(({ id }) => id)).size).toBe(50);
  const refusals = fourthTasks.filter(({ expects }) => expects === 'cannot').map(({ id }) => id);
  expect(refusals).toEqual(['fourth-page-choices', 'fourth-page-spring-offer']);
  expect([...Object.keys(samples), ...Object.keys(madeFiles), SUBTITLED].map((name) => `fourth-${name}`).sort()).toEqual(fourthTasks.map(({ id }) => id).filter((id) => !refusals.includes(id)).sort());
  const count = (family: Family): number => fourthTasks.filter((task) => task.family === family).length;
  expect([count('answer'), count('not said'), count('extract'), count('summarise'), count('rewrite'), count('translate')]).toEqual([13, 4, 5, 5, 2, 1]);
  expect([count('picture'), count('subtitle'), count('caption'), count('edit'), count('page'), count('planned')]).toEqual([3, 1, 2, 4, 4, 6]);
  const lengths = [...Object.values(home), ...Object.values(town)].map(wordCount);
  expect(lengths).toHaveLength(8);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(90);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(260);
});

test.each(Object.entries(samples))('%s takes every right answer and no wrong one', async (name, { right, wrong }) => {
  expect(right.length).toBeGreaterThanOrEqual(3);
  expect(wrong.length).toBeGreaterThanOrEqual(3);
  expect((await judged(named(name), right)).filter(({ faults }) => faults.length > 0)).toEqual([]);
  expect((await judged(named(name), wrong)).filter(({ faults }) => faults.length === 0)).toEqual([]);
});

onMedia.each(Object.entries(madeFiles))('%s takes every right file and no wrong one', async (name, { modality, right, wrong }) => {
  const faultsOf = async (makes: typeof right, kind: string): Promise<(readonly string[])[]> => {
    const faults: (readonly string[])[] = [];
    for (const [index, { as, make }] of makes.entries()) {
      const path = folder(`${name}-${kind}-${index}.${as}`);
      await make(path, benchOn());
      // As in a run: what the truth cannot read is a fault.
      faults.push(await Promise.resolve(named(name).truth(delivered('', { path, modality }), benchOn())).catch((error: unknown) => [String(error)]));
    }
    return faults;
  };
  expect((await faultsOf(right, 'right')).flat()).toEqual([]);
  expect((await faultsOf(wrong, 'wrong')).map(({ length }) => length > 0)).toEqual(wrong.map(() => true));
});

test.each(['edit-cut-middle', 'edit-narrower', 'planned-mirrored-gif', 'planned-print'])('%s does not take what made no file', async (name) => {
  await expect(async () => named(name).truth(delivered('Done.'), { media: '', made: '', pages: '', python: '', models: noModels })).rejects.toThrow('there is no');
});

onMedia('subtitles are taken with the right words at the right time, in a clip that carries them', async () => {
  const file = folder('subtitles.srt');
  writeFileSync(file, subtitleSamples.right[0] ?? '');
  const [carrying, bare] = [await subtitledClip(folder('carrying.mp4'), file, benchOn()), await subtitledClip(folder('bare.mp4'), undefined, benchOn())];
  const faultsOf = async (text: string, path: string): Promise<readonly string[]> => named(SUBTITLED).truth(delivered(text, { path, modality: 'video' }), benchOn());
  for (const text of subtitleSamples.right) expect(await faultsOf(text, carrying)).toEqual([]);
  for (const text of subtitleSamples.wrong) expect(await faultsOf(text, carrying)).not.toEqual([]);
  expect(await faultsOf(subtitleSamples.right[0] ?? '', bare)).toEqual(['the video has no subtitles']);
});

test('its pages are served, and the old offer is not there', async () => {
  const pages = await servePages(0);
  try {
    const [trams, courses, choices, offer] = await Promise.all(['/trams', '/courses', '/choices', '/spring-offer'].map((path) => fetch(`${pages.address}${path}`)));
    expect([trams?.status, courses?.status, choices?.status, offer?.status]).toEqual([200, 200, 200, 404]);
    expect(await trams?.text()).toContain('Canal Street');
    expect(await courses?.text()).toContain('<td>Thursday</td>');
  } finally {
    await pages.close();
  }
});

test.each(['page-choices', 'page-spring-offer'])('%s takes no answer: the page has nothing to sum up', async (name) => {
  expect((await judged(named(name), ['The site uses cookies.', 'The page does not exist.', ''])).filter(({ faults }) => faults.length === 0)).toEqual([]);
});
