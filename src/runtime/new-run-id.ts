/** An id that no other run has. It sorts by time, as people read it: `20261123-171502-4f3a9be012`. Ten thousand may begin within a second. */
export function newRunId(): string {
  const now = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${now}-${crypto.randomUUID().replaceAll('-', '').slice(0, 10)}`;
}
