import { expect, test } from '@jest/globals';
import type { VouchEvent } from '../../src/core/index.js';
import { createModels, parseConfig } from '../../src/models/index.js';
import { echo, freshFolder, planner, servers, testRuntime, until, waiting } from './support.js';

const started = servers();

const post = (url: string, body: unknown) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function readEvents(response: Response): Promise<VouchEvent[]> {
  return [...(await response.text()).matchAll(/^id: (\d+)\ndata: (.*)$/gm)].map(([, id, data]) => {
    const event = JSON.parse(data!) as VouchEvent;
    expect(event.seq).toBe(Number(id));
    return event;
  });
}

test('a run over HTTP: started, followed by server-sent events, taken up again after the last seen, and read', async () => {
  const { server, runtime } = await started([echo]);
  const { runId } = (await (await post(`${server.url}/v1/runs`, { goal: 'echo hello' })).json()) as { runId: string };
  const url = `${server.url}/v1/runs/${runId}`;
  const events = await readEvents(await fetch(`${url}/events`));
  expect(events).toEqual(await runtime.history(runId));
  expect(await readEvents(await fetch(`${url}/events`, { headers: { 'last-event-id': '3' } }))).toEqual(await runtime.history(runId, 3));
  expect((await fetch(`${url}/events?since=${events.length}`)).status).toBe(204);
  expect(await (await fetch(url)).json()).toMatchObject({ run: { status: 'completed' }, outcome: { answer: 'hello' }, questions: [] });
  expect(((await (await fetch(`${server.url}/v1/runs?limit=1`)).json()) as { runs: object[] }).runs).toHaveLength(1);
});

test('a run is cancelled over HTTP while its events are read', async () => {
  const wait = waiting();
  const { server } = await started([wait.tool]);
  const { runId } = (await (await post(`${server.url}/v1/runs`, { goal: 'wait' })).json()) as { runId: string };
  const events = fetch(`${server.url}/v1/runs/${runId}/events`).then(readEvents);
  await until(async () => (await post(`${server.url}/v1/runs/${runId}/cancel`, {})).ok);
  expect((await events).at(-1)).toMatchObject({ type: 'run.cancelled' });
});

test('events after one that there is not yet are refused over HTTP and WebSocket, and not waited for without end', async () => {
  const wait = waiting();
  const { server, client } = await started([wait.tool]);
  const { runId } = (await (await post(`${server.url}/v1/runs`, { goal: 'wait' })).json()) as { runId: string };
  const refused = await fetch(`${server.url}/v1/runs/${runId}/events?since=49499015`);
  expect([refused.status, await refused.json()]).toEqual([400, { error: expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('no event 49499015') }) }]);
  await expect(client().call('subscribe', { runId, since: 49_499_015 })).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('no event 49499015') });
  wait.go();
  await until(async () => ((await (await fetch(`${server.url}/v1/runs/${runId}`)).json()) as { run: { status: string } }).run.status === 'completed');
  await expect(client().call('subscribe', { runId, since: 49_499_015 })).rejects.toMatchObject({ code: 'USAGE' });
});

