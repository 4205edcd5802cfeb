/** A piece of the request that is material, not wording: a quoted or announced text. */
export interface QuotedText {
  /** Stands for it in the masked request, e.g. `[text 1]`. */
  readonly mark: string;
  readonly value: string;
  /** Place in the original request, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** A request whose text arguments are replaced by marks, so that a text that itself reads like a request asks for nothing. */
export interface MaskedRequest {
  readonly masked: string;
  readonly quotes: readonly QuotedText[];
  /** Puts the quoted texts back, in quotes; those above `limit` characters stay marks. */
  unmask(text: string, limit?: number): string;
}

const OPENERS: Readonly<Record<string, string>> = { "'": "'", '"': '"', '“': '”', '‘': '’', '«': '»', '`': '`' };
const RESOURCE = /^(?:[\w.+-]+:\/\/\S+|\S+\.[A-Za-z][A-Za-z0-9]{1,4}|\S+\.\S+\/\S*)$/;
/** "Here is the text: ..." without quotes: what follows the colon up to the end of the paragraph. */
const ANNOUNCED = /\b(?:text|article|script|paragraph|sentence|passage|document|content|statement|review|description|message|transcript|poem|email|letter)(?: \w+){0,3}:(?!\/\/)\s*(?=[^\s'"“‘«[])/gi;

/** Replaces quoted and announced texts by `[text N]`; quoted file names and addresses only lose their quotes. */
export function maskQuotes(request: string): MaskedRequest {
  const spans = [...quotedSpans(request)];
  const announced = announcedSpan(request, spans);
  if (announced) spans.push(announced);
  const quotes: QuotedText[] = [];
  let masked = '';
  let at = 0;
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    masked += request.slice(at, span.start);
    if (RESOURCE.test(span.value)) {
      masked += span.value;
    } else {
      const mark = `[text ${quotes.length + 1}]`;
      quotes.push({ mark, ...span });
      masked += mark;
      if (/[.!?]['"”’»`]?$/.test(request.slice(span.start, span.end)) && /^\s+[A-Z]/.test(request.slice(span.end))) masked += '.';
    }
    at = span.end;
  }
  masked += request.slice(at);
  const unmask = (text: string, limit = Infinity): string =>
    quotes.reduce((whole, quote) => (quote.value.length <= limit ? whole.replaceAll(quote.mark, `"${quote.value}"`) : whole), text);
  return { masked, quotes, unmask };
}

type Span = Pick<QuotedText, 'value' | 'start' | 'end'>;

function* quotedSpans(request: string): Generator<Span> {
  for (let at = 0; at < request.length; at += 1) {
    const closer = OPENERS[request[at] ?? ''];
    if (closer === undefined || !/^[\s(\[:,;—-]?$/.test(request[at - 1] ?? '') || /^\s?$/.test(request[at + 1] ?? '')) continue;
    const end = closingQuote(request, at + 1, closer);
    if (end === undefined) continue;
    yield { value: request.slice(at + 1, end), start: at, end: end + 1 };
    at = end;
  }
}

/** The first closer that no letter follows; an apostrophe as in "users' needs" is passed over when a closer at the end of a sentence follows before any new quote opens. */
function closingQuote(request: string, from: number, closer: string): number | undefined {
  for (let end = request.indexOf(closer, from + 1); end >= 0; end = request.indexOf(closer, end + 1)) {
    const after = request[end + 1] ?? '';
    if (/[\p{L}\p{N}]/u.test(after)) continue;
    if (closer === "'" && /^ \p{Ll}/u.test(request.slice(end + 1)) && /s$/.test(request.slice(from, end))) {
      const rest = request.slice(end + 1);
      const next = /(?<=\S)'(?=[\s.,;:!?)]|$)/.exec(rest);
      const opens = /(?<=[\s(:])'(?=\S)/.exec(rest);
      if (next && (!opens || next.index < opens.index)) continue;
    }
    return end;
  }
  return undefined;
}

function announcedSpan(request: string, spans: readonly Span[]): Span | undefined {
  for (const match of request.matchAll(ANNOUNCED)) {
    const start = match.index + match[0].length;
    if (spans.some((span) => span.start < start && start < span.end)) continue;
    const line = /^[^\n]*/.exec(request.slice(start))?.[0].trimEnd() ?? '';
    if (line.length < 20 || /^(?:\d+[.)]|please\b|first\b)/i.test(line) || spans.some((span) => span.start >= start && span.start < start + line.length)) continue;
    return { value: line, start, end: start + line.length };
  }
  return undefined;
}
