/** The package brings no types; this is the part that is used. */
declare module 'tar-fs' {
  /** A stream that writes the entries of a tar archive into a folder; entries that would leave it are an error. */
  export function extract(folder: string): NodeJS.WritableStream;
}
