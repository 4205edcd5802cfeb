import { removeFolders } from '../support/workshop.js';
import { sqliteBackend } from './kit/backends.js';
import { conformance } from './kit/conformance.js';

afterAll(removeFolders);

describe('the embedded stores', () => {
  conformance(async () => sqliteBackend());
});
