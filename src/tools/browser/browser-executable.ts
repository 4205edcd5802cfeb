/** A Chromium that answers to `--version`. */
export interface BrowserExecutable {
  readonly path: string;
  readonly source: 'VOUCH_CHROMIUM' | 'system' | 'playwright' | 'bundled';
  /** As the program tells it, e.g. "Chromium 147.0.7727.24". */
  readonly version: string;
  /** Set beside the ordinary environment when it is started: fonts and libraries of the bundled browser. */
  readonly env: Readonly<Record<string, string>>;
}