test('a method that a path does not take is told which ones it takes', async () => {
  const { server } = await started([echo]);
  const refused = await fetch(`${server.url}/v1/runs/none/cancel`, { method: 'DELETE' });
  expect([refused.status, refused.headers.get('allow'), await refused.json()]).toEqual([405, 'POST', { error: expect.objectContaining({ code: 'NOT_FOUND' }) }]);
  expect((await fetch(`${server.url}/v1/nothing`)).status).toBe(404);
  expect((await fetch(`${server.url}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'null' })).status).toBe(400);
});

test('bad requests have the fitting status and an error with a code', async () => {
  const { server } = await started([echo]);
  const answer = async (response: Promise<Response>) => { const got = await response; return [got.status, ((await got.json()) as { error: { code: string } }).error.code]; };
  expect(await answer(fetch(`${server.url}/v1/runs/none`))).toEqual([404, 'RUN_NOT_FOUND']);
  expect(await answer(fetch(`${server.url}/v1/nothing`))).toEqual([404, 'NOT_FOUND']);
  expect(await answer(fetch(`${server.url}/v1/runs?limit=many`))).toEqual([400, 'USAGE']);
  expect(await answer(fetch(`${server.url}/v1/runs?colour=red`))).toEqual([400, 'USAGE']);
  expect(await answer(post(`${server.url}/v1/messages`, { text: 7 }))).toEqual([400, 'USAGE']);
  expect(await answer(post(`${server.url}/v1/messages`, []))).toEqual([400, 'USAGE']);
  expect(await answer(post(`${server.url}/v1/messages`, { text: ' ' }))).toEqual([400, 'INPUT_EMPTY']);
  expect(await answer(post(`${server.url}/v1/messages`, { text: 'x'.repeat(2_000_000) }))).toEqual([413, 'INPUT_TOO_LARGE']);
  expect(await answer(fetch(`${server.url}/v1/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":' }))).toEqual([400, 'USAGE']);
  expect(await answer(fetch(`${server.url}/v1/artifacts?name=a.png`, { method: 'POST', body: '%PDF-1.7' }))).toEqual([400, 'INPUT_CORRUPT']);
  const form = new FormData();
  form.append('file', new Blob(['words']), 'a.txt');
  expect(await answer(fetch(`${server.url}/v1/artifacts`, { method: 'POST', body: form }))).toEqual([415, 'INPUT_UNSUPPORTED']);
  expect(await answer(fetch(`${server.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }))).toEqual([400, 'USAGE']);
});

test('the OpenAPI document names every route that is served, and its references lead somewhere', async () => {
  const { server } = await started([echo]);
  const text = await (await fetch(`${server.url}/openapi.json`)).text();
  const document = JSON.parse(text) as { openapi: string; paths: Record<string, object>; components: { schemas: Record<string, object> } };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/runs', '/v1/runs/{runId}/events', '/v1/artifacts/{sha256}', '/v1/messages']));
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) expect(document.components.schemas).toHaveProperty([name!]);
  expect(text).not.toMatch(/"\$ref":"#(\/\$defs|")/);
});

test('metrics tell of memory and disk what was measured, and nothing of what was not', async () => {
  const meter = { gpus: () => Promise.resolve([{ id: 'gpu:0', name: 'a GPU', totalBytes: 1e9 }]), freeBytes: (device: string) => Promise.resolve(device === 'ram' ? 8e9 : undefined), heldBytes: () => Promise.resolve(undefined) };
  const cache = freshFolder();
  const models = await createModels({ config: parseConfig({ memoryBytes: 4e9 }, 'test'), home: { cache, data: cache }, env: {}, meter });
  const { server } = await started([echo], {}, testRuntime({ tools: [echo], planner: planner([echo]), models }));
  const lines = (await (await fetch(`${server.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith('vouch_device_bytes'));
  expect(lines).toEqual(expect.arrayContaining(['vouch_device_bytes{device="ram",what="free"} 8000000000', 'vouch_device_bytes{device="ram",what="budget"} 4000000000', 'vouch_device_bytes{device="gpu:0",what="reserved"} 0', 'vouch_device_bytes{device="disk",what="reserved"} 0']));
  expect(lines.some((line) => /device="disk",what="free"\} [1-9]/.test(line))).toBe(true);
  expect(lines.filter((line) => line.includes('gpu:0",what="free'))).toEqual([]);
  await models.close();
});

test('health and metrics', async () => {
  const { server, client } = await started([echo]);
  await client().call('server.status', {});
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
  await post(`${server.url}/v1/runs`, { goal: 'echo hello' });
  const metrics = await until(async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return text.includes('vouch_runs_total{status="completed"} 1') && text;
  });
  expect(metrics).toMatch(/^vouch_connections 1$/m);
  expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(metrics).toMatch(/vouch_http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} 1/);
});
