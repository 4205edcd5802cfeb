import { jest } from '@jest/globals';

// A slow machine under load, not a slow test, is what this allows for.
jest.setTimeout(30_000);
