/**
 * Ends `.ci/run` with one line that says how many tests of the last `npm test` passed and failed. Its argument is
 * the exit code of that run: one that failed outside of any test counts as a failure, and so does a skipped test.
 */
import { countTests } from './test-report.ts'

const { passed, failed, skipped } = countTests()
const failures = failed + skipped.length
const runFailed = process.argv[2] !== '0'
console.log(`${passed} passed, ${failures === 0 && runFailed ? 1 : failures} failed`)
