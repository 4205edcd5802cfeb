import { checkPreferences } from '../../../src/cli/doctor/preferences.js';
import type { JobStatus, OfferStatus } from '../../../src/models/index.js';

const offer = (model: string, engine = 'llama'): OfferStatus => ({ model, server: engine, engine, state: 'declared', memoryBytes: 1, residentBytes: null });
const jobs: JobStatus[] = [{ job: 'chat', models: [offer('small'), offer('big', 'server')] }, { job: 'speak', models: [offer('voice', 'kokoro')] }];

test.each([
  ['all that is named is here', { models: { chat: 'big', speak: 'voice' }, hotSpares: ['small'] }, { status: 'ok', message: 'every model that it names is here' }],
  ['a model that could be fetched is named with the command', { models: { chat: 'large' }, hotSpares: ['large'] }, { status: 'warning', message: 'not here: large (models.chat), large (hotSpares)', fix: 'vouch pull large' }],
  ['a misspelt one is named', { models: { chat: 'smal' }, hotSpares: [] }, { status: 'warning', message: 'not here: smal (models.chat)', fix: expect.stringContaining('vouch models') }],
  ['a model of another job is none', { models: { speak: 'small' }, hotSpares: [] }, { status: 'warning', message: 'not here: small (models.speak)' }],
  ['no spare is made of what somebody else serves', { models: {}, hotSpares: ['big'] }, { status: 'warning', message: 'not here: big (hotSpares)' }],
])('%s', (_what, config, found) => {
  expect(checkPreferences(config, jobs, new Set(['large', 'small', 'voice']))).toMatchObject(found);
});
