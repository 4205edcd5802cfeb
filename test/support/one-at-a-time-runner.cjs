const { default: TestRunner } = require('jest-runner');

/** Runs test files one after the other in a worker, however many workers the other projects have: each file of real models fills the machine by itself. */
module.exports = class OneAtATimeRunner extends TestRunner {
  constructor(globalConfig, context) {
    super({ ...globalConfig, maxWorkers: 1 }, context);
  }
};
