/** The part of dagre that is used here: the types in its package do not resolve under Node's own rules. */
declare module '@dagrejs/dagre' {
  export interface NodeLabel {
    width: number;
    height: number;
    /** Centre, after the layout. */
    x?: number;
    y?: number;
  }

  export class Graph {
    setGraph(label: { rankdir?: 'TB' | 'LR'; nodesep?: number; ranksep?: number; marginx?: number; marginy?: number }): this;
    /** Size of the whole drawing, after the layout. */
    graph(): { width?: number; height?: number };
    setDefaultEdgeLabel(label: () => object): this;
    setNode(id: string, label: NodeLabel): this;
    setEdge(from: string, to: string): this;
    nodes(): string[];
    node(id: string): NodeLabel;
    edges(): { v: string; w: string }[];
    edge(edge: { v: string; w: string }): { points?: { x: number; y: number }[] };
  }

  /** Gives every node its place and every edge its points, in place. */
  export function layout(graph: Graph): void;
}
