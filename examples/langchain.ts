// LangChain on both sides: its tool and its chat model inside Vouch, and a whole Vouch run as one node of a LangGraph graph.
//   node --import tsx examples/langchain.ts
// Needs no model: a scripted chat model of LangChain stands where yours would.
import { tool } from '@langchain/core/tools';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { asLangGraphNode, createRuntime, type Outcome } from 'vouch-runtime';
import { z } from 'zod';

const shout = tool(({ text }) => text.toUpperCase(), {
  name: 'shout',
  description: 'Writes a text in capital letters.',
  schema: z.object({ text: z.string().describe('The text to write in capitals.') }),
});

const runtime = await createRuntime({ tools: [shout], chatModel: new FakeListChatModel({ responses: ['Yes.'] }) });
try {
  console.log('chat model:', runtime.models.modelsFor('chat')[0]);

  const plan = { steps: [{ id: 'loud', tool: 'shout', inputs: { text: { given: 'note' } } }] };
  const State = Annotation.Root({ goal: Annotation<string>, answer: Annotation<string>, outcome: Annotation<Outcome> });
  const node = asLangGraphNode({ run: (request) => runtime.run({ ...request, goal: undefined, plan, inputs: [{ text: request.goal ?? '', name: 'note' }] }) });
  const graph = new StateGraph(State).addNode('vouch', node).addEdge(START, 'vouch').addEdge('vouch', END).compile();
  const { answer, outcome } = await graph.invoke({ goal: 'mind the step' });
  console.log(outcome.status, answer);
} finally {
  await runtime.close();
}
