/** An id that no other run has; the time stands first, for people. */
export function newRunId(): string {
  const now = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${now}-${crypto.randomUUID().replaceAll('-', '').slice(0, 10)}`;
}
