import { jest } from '@jest/globals';

// Real models on two cores.
jest.setTimeout(240_000);
