import { EventSchemas } from '@ag-ui/core/schemas';
import { afterAll, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { echo, removeFolders, serve, until } from './support.js';

afterAll(removeFolders);

interface Event { type: string; rawEvent: { seq: number }; delta?: string; content?: { steps: { status: string }[] }; patch?: { op: string; path: string; value: unknown }[] }

async function eventsOf(url: string, runId: string, since: number): Promise<Event[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/ws`, ['ag-ui']);
  const events: Event[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Event | { id: number } | { note: string };
    if ('type' in message) events.push(message);
  });
  await new Promise((resolve) => socket.once('open', resolve));
  expect(socket.protocol).toBe('ag-ui');
  socket.send(JSON.stringify({ id: 1, method: 'subscribe', params: { runId, since } }));
  await until(() => events.some(({ type }) => type === 'RUN_FINISHED'));
  socket.close();
  return events;
}

test('over the subprotocol ag-ui a run is AG-UI events: the plan with its patches, tool calls, the answer', async () => {
  const served = await serve([echo]);
  const { runId } = (await served.client().call('run.start', { goal: 'echo hello' }));
  const events = await eventsOf(served.server.url, runId, 0);
  for (const event of events) expect(EventSchemas.safeParse(event)).toMatchObject({ success: true });
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['RUN_STARTED', 'ACTIVITY_SNAPSHOT', 'STEP_STARTED', 'TOOL_CALL_START', 'TOOL_CALL_RESULT', 'ACTIVITY_DELTA', 'STEP_FINISHED', 'TEXT_MESSAGE_CONTENT', 'RUN_FINISHED']));
  expect(events.find(({ type }) => type === 'TEXT_MESSAGE_CONTENT')!.delta).toBe('hello');
  const { content } = events.find(({ type }) => type === 'ACTIVITY_SNAPSHOT')!;
  for (const { patch = [] } of events) for (const { path, value } of patch) if (path === '/steps/0/status') content!.steps[0]!.status = String(value);
  expect(content!.steps[0]!.status).toBe('completed');
  const half = events[Math.floor(events.length / 2)]!.rawEvent.seq;
  expect(await eventsOf(served.server.url, runId, half)).toEqual(events.filter(({ rawEvent }) => rawEvent.seq > half));
  await served.stop();
});
