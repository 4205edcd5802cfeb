import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { emptyRunState } from '../../src/core/index.js';
import { renderReport, writeReport } from '../../src/cli/report/index.js';
import { sampleRun } from './sample-run.js';
import { temporaryFolder } from './command-line.js';

const HOSTILE = `</title></style><script>alert(1)</script><img src=x onerror=alert(2)>" onload="alert(3)' \u202egnp.exe`;
const folder = temporaryFolder();

test('a page shows goal, outcome, answer, every attempt, its verdicts, critique, climb and what is unproved', async () => {
  const run = await sampleRun(folder);
  const page = await renderReport(run.state, run.pathOf);
  for (const shown of ['Describe the picture and say it.', 'two dogs', 'one dog', 'Attempt 2', 'Critique:', 'nothing was spoken', 'image_contains', '↻ retry', 'MODEL_MISSING', 'Provenance', '1.2 GB', 'A smaller model was used.']) {
    expect(page).toContain(shown);
  }
  expect(page.match(/class="node /g)).toHaveLength(4);
  expect(page).toContain('waits for <a href="#step-say">say</a>');
});

test('hostile text in goal, outputs, names and evidence is shown and never markup', async () => {
  const run = await sampleRun(folder, HOSTILE);
  const page = await renderReport(run.state, run.pathOf);
  expect(page).not.toMatch(/<script/i);
  expect(page).not.toMatch(/<img src=x/i);
  // No attribute of any tag holds what would start a handler: all quotes of the text are entities.
  expect(page).not.toMatch(/<[^>]*\sonload="alert/);
  expect(page).not.toContain('\u202e');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('the page asks nobody for anything: no script, styles by hash, media as data', async () => {
  const run = await sampleRun(folder);
  const page = await renderReport(run.state, run.pathOf);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  expect(page).toContain(`style-src &#39;sha256-${createHash('sha256').update(style).digest('base64')}&#39;`);
  expect(page).toContain('default-src &#39;none&#39;');
  expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '').filter((address) => !/^(#|data:image\/png;base64,)/.test(address))).toEqual([]);
  expect(page).not.toMatch(/ style="/);
});

test('a picture is embedded once and its evidence boxes are drawn in its own pixels', async () => {
  const run = await sampleRun(folder);
  const page = await renderReport(run.state, run.pathOf);
  expect(page.match(/data:image\/png/g)).toHaveLength(1);
  expect(page).toContain('viewBox="0 0 320 200"');
  expect(page).toContain('<rect x="40" y="50" width="120" height="90"');
});

test('bytes that left the store are told and do not stop the page', async () => {
  const run = await sampleRun(folder);
  rmSync(run.pathOf(run.picture.id));
  expect(await renderReport(run.state, run.pathOf)).toContain('not in the store any more');
});

test('a run that has only begun has a page', async () => {
  const page = await renderReport(emptyRunState('run-0'), () => { throw new Error('none'); });
  expect(page).toContain('No plan was made.');
  expect(page).toContain('not ended');
});

test('the page is written whole; a folder that is not there is bad usage', async () => {
  const run = await sampleRun(folder);
  const path = join(folder, 'report.html');
  const written = await writeReport(run.state, run.pathOf, path);
  expect(readFileSync(path).length).toBe(written.bytes);
  await expect(writeReport(run.state, run.pathOf, join(folder, 'no/such/report.html'))).rejects.toMatchObject({ code: 'USAGE' });
});
