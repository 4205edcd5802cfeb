import { tableCells } from './markdown-table.js';

/** What a text looks like, by its form alone. */
export interface TextShape {
  /** Parses as a JSON object or array (a code fence around it is allowed). */
  readonly json: boolean;
  /** Items of bullet lists (-, *, •). */
  readonly bullets: readonly string[];
  /** Items of numbered lists (1. or 1)). */
  readonly numbered: readonly string[];
  /** Data rows of a Markdown table, head and rule left out. */
  readonly tableRows: readonly (readonly string[])[];
  /** Headings, emphasis, links, fences, lists or tables in Markdown. */
  readonly markdown: boolean;
  /** Lines outside of lists and tables. */
  readonly otherLines: readonly string[];
}

const BULLET = /^\s*[-*+•‣◦–]\s+(\S.*)$/u;
const NUMBERED = /^\s*\d{1,3}[.)]\s+(\S.*)$/u;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** The text inside a code fence when the whole text is one fence, else the text, trimmed. */
export function stripFence(text: string): string {
  const match = /^\s*```[\w-]*\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text);
  return (match?.[1] ?? text).trim();
}

/** The parsed value of a text that is a JSON object or array; undefined when it is not. */
export function parseJsonText(text: string): unknown {
  const body = stripFence(text);
  if (!/^[[{]/.test(body)) return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // Not JSON is an answer here, not a fault.
    return undefined;
  }
}

/** Describes the form of a text: lists, tables, JSON, Markdown. */
export function describeShape(text: string): TextShape {
  const lines = stripFence(text).split(/\r?\n/);
  const bullets: string[] = [];
  const numbered: string[] = [];
  const tableRows: string[][] = [];
  const otherLines: string[] = [];
  const rule = lines.findIndex((line, index) => line.includes('|') && TABLE_RULE.test(line) && (lines[index - 1] ?? '').includes('|'));
  lines.forEach((line, index) => {
    const bullet = BULLET.exec(line)?.[1];
    const item = NUMBERED.exec(line)?.[1];
    if (bullet !== undefined) bullets.push(bullet);
    else if (item !== undefined) numbered.push(item);
    else if (rule >= 0 && line.includes('|')) {
      if (index > rule) tableRows.push(tableCells(line));
    } else if (line.trim() !== '') otherLines.push(line.trim());
  });
  const markdown = /^#{1,6}\s|\*\*[^*\n]+\*\*|__[^_\n]+__|^```|\[[^\]\n]+\]\([^)\n]+\)|`[^`\n]+`/m.test(text) || bullets.length > 0 || tableRows.length > 0;
  return { json: parseJsonText(text) !== undefined, bullets, numbered, tableRows, markdown, otherLines };
}
