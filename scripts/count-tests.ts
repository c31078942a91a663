/** Ends `.ci/run`: one line that says how many tests of the last `npm test` passed and failed. */
import { countTests } from './test-report.ts'

const { passed, failed } = countTests()
console.log(`${passed} passed, ${failed} failed`)
