import { dirname, posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { read, sourceFiles } from './repository.ts'

/** What is built into the browser's second script, which is a constant by the time the library is installed. */
const BUNDLED: Readonly<Record<string, string>> = { 'src/client/modules/morph.ts': 'idiomorph' }

describe('imports in src', () => {
  const imports = new Map(sourceFiles().map((file) => [file, valueImports(file)]))

  test('of values make no cycle', () => {
    const graph = new Map(
      [...imports].map(([file, specifiers]) => [
        file,
        specifiers.filter((each) => each.startsWith('.')).map((each) => posix.join(dirname(file), each)),
      ]),
    )
    expect(
      findCycle(graph),
      'Files that import values from each other in a circle: move what both need into a file below them',
    ).toBeNull()
  })

  test('name only packages that an installation of overwire has', () => {
    const manifest = JSON.parse(read('package.json')) as {
      dependencies: Record<string, string>
      peerDependencies?: Record<string, string>
    }
    const allowed = new Set([
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.peerDependencies ?? {}),
    ])
    const foreign = [...imports].flatMap(([file, specifiers]) =>
      specifiers
        .filter((each) => !each.startsWith('.') && !each.startsWith('node:'))
        .filter((each) => !allowed.has(packageName(each)) && BUNDLED[file] !== each)
        .map((each) => `${file} imports ${each}`),
    )
    expect(foreign).toEqual([])
  })

  test('leave what is only built into a script to the build', () => {
    const reached = [...imports].flatMap(([file, specifiers]) =>
      specifiers
        .filter((each) => posix.join(dirname(file), each) in BUNDLED)
        .map((each) => `${file} imports ${each}`),
    )
    expect(reached).toEqual([])
  })
})

/** Specifiers of what a file loads when it runs: `import type` is gone by then. */
function valueImports(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true)
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    if (isTypeOnly(statement)) return []
    const specifier = statement.moduleSpecifier
    return specifier !== undefined && ts.isStringLiteral(specifier) ? [specifier.text] : []
  })
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause
    return (
      statement.isTypeOnly || (clause !== undefined && ts.isNamedExports(clause) && allTypes(clause.elements))
    )
  }
  const clause = statement.importClause
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const bindings = clause.namedBindings
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    allTypes(bindings.elements)
  )
}

function allTypes(elements: readonly { readonly isTypeOnly: boolean }[]): boolean {
  return elements.length > 0 && elements.every((each) => each.isTypeOnly)
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The files of one cycle in order, or null. A depth-first walk that remembers what it has finished with. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const finished = new Set<string>()
  const trail: string[] = []

  for (const file of graph.keys()) {
    const cycle = visit(file)
    if (cycle !== null) return cycle
  }
  return null

  function visit(file: string): readonly string[] | null {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file]
    if (finished.has(file)) return null
    trail.push(file)
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next)
      if (cycle !== null) return cycle
    }
    trail.pop()
    finished.add(file)
    return null
  }
}
