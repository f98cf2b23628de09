// Prints "passed failed skipped" of a Vitest JSON report. A file that could not even be loaded is one failure.
import { readFileSync } from 'node:fs'

const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
)
const unloaded = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
)
console.log(numPassedTests, numFailedTests + unloaded.length, numPendingTests + numTodoTests)
