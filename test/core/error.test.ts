import { toVouchError, VouchError } from '../../src/core/index.js';

test('a limit of ours is a timeout, and nobody is said to have cancelled; an abort with a reason keeps it', async () => {
  const limit = AbortSignal.timeout(1);
  await new Promise((resolve) => { limit.addEventListener('abort', resolve); });
  expect(toVouchError(limit.reason, 'CANCELLED')).toMatchObject({ code: 'TIMEOUT', retryable: true, cause: limit.reason });
  const told = new VouchError('BUDGET_SPENT', 'spent');
  expect(toVouchError(AbortSignal.abort(told).reason)).toBe(told);
});
