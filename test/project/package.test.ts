import { execFileSync } from 'node:child_process'
import { dirname, posix } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { linksIn } from './markdown.ts'
import { filesIn } from './repository.ts'

const packed = pack()
const documents = filesIn('docs', '.md')
/** They explain the repository, and lead to its scripts and tests. */
const aboutRepository = /^docs\/(decisions\/|reference\/benchmarks\.md)/

test('the package contains its documents, and none of its tests', () => {
  expect(documents.length).toBeGreaterThan(10)
  expect(documents.filter((file) => !packed.has(file))).toEqual([])
  expect(packed).toContain('README.md')
  expect([...packed].filter((file) => /\.test\.|^test\//.test(file))).toEqual([])
})

test('documents in the package link to files in the package', () => {
  const forUsers = documents.filter((file) => !aboutRepository.test(file))
  const links = forUsers.flatMap((file) =>
    linksIn(file)
      .filter((link) => !/^([a-z]+:|#)/i.test(link))
      .map((link) => posix.join(dirname(file), link.replace(/#.*/, ''))),
  )
  expect(links.filter((file) => !packed.has(file))).toEqual([])
})

function pack(): ReadonlySet<string> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
  // npm prints one object for the package that it would make.
  const [made] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })) as [
    { readonly files: readonly { readonly path: string }[] },
  ]
  return new Set(made.files.map(({ path }) => path))
}
