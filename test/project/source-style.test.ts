import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { filesIn, read, sourceFiles } from './repository.ts'

const MOST_LINES = 500
const MANY_LINES = 300

const DIRECTIVE = /^[^'`]*\/[/*] ?(oxlint-|eslint-|@ts-)(disable|ignore|nocheck)/

const everything = ['src', 'test', 'examples', 'scripts', 'bench'].flatMap((folder) => filesIn(folder, '.ts'))

describe('files', () => {
  test(`have at most ${MOST_LINES} lines`, () => {
    const tooLong = everything
      .map((file) => ({ file, lines: lineCount(file) }))
      .filter(({ lines }) => lines > MOST_LINES)
      .map(({ file, lines }) => `${file}: ${lines} lines. Find the second idea in it and give it a file.`)
    expect(tooLong).toEqual([])
  })

  test(`above ${MANY_LINES} lines, tests aside, say why in their first comment`, () => {
    const silent = everything
      .filter(
        (file) =>
          !file.endsWith('.test.ts') && lineCount(file) > MANY_LINES && !/\blong\b/i.test(firstComment(file)),
      )
      .map(
        (file) => `${file}: ${lineCount(file)} lines. Split it, or say in its first comment why it is long.`,
      )
    expect(silent).toEqual([])
  })
})

test('texts of several elements are read in one evaluation', () => {
  const inSteps = everything.filter((file) => /\.all(InnerTexts|TextContents)\(/.test(read(file)))
  expect(inSteps, 'A node that is replaced before it is read has another text: see inner-texts.ts.').toEqual(
    [],
  )
})

test('modules of the client say first what they are for', () => {
  const silent = filesIn('src/client', '.ts').filter(
    (file) => !/\.(test|d)\.ts$/.test(file) && !beginsWithItsPurpose(file),
  )
  expect(
    silent,
    'Begin with one sentence in /** … */, or with the documented function that the file is for.',
  ).toEqual([])
})

describe('claims that the compiler cannot check', () => {
  test('in src have a comment that says why they are true', () => {
    expect(sourceFiles().flatMap(unexplainedClaims)).toEqual([])
  })

  test('to the linter and the compiler give their reason', () => {
    const silent = everything.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index, lines) => {
          if (!DIRECTIVE.test(line) || / -- \S/.test(line) || isComment(lines[index - 1])) return []
          return [`${file}:${index + 1} ${line.trim()}`]
        }),
    )
    expect(silent, 'Say why on the line above, or after ` -- `').toEqual([])
  })
})

function beginsWithItsPurpose(file: string): boolean {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true)
  const first = source.statements.find((statement) => !ts.isImportDeclaration(statement))
  const isExported = first?.getText().startsWith('export ') ?? false
  const above = source.text.slice(first?.getFullStart(), first?.getStart())
  return source.text.startsWith('/*') || (isExported && above.includes('/**'))
}

/** `any`, `x!` and `x as T` of a file that have no comment on their line, on the one above or above their statement. */
function unexplainedClaims(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true)
  const lines = source.text.split('\n')
  const found = new Set<string>()
  visit(source)
  return [...found]

  function visit(node: ts.Node): void {
    if (isClaim(node) && !isExplained(node)) {
      const line = lineOf(node)
      found.add(`${file}:${line + 1} ${lines[line]?.trim()}`)
    }
    ts.forEachChild(node, visit)
  }

  function isExplained(node: ts.Node): boolean {
    const line = lineOf(node)
    const start = source.getLineAndCharacterOfPosition(statementOf(node).getStart()).line
    return /\/\/|\/\*/.test(lines[line] ?? '') || isComment(lines[line - 1]) || isComment(lines[start - 1])
  }

  function lineOf(node: ts.Node): number {
    // The end of what is claimed about: the word `as` or the exclamation mark stand there.
    const position =
      ts.isAsExpression(node) || ts.isNonNullExpression(node) ? node.expression.end : node.getStart()
    return source.getLineAndCharacterOfPosition(position).line
  }
}

function isClaim(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node)) return true
  if (!ts.isAsExpression(node) || ts.isConstTypeReference(node.type)) return false
  // An empty object has every optional field and no other: nothing to explain.
  return !/^Object\.create\(null\)$/.test(node.expression.getText())
}

function statementOf(node: ts.Node): ts.Node {
  let at = node
  while (
    !ts.isStatement(at) &&
    !ts.isClassElement(at) &&
    !ts.isTypeElement(at) &&
    !ts.isSourceFile(at.parent)
  )
    at = at.parent
  return at
}

function isComment(line: string | undefined): boolean {
  return line !== undefined && /^\s*(\/\/|\/\*|\*)/.test(line)
}

function firstComment(file: string): string {
  return /\/\*[\s\S]*?\*\/|(?:^\s*\/\/.*\n)+/m.exec(read(file))?.[0] ?? ''
}

function lineCount(file: string): number {
  return read(file).trimEnd().split('\n').length
}
