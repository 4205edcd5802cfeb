/** Domain endings that are said as words; others of two or three letters are spelled. */
const SPOKEN_ENDINGS = new Set(['com', 'org', 'net', 'gov', 'info', 'biz', 'co', 'dev', 'app', 'shop', 'blog', 'online', 'store', 'site', 'tech', 'cloud', 'edu', 'mil', 'museum', 'local', 'example', 'test']);

const NAMES: Readonly<Record<string, string>> = {
  '.': 'dot', '/': 'slash', '-': 'dash', _: 'underscore', '@': 'at', ':': 'colon', '?': 'question mark', '&': 'and', '=': 'equals', '#': 'hash', '%': 'percent', '+': 'plus', '~': 'tilde',
};

/** Web and e-mail addresses as they are read aloud: `https://www.example.com/a-b` → `w w w dot example dot com slash a dash b`. */
export function spokenAddresses(text: string): string {
  return text
    .replace(/\b(?:https?|ftp|file):\/\/([^\s<>"'()[\]{}]+)/gi, (_, address: string) => address0(address))
    .replace(/\b(?:mailto:)?([\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi, (_, address: string) => address0(address))
    .replace(/(?<![\w.@])((?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|info|biz|io|ai|co|dev|app|tv|me|uk|us|de|fr|eu|ca|au|jp|in|nl|ch|it|es)(?:\/[^\s<>"'()[\]{}]*)?)(?![\w@])/gi, (found, address: string) =>
      // "in.It" at the end of a sentence is no address: a bare name needs lower case and a label of two letters.
      /^[a-z0-9-]{2,}\./.test(address) ? address0(address) : found,
    );
}

function address0(address: string): string {
  const [, body = '', end = ''] = /^(.*?)([.,;:!?]*)$/.exec(address) ?? [];
  const [host = ''] = body.split('/');
  const parts = (body.endsWith('/') ? body.slice(0, -1) : body).split(/([^\p{L}\d])/u).filter((part) => part !== '');
  const lastLabel = host.split('.').at(-1)?.toLowerCase();
  let seenHost = 0;
  const spoken = parts.map((part) => {
    const name = NAMES[part];
    if (name !== undefined) return name;
    seenHost += part.length + 1;
    const lower = part.toLowerCase();
    if (lower === 'www') return 'W W W';
    if (lower === lastLabel && seenHost >= host.replace(/[^.]/g, '').length && /^[a-z]{2,3}$/.test(lower) && !SPOKEN_ENDINGS.has(lower)) return Array.from(lower.toUpperCase()).join(' ');
    return part;
  });
  return ` ${spoken.join(' ')}${end === '' ? ' ' : end}`;
}
