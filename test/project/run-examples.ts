/** Which examples of the documents a test runs, and what they use. */
import ts from 'typescript'
import { exampleFiles, isProgram } from './markdown.ts'
import { filesIn, read } from './repository.ts'

export interface RunExample {
  readonly document: string
  readonly file: string
  readonly code: string
}

/** Opens all views of a document, and fails when one was not looked at. */
const OPENERS = new Set(['openGuide', 'exampleViews'])
/** Starts one example of a document. */
const STARTER = 'startDocument'

/** The examples that tests open or start, by the calls that stand in the tests. */
export function runExamples(): readonly RunExample[] {
  const found = filesIn('test', '.ts')
    .flatMap(callsIn)
    .flatMap(({ document, main }) => {
      const files = exampleFiles(document)
      const begin = main === undefined ? viewsIn(files) : [main]
      return [...withImports(files, begin)].map((file) => ({ document, file, code: files[file] ?? '' }))
    })
  return [...new Map(found.map((each) => [`${each.document} ${each.file}`, each])).values()]
}

/** What an example imports from the library and uses, besides importing it. */
export function importsOf(code: string): ReadonlySet<string> {
  const source = parse(code)
  const imported = source.statements
    .filter(ts.isImportDeclaration)
    .flatMap(({ moduleSpecifier, importClause }) => {
      const named = importClause?.namedBindings
      const isOurs = /^'overwire(\/|'$)/.test(moduleSpecifier.getText())
      return isOurs && named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : []
    })
  return new Set(imported.filter((name) => code.match(new RegExp(`\\b${name}\\b`, 'g'))?.length !== 1))
}

/** The members of the objects that are written out among the arguments of these functions, also within one another. */
export function optionsOf(code: string, functions: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>()
  visit(parse(code))
  return found

  function visit(node: ts.Node): void {
    if (ts.isCallExpression(node) && functions.has(node.expression.getText()))
      for (const argument of node.arguments)
        if (ts.isObjectLiteralExpression(argument))
          for (const { name } of argument.properties) if (name) found.add(name.getText())
    ts.forEachChild(node, visit)
  }
}

// --- what the tests say ---

interface Run {
  readonly document: string
  /** All views of the document without one. */
  readonly main?: string
}

function callsIn(test: string): Run[] {
  const runs: Run[] = []
  visit(parse(read(test)))
  return runs

  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit)
    if (!ts.isCallExpression(node)) return
    const [document, main] = node.arguments
    const callee = node.expression.getText()
    if (!document || !ts.isStringLiteral(document)) return
    if (OPENERS.has(callee)) runs.push({ document: document.text })
    if (callee !== STARTER) return
    if (main && ts.isStringLiteral(main)) runs.push({ document: document.text, main: main.text })
  }
}

function viewsIn(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files).filter((name) => name.endsWith('.ts') && !isProgram(files[name] ?? ''))
}

function withImports(files: Readonly<Record<string, string>>, begin: readonly string[]): ReadonlySet<string> {
  const all = new Set(begin)
  for (const file of all) {
    for (const [, name = ''] of (files[file] ?? '').matchAll(/from '\.\/([^']+)'/g))
      if (name in files) all.add(name)
  }
  return all
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true)
}
