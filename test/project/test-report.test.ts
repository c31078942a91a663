import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { countTests } from '../../scripts/test-report.ts'

describe('the count of a test run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overwire-report-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('counts what passed and failed', () => {
    const file = report({ status: 'failed', tests: ['passed', 'passed', 'failed'] })
    expect(countTests(file)).toEqual({ passed: 2, failed: 1, skipped: [] })
  })

  test('counts a file that does not load as a failure', () => {
    const file = report({ status: 'failed', tests: [] }, { status: 'passed', tests: ['passed'] })
    expect(countTests(file)).toEqual({ passed: 1, failed: 1, skipped: [] })
  })

  test('names what was skipped or is still to do', () => {
    const file = report({ status: 'passed', tests: ['passed', 'skipped', 'todo', 'pending'] })
    expect(countTests(file).skipped).toEqual(['test 1', 'test 2', 'test 3'])
  })

  test('counts a run without a report as a failure', () => {
    expect(countTests(join(folder, 'absent.json'))).toEqual({ passed: 0, failed: 1, skipped: [] })
  })

  function report(...files: { readonly status: string; readonly tests: readonly string[] }[]): string {
    const path = join(folder, 'report.json')
    const testResults = files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((each, index) => ({ status: each, fullName: `test ${index}` })),
    }))
    writeFileSync(path, JSON.stringify({ testResults }))
    return path
  }
})
