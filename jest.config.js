const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  roots: ['<rootDir>/test'],
};

/**
 * `fast` needs no model; `sight` looks at pages with a real browser and real readers of pictures, and waits so often that two files share the cores; `models` runs
 * language models and speech, one file after the other however many workers there are; `servers` runs real servers of others, by `npm run test:servers`.
 */
export default {
  projects: [
    { ...common, displayName: 'fast', setupFilesAfterEnv: ['<rootDir>/test/support/fast-timeout.ts'], testMatch: ['**/*.test.ts'], testPathIgnorePatterns: ['\\.(sight|model|server)\\.test\\.ts$'] },
    { ...common, displayName: 'sight', setupFilesAfterEnv: ['<rootDir>/test/support/model-timeout.ts'], testMatch: ['**/*.sight.test.ts'], globalSetup: '<rootDir>/test/support/model-setup.ts' },
    { ...common, displayName: 'models', runner: '<rootDir>/test/support/one-at-a-time-runner.cjs', setupFilesAfterEnv: ['<rootDir>/test/support/model-timeout.ts'], testMatch: ['**/*.model.test.ts'], globalSetup: '<rootDir>/test/support/model-setup.ts' },
    { ...common, displayName: 'servers', testMatch: ['**/*.server.test.ts'] },
  ],
  // Jest keeps the modules of every file that a process has run (nodejs/node#33439), so one process for all files runs out of memory: a worker that holds this much when a file ends is replaced.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
