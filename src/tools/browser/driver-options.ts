/** A picture of the viewport. */
export interface Frame {
  readonly png: Buffer;
  /** px of the picture. */
  readonly width: number;
  readonly height: number;
  /** px of the picture per CSS px. */
  readonly scale: number;
  readonly url: string;
}

/** CSS px from the upper left corner of the viewport. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type MouseButton = 'left' | 'middle' | 'right';

export interface DriverOptions {
  /** Page to open in a browser of our own, or the page on which a joined browser starts (default: its first page as it is). */
  readonly url?: string | undefined;
  /** DevTools address (`http://127.0.0.1:9222`) of a running Chromium whose first page is joined. */
  readonly cdp?: string | undefined;
  /** Hosts beside the one of `url`. */
  readonly allow?: readonly string[] | undefined;
  /** Default true; see {@link HostRules}. */
  readonly subResources?: boolean | undefined;
  /** True: no host of this machine and its private network is reached, whatever is named. Default false. */
  readonly outside?: boolean | undefined;
  /** CSS px; default 1280 × 800. A joined browser keeps its own. */
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  /** px of the pictures per CSS px; default 2. */
  readonly scale?: number | undefined;
  /** Downloads are saved here under their own names; refused when absent. */
  readonly downloads?: string | undefined;
  /** Folders from which `file:` addresses may be opened. */
  readonly allowedFolders?: readonly string[] | undefined;
  /** For the first answer of the server, ms; default 20,000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
