import { existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { anchorsIn, codeBlocksIn, documents, filesOf, linksIn, type CodeBlock } from './markdown.ts'

describe('documents', () => {
  test('link to files and headings that exist', () => {
    expect(documents().flatMap(brokenLinks)).toEqual([])
  })

  test.each(['README.md', 'docs/getting-started.md'])('of which %s links to every guide', (file) => {
    const linked = new Set(linksIn(file).map((link) => posix.join(dirname(file), link.split('#')[0] ?? '')))
    const guides = documents().filter((document) => document.startsWith('docs/guides/'))
    expect(guides.filter((guide) => !linked.has(guide))).toEqual([])
  })

  test('contain TypeScript that compiles as "Getting started" has it set up', { timeout: 120_000 }, () => {
    const library = new Map<string, ts.SourceFile | undefined>()
    expect(
      programs().flatMap((blocks) => compile(blocks, library)),
      'CONTRIBUTING.md tells how a block declares what it needs, and how to leave out a fragment',
    ).toEqual([])
  })
})

/**
 * One program for all blocks, as most of the time goes into reading the library and the DOM; but a document that declares
 * something global has a program of its own, because what it declares holds for no other.
 */
function programs(): (readonly CodeBlock[])[] {
  const all = documents().map(codeBlocksIn)
  const isGlobal = (blocks: readonly CodeBlock[]): boolean =>
    blocks.some(({ code }) => code.includes('declare global'))
  return [all.filter((blocks) => !isGlobal(blocks)).flat(), ...all.filter(isGlobal)]
}

function brokenLinks(file: string): string[] {
  return linksIn(file)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => {
      const [path = '', anchor = ''] = link.split('#')
      const target = path === '' ? file : posix.join(dirname(file), decodeURI(path))
      if (!existsSync(join(root, target))) return true
      return anchor !== '' && target.endsWith('.md') && !anchorsIn(target).has(anchor)
    })
    .map((link) => `${file} links to ${link}`)
}

/**
 * Errors of the blocks, each a module of its own, placed where they stand in their documents. What all programs read is
 * kept in `library`.
 */
function compile(blocks: readonly CodeBlock[], library: Map<string, ts.SourceFile | undefined>): string[] {
  const modules = new Map(blocks.map((block) => [join(folderOf(block), block.name), block]))
  const folders = new Set(blocks.map(folderOf))
  const options = compilerOptions()
  const host = ts.createCompilerHost(options)
  const real = { ...host }
  host.directoryExists = (folder) => folders.has(folder) || real.directoryExists?.(folder) === true
  host.fileExists = (file) => modules.has(file) || real.fileExists(file)
  host.readFile = (file) => textOf(modules.get(file)) ?? real.readFile(file)
  host.getSourceFile = (file, version, ...rest) => {
    const text = textOf(modules.get(file))
    if (text !== undefined) return ts.createSourceFile(file, text, version)
    if (!library.has(file)) library.set(file, real.getSourceFile(file, version, ...rest))
    return library.get(file)
  }
  const program = ts.createProgram([...modules.keys()], options, host)
  return [...modules].flatMap(([file, block]) => {
    const source = program.getSourceFile(file)
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map((diagnostic) => describeError(block, diagnostic))
  })
}

/** Where a document's blocks would be, inside the repository, so that they can import the library by its name. */
function folderOf(block: CodeBlock): string {
  return join(root, '.cache/docs', block.file.replaceAll('/', '-'))
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const options = optionsOf(config)
  // As readers have it: they need not write `override`, and know what "Getting started" has them write.
  const { target, lib = [] } = optionsOf(
    JSON.parse(filesOf('docs/getting-started.md')['tsconfig.json'] ?? ''),
  )
  return {
    ...options,
    ...(target && { target }),
    lib,
    moduleDetection: ts.ModuleDetectionKind.Force,
    noImplicitOverride: false,
  }
}

function optionsOf(config: object): ts.CompilerOptions {
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root).options
}

function textOf(block: CodeBlock | undefined): string | undefined {
  return block === undefined ? undefined : block.prelude + block.code
}

function describeError(block: CodeBlock, { file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
  const hidden = block.prelude.split('\n').length - 1
  return `${block.file}:${block.line + line - hidden} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}
