/**
 * The examples in docstrings, compiled. They are parts of something: what they use of the library is imported with its types, and
 * whatever else they name may be anything.
 */
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../../scripts/root.ts'
import { compilerOptions, type PublicName } from './public-names.ts'
import { read, sourceFiles } from './repository.ts'

export interface DocstringExample {
  readonly file: string
  /** The line on which its code starts, from 1. */
  readonly line: number
  readonly code: string
}

/** All examples fenced as `ts` in the comments of the sources. */
export function docstringExamples(): readonly DocstringExample[] {
  return sourceFiles().flatMap((file) => {
    const text = read(file)
    return [...text.matchAll(/^( *\* )```ts\n([\s\S]*?)^ *\* ```$/gm)].map(({ 2: block = '', index }) => ({
      file,
      line: text.slice(0, index).split('\n').length + 1,
      code: block.replaceAll(/^ *\* ?/gm, ''),
    }))
  })
}

/** Errors of the compiler in examples, placed where they stand. */
export function brokenExamples(
  examples: readonly DocstringExample[],
  names: readonly PublicName[],
): readonly string[] {
  // What one declares for all holds for no other.
  const [global = [], others = []] = [true, false].map((isGlobal) =>
    examples.filter(({ code }) => code.includes('declare global') === isGlobal),
  )
  return [global, others].flatMap((each) => errorsIn(each, names))
}

/** What the items of a list are that may be anything: the compiler says `unknown`. */
const OF_UNKNOWN = 18_046

function errorsIn(examples: readonly DocstringExample[], names: readonly PublicName[]): readonly string[] {
  const modules = examples.map((example) => ({ example, around: surroundings(example, names) }))
  const library = new Map<string, ts.SourceFile | undefined>()
  const unknown = compile(
    modules.map(({ example, around }) => textOf(example, around)),
    library,
  ).map(unknownNames)
  const errors = compile(
    modules.map(({ example, around }, index) => textOf(example, declaring(around, unknown[index] ?? []))),
    library,
  )
  return modules.flatMap(({ example }, index) =>
    (errors[index] ?? [])
      .filter(({ code }) => code !== OF_UNKNOWN)
      .map(({ messageText, file, start = 0 }) => {
        const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
        // What stands before the code is one line.
        return `${example.file}:${example.line + line - 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
      }),
  )
}

// --- what an example stands in ---

interface Surroundings {
  readonly before: string
  readonly after: string
}

/** What the application of the examples has added to the context. */
const CONTEXT = 'declare global { interface OverwireContext { user: any } }'
const VIEW = `class Example extends LiveView { [name: string]: any;`
const RENDER = 'override render() { return null as any }'

function surroundings({ code }: DocstringExample, names: readonly PublicName[]): Surroundings {
  if (/^import /m.test(code)) return { before: 'export {};', after: '' }
  const declares = code.includes('declare global')
  const imports = `${importsFor(code, names)} ${declares ? '' : CONTEXT}`
  if (!hasSyntaxErrors(`async function example() {${code}}`) && !/^(?:declare|export) /m.test(code))
    return { before: `${imports} ${VIEW} ${RENDER} async example() {`, after: '}}' }
  if (!hasSyntaxErrors(`class Example {${code}}`))
    return {
      before: `${imports} ${VIEW} ${/^ *(?:override )?render\(/m.test(code) ? '' : RENDER}`,
      after: '}',
    }
  return { before: imports, after: '' }
}

function textOf({ code }: DocstringExample, { before, after }: Surroundings): string {
  return `${before}\n${code}\n${after}`
}

/** Also names that the browser has as well, such as `close`, mean the library. */
function importsFor(code: string, names: readonly PublicName[]): string {
  const used = namesIn(code)
  const imported = new Set<string>(['LiveView'])
  const others = used.has('z') ? `import { z } from 'zod';` : ''
  const lines = names
    .filter(({ name }) => used.has(name) && !imported.has(name) && imported.add(name))
    .map(({ door, name }) => `import { ${name} } from 'overwire${door.slice('src'.length, -'.ts'.length)}';`)
  return `import { LiveView } from 'overwire'; ${others} ${lines.join(' ')}`.replaceAll(
    `'overwire/index'`,
    `'overwire'`,
  )
}

/** What is named in some code and not declared there. */
function namesIn(code: string): ReadonlySet<string> {
  const source = ts.createSourceFile(
    'example.ts',
    `async function example() {${code}}`,
    ts.ScriptTarget.ESNext,
    true,
  )
  const used = new Set<string>()
  const declared = new Set<string>()
  visit(source)
  return new Set([...used].filter((name) => !declared.has(name)))

  function visit(node: ts.Node): void {
    if (ts.isIdentifier(node)) {
      const { parent } = node
      const isKey =
        (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node
      if ('name' in parent && parent.name === node && !isKey && !ts.isShorthandPropertyAssignment(parent))
        declared.add(node.text)
      else if (!isKey) used.add(node.text)
    }
    ts.forEachChild(node, visit)
  }
}

function hasSyntaxErrors(code: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext },
  })
  return diagnostics.length > 0
}

/** Whatever else is named: it may be anything. */
function declaring({ before, after }: Surroundings, unknown: readonly string[]): Surroundings {
  const anything = unknown.map((name) => `declare let ${name}: any; type ${name} = any;`)
  return { before: `${anything.join(' ')} ${before}`, after }
}

function unknownNames(errors: readonly ts.Diagnostic[]): readonly string[] {
  const names = errors.flatMap(({ messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n')
    return (
      /^Cannot find name '(.+?)'/.exec(text)?.[1] ??
      /No value exists in scope for the shorthand property '(.+?)'/.exec(text)?.[1] ??
      []
    )
  })
  return [...new Set(names)]
}

// --- the compiler ---

/** The errors of each of these modules. */
function compile(
  texts: readonly string[],
  library: Map<string, ts.SourceFile | undefined>,
): readonly (readonly ts.Diagnostic[])[] {
  const folder = join(root, '.cache/docstrings')
  const modules = new Map(texts.map((text, index) => [join(folder, `example-${index}.ts`), text]))
  const options = {
    ...compilerOptions(),
    moduleDetection: ts.ModuleDetectionKind.Force,
    noImplicitAny: false,
    verbatimModuleSyntax: false,
    noImplicitOverride: false,
    noPropertyAccessFromIndexSignature: false,
  }
  const host = ts.createCompilerHost(options)
  const real = { ...host }
  host.directoryExists = (path) => path === folder || real.directoryExists?.(path) === true
  host.fileExists = (file) => modules.has(file) || real.fileExists(file)
  host.readFile = (file) => modules.get(file) ?? real.readFile(file)
  host.getSourceFile = (file, version, ...rest) => {
    const text = modules.get(file)
    if (text !== undefined) return ts.createSourceFile(file, text, version)
    if (!library.has(file)) library.set(file, real.getSourceFile(file, version, ...rest))
    return library.get(file)
  }
  const program = ts.createProgram([...modules.keys()], options, host)
  return [...modules.keys()].map((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  })
}
