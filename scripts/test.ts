/**
 * `npm test`: every test there is, those in real browsers included. Arguments go to Vitest:
 * `npm test -- src/template` runs the tests of one folder, `npm test -- -t 'name'` those of one name.
 */
import { rmSync } from 'node:fs'
import { chosenBrowsers, provideBrowsers } from './browsers.ts'
import { writeClientScript } from './client-script.ts'
import { run } from './run.ts'
import { countTests, REPORT } from './test-report.ts'

const args = process.argv.slice(2)
provideOrExit()
rmSync(REPORT, { force: true })

await writeClientScript()
// The type tests read what is published, the declarations in dist/.
const builds = (await run('typescript/bin/tsc', ['-b', 'src'])) === 0
const passes = (await runVitest()) === 0
const complaints = [
  ...(builds ? [] : ['The layers do not compile: see the top of this output.']),
  ...neglected(),
]

for (const complaint of complaints) console.error(`\n${complaint}`)
if (!passes || complaints.length > 0) process.exitCode = 1

function provideOrExit(): void {
  try {
    provideBrowsers(chosenBrowsers())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

function runVitest(): Promise<number> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  return run('vitest/vitest.mjs', ['run', ...reporters, ...args])
}

/** Tests that exist and did not run. Choosing by name leaves the others out on purpose. */
function neglected(): string[] {
  const { passed, failed, skipped } = countTests()
  if (args.some((each) => /^(-t|--testNamePattern)\b/.test(each))) return []
  if (skipped.length > 0) {
    const names = skipped.map((name) => `  ${name}`).join('\n')
    return [`${skipped.length} tests were skipped, and that counts as a failure:\n${names}`]
  }
  return passed + failed === 0 ? ['No test ran, and that counts as a failure.'] : []
}
