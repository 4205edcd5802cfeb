/** Serves the files of `folder` on a free port of the loopback interface. */
export function serveFolder(folder: URL): Promise<{ readonly url: string; close(): void }>;
