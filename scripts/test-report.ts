/** What Vitest's JSON reporter wrote, counted so that nothing hides: a file that does not load is a failure too. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

/** Where `npm test` leaves the report of its last run. */
export const REPORT: string = join(root, '.cache/test-report.json')

export interface TestCount {
  readonly passed: number
  readonly failed: number
  /** Names of the tests that were skipped or are still to do. */
  readonly skipped: readonly string[]
}

/** Counts a report; a report that is not there is one failure. */
export function countTests(file: string = REPORT): TestCount {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] }
  // Vitest wrote it a moment ago, and its format is that of Jest.
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  const tests = report.testResults.flatMap((each) => each.assertionResults)
  const brokenFiles = report.testResults.filter(
    (each) => each.status === 'failed' && !each.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + brokenFiles.length,
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => test.fullName),
  }
}

interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}
