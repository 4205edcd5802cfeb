/** "340 ms", "3.2 s", "1 min 05 s". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Decimal units: "512 B", "1.4 MB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}

/** Local date and time to the second. */
export function formatTime(ts: number): string {
  return new Date(ts).toLocaleString('sv-SE');
}

/**
 * Text from the world without what drives a terminal: control characters (escape sequences with them) and marks that
 * reorder text are dropped, tabs become spaces, line ends stay.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Printable text on one line, cut with an ellipsis to at most `limit` characters. */
export function oneLine(text: string, limit = 160): string {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return cut(line, limit);
}

/** At most `limit` code points, the last of them an ellipsis where something was cut off. */
export function cut(text: string, limit: number): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/** A JSON value in a few words: text as it is, the rest as compact JSON, numbers with at most three decimals. */
export function formatValue(value: unknown, limit = 80): string {
  if (typeof value === 'string') return oneLine(value, limit);
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  return oneLine(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'number' ? Math.round(part * 1000) / 1000 : part)) ?? '', limit);
}

/** Rows as columns of equal width, two spaces apart, without trailing blanks. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => { widths[column] = Math.max(widths[column] ?? 0, cell.length); });
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}
