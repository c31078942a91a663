import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { filesOf } from './markdown.ts'
import { read } from './repository.ts'

const OLDEST = '5.4'
const compiler = join(root, 'node_modules/typescript-oldest')
const folder = join(root, '.cache/oldest-typescript')

/** What only types can refuse: a compiler that does not understand a declaration takes everything. */
const MISUSE = `
import { Component, component, createApp, html, LiveView, on } from 'overwire'

class Row extends Component<{ name: string }> {
  render() { return html\`<li>\${this.props.name}</li>\` }
}
class Page extends LiveView<{ id: string }> {
  render() { return html\`\${component(Row, { name: this.params.id })}\` }
}

createApp().live('/pages/:id', Page)
// @ts-expect-error the path does not capture what the view needs
createApp().live('/pages', Page)
// @ts-expect-error a prop has another type
component(Row, { name: 1 })
// @ts-expect-error there is no such prop
component(Row, { name: 'Ada', age: 36 })
// @ts-expect-error a date is no content
html\`<p>\${new Date()}</p>\`
// @ts-expect-error there is no such way to overlap
on(() => {}, { overlap: 'sometimes' })
`

test(`the files of "Getting started" compile with TypeScript ${OLDEST} against what is published`, () => {
  write({ ...filesOf('docs/getting-started.md'), 'misuse.ts': MISUSE })

  const { stdout } = spawnSync(process.execPath, [join(compiler, 'bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  })

  expect(stdout).toBe('')
})

test('the oldest TypeScript that is tested is the one that the documents name', () => {
  const manifest: unknown = JSON.parse(read('node_modules/typescript-oldest/package.json'))
  expect(manifest).toHaveProperty('version', expect.stringMatching(new RegExp(`^${OLDEST}\\.`)))
  for (const document of ['README.md', 'docs/getting-started.md']) {
    expect(read(document).match(/TypeScript (\d+\.\d+)/)?.[1], document).toBe(OLDEST)
  }
})

test('the Node that the documents name is the one that the package asks for', () => {
  const manifest: unknown = JSON.parse(read('package.json'))
  for (const document of ['README.md', 'docs/getting-started.md', 'CONTRIBUTING.md']) {
    const version = read(document).match(/Node (\d+\.\d+)/)?.[1]
    expect(manifest, document).toHaveProperty('engines.node', `>=${version}`)
  }
})

/** Inside the repository, so that the library is found by its name, and its dependencies with it. */
function write(files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    if (/\.(ts|json)$/.test(name)) writeFileSync(join(folder, name), text)
  }
}
