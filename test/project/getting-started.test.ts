import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { filesOf } from './markdown.ts'

test('the test that "Getting started" shows passes', { timeout: 60_000 }, () => {
  const folder = join(root, '.cache/getting-started')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(filesOf('docs/getting-started.md'))) {
    if (name.endsWith('.ts')) writeFileSync(join(folder, name), text)
  }

  // So that the one of the repository is not taken.
  writeFileSync(join(folder, 'vitest.config.ts'), 'export default {}')

  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    folder,
    '--reporter=json',
    '--testTimeout=50000',
  ]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })

  expect(stdout, stderr).toContain('"numPassedTests":1,"numFailedTests":0')
})
