import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { portsOf, type GraphRequest } from './graph-request.js';

const FOLDERS = { mm: 'data_multimedia', hf: 'data_huggingface' } as const;

const Descriptions = z.object({ nodes: z.array(z.object({ id: z.string(), desc: z.string(), 'input-type': z.array(z.string()), 'output-type': z.array(z.string()) })) });
const Request = z.object({ id: z.string(), user_request: z.string() });

/** TaskBench's tool_desc.json in the form of a Vouch tools file; ports are called after their modality. */
export function toToolsFile(descriptions: unknown): unknown {
  return Descriptions.parse(descriptions).nodes.map((node) => ({ name: node.id, description: node.desc, inputs: portsOf(node['input-type']), outputs: portsOf(node['output-type']) }));
}

/**
 * Tools and gold requests of one set. `data`: a checkout of microsoft/JARVIS's `taskbench` folder; `gold`: a folder with
 * `mm_dev.tsv` and `hf_dev.tsv` (id, type, tools, links, mark of a faulty label; marked lines are left out).
 */
export async function loadTaskBench(set: keyof typeof FOLDERS, data: string, gold: string): Promise<{ tools: unknown; requests: GraphRequest[] }> {
  const read = (name: string): Promise<string> => readFile(join(data, FOLDERS[set], name), 'utf8');
  const tools = toToolsFile(JSON.parse(await read('tool_desc.json')));
  const lines = (await read('user_requests.json')).trim().split('\n').map((line) => Request.parse(JSON.parse(line)));
  const tasks = new Map(lines.map((line) => [line.id, line.user_request]));
  const labels = (await readFile(join(gold, `${set}_dev.tsv`), 'utf8')).trim().split('\n').map((line) => line.split('\t'));
  const requests = labels.flatMap(([id = '', type = '', names = '', links = '', mark = '']) => {
    const task = tasks.get(id);
    if (mark !== '' || task === undefined) return [];
    return [{ id, type, task, gold: { tools: new Set(names.split(';').filter(Boolean)), links: new Set(links.split(';').filter(Boolean)) } }];
  });
  return { tools, requests };
}
