/** What can go wrong with a model server. */
export const FAILURES = {
  'broken-connection': 'The connection broke, but the process lives and answers a health check.',
  crash: 'The process died during a request.',
  'crash-at-load': 'The process died, or failed its first inference, while it loaded.',
  'ended-at-load': 'A program of somebody else ended by itself while it started, and said nothing of memory.',
  'slow-load': 'The process said nothing within the time that a load may take.',
  hang: 'Requests were under way, and nothing moved.',
  'out-of-memory': 'The server, or the device, had no memory left.',
  'port-taken': 'Another program has the port.',
  'load-refused': 'The engine said that it cannot load the model.',
  'damaged-files': 'A file of the model does not have its hash any more.',
  quarantined: 'The server is not started again for now.',
} as const;
export type FailureKind = keyof typeof FAILURES;

const OUT_OF_MEMORY = /out of memory|out_of_memory|\bOOM\b|cannot allocate|failed to allocate|unable to allocate|bad_alloc|not enough (?:memory|vram)|insufficient (?:memory|vram)|cudaErrorMemoryAllocation|ErrorOutOfDeviceMemory|heap limit|larger than the available KV cache memory|no available memory for the cache blocks|less than desired GPU memory utilization/i;
/** How programs that work by children say that one of them was killed, or died of a fault; 15 is what they end the others with. */
const KILLED_CHILD = /\bSIG(?:KILL|SEGV|BUS|ABRT)\b|\b(?:exit ?code:?|exited with(?: code)?:?|failed core proc\(s\): \{[^}]*:) ?-(?!15\b)\d+/i;
const PORT_TAKEN = /EADDRINUSE|address already in use|port \d+ is (?:already )?(?:in use|taken)/i;

/**
 * Whether a process was killed, or died of a fault, by how it ended (`signal SIGKILL`, `exit code 137`: a shell tells a signal above 128) and the last
 * that it said: one that is killed as a child shows only as its parent's words.
 */
export function wasKilled(how: string, said: string): boolean {
  return how.startsWith('signal') || Number(/^exit code (\d+)$/.exec(how)?.[1] ?? 0) > 128 || KILLED_CHILD.test(said);
}

/** A closer reading of a failure by what the process and its log say. */
export function readFailure(kind: FailureKind, text: string): FailureKind {
  if (OUT_OF_MEMORY.test(text)) return 'out-of-memory';
  return PORT_TAKEN.test(text) ? 'port-taken' : kind;
}
