/** Subtitles larger than this are not shown over the video. */
const LARGEST_BYTES = 1_000_000;

/** A text as WebVTT, where it is WebVTT or SRT; `undefined` for any other text. */
export function asVtt(text: string): string | undefined {
  if (text.startsWith('WEBVTT')) return text;
  if (!/^\s*\d+\r?\n\d{2}:\d{2}:\d{2},\d{3} --> /.test(text)) return undefined;
  return `WEBVTT\n\n${text.replace(/(\d{2}:\d{2}:\d{2}),(\d{3})/g, '$1.$2')}`;
}

/** An address of the first subtitles among some texts, for a track; to be revoked by who shows it. */
export async function captionsUrl(sources: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  for (const source of sources) {
    const response = await fetch(source, { signal });
    if (!response.ok || Number(response.headers.get('content-length')) > LARGEST_BYTES) continue;
    const vtt = asVtt(await response.text());
    if (vtt !== undefined) return URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }));
  }
  return undefined;
}
