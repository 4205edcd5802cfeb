/**
 * The `data` of each server-sent event (WHATWG HTML, 9.2) of a body, in order. Comments, which servers send as pings, and
 * other fields are passed over. An event that the end of the body cuts off is given
 * all the same: some servers end without the empty line.
 */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let isHalfEnded = false;
  let data: string[] = [];
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    rest += text;
    // A line that only goes on is not looked through once more with each of its pieces.
    if (!isHalfEnded && !/[\r\n]/.test(text)) continue;
    // A carriage return at the end may be half of a line end: it waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    isHalfEnded = rest.endsWith('\r');
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      else if (line === '' && data.length > 0) {
        yield data.join('\n');
        data = [];
      }
    }
  }
  const last = (rest + decoder.decode()).replace(/\r$/, '');
  if (last.startsWith('data:')) data.push(last.slice(last.startsWith('data: ') ? 6 : 5));
  if (data.length > 0) yield data.join('\n');
}
