// Prints the count as the last line of a test run, where people and programs look for it: `N passed, N failed, N skipped`.
const { writeSync } = require('node:fs');

module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = results;
    // A file that cannot even be loaded is a failure, though none of its tests ran.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`;
    // After everything else that ends the run has had its say, and on standard error too: jest's own report is there.
    process.once('exit', () => writeSync(1, line));
  }
};
