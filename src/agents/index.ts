/** The tool agents: every built-in tool, by agent. */
import type { Tool } from '../core/index.js';
import { audioTools } from './audio/index.js';
import { screenshotTools } from './screenshot/index.js';
import { videoTools } from './video/index.js';
import { visionTools } from './vision/index.js';
import { writerTools } from './writer/index.js';

const TOOLS_OF = { vision: visionTools, screenshot: screenshotTools, audio: audioTools, video: videoTools, writer: writerTools };

/** All built-in tools. */
export const builtInTools: readonly Tool[] = Object.values(TOOLS_OF).flat();

const AGENT_OF = new Map(Object.entries(TOOLS_OF).flatMap(([agent, tools]) => tools.map(({ spec }) => [spec.name, agent] as const)));

/** The agent that has a built-in tool. */
export function agentOfTool(name: string): string | undefined {
  return AGENT_OF.get(name);
}
