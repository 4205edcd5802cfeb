import { expect, test } from '@jest/globals';
import { vouchHome } from '../../src/models/home.js';

test.each([
  [{ HOME: '/home/u' }, { cache: '/home/u/.cache/vouch', data: '/home/u/.local/share/vouch' }],
  [{ HOME: '/home/u', XDG_CACHE_HOME: '/c', XDG_DATA_HOME: '/d' }, { cache: '/c/vouch', data: '/d/vouch' }],
  [{ HOME: '/home/u', XDG_CACHE_HOME: 'relative', XDG_DATA_HOME: '' }, { cache: '/home/u/.cache/vouch', data: '/home/u/.local/share/vouch' }],
  [{ HOME: '/home/u', XDG_CACHE_HOME: '/c', VOUCH_CACHE: '/mine', VOUCH_DATA: '/runs/' }, { cache: '/mine', data: '/runs' }],
])('%o gives %o', (env, home) => {
  expect(vouchHome(env)).toEqual(home);
});
