import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { filesIn, read } from './repository.ts'

// Read from disk and compared with what this test expects, so nothing depends on the type being right.
const manifest = JSON.parse(read('package.json')) as { exports: Record<string, unknown> }
const doors = filesIn('src', '.ts').filter((file) => /^src\/[^/]+\.ts$/.test(file))

describe('doors', () => {
  test('are exactly the exports of package.json', () => {
    const expected = Object.fromEntries(doors.map((file) => [exportKey(file), conditions(file)]))
    const { './package.json': self, ...actual } = manifest.exports
    expect(self).toBe('./package.json')
    expect(actual).toEqual(expected)
  })

  test.each(doors)('%s says what it is for and names what it re-exports', (file) => {
    const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true)
    expect(source.text, `${file} starts with a /** comment */: the smallest working example`).toMatch(
      /^\/\*\*/,
    )
    const others = source.statements.filter((statement) => !isNamedReExport(statement))
    expect(
      others.map((statement) => statement.getText()),
      `${file} contains more than \`export { name } from './file.ts'\``,
    ).toEqual([])
  })
})

function exportKey(file: string): string {
  const name = file.slice('src/'.length, -'.ts'.length)
  return name === 'index' ? '.' : `./${name}`
}

function conditions(file: string): Record<string, string> {
  const built = file.replace('src/', './dist/')
  return {
    '@overwire/source': `./${file}`,
    types: built.replace(/ts$/, 'd.ts'),
    default: built.replace(/ts$/, 'js'),
  }
}

function isNamedReExport(statement: ts.Statement): boolean {
  return (
    ts.isExportDeclaration(statement) &&
    statement.moduleSpecifier !== undefined &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
  )
}
