import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { filesIn, read } from './repository.ts'

/** What each layer may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  protocol: ['errors'],
  template: ['errors', 'protocol'],
  view: ['errors', 'protocol', 'template'],
  pubsub: ['errors', 'protocol'],
  page: ['errors', 'protocol', 'template', 'view', 'pubsub'],
  circuit: ['errors', 'protocol', 'template', 'view', 'pubsub', 'page'],
  server: ['errors', 'protocol', 'template', 'view', 'pubsub', 'page', 'circuit'],
  adapters: ['errors', 'server'],
  client: ['protocol'],
  testing: ['errors', 'protocol', 'template', 'view', 'pubsub', 'page', 'circuit', 'server', 'client'],
}

/** Globals that exist in a layer, and some that must not. */
const GLOBALS: Readonly<
  Record<string, { readonly there: readonly string[]; readonly missing: readonly string[] }>
> = {
  errors: { there: ['Map'], missing: ['document', 'process', 'setTimeout', 'URL', 'console'] },
  protocol: { there: ['Map'], missing: ['document', 'process', 'setTimeout', 'URL', 'console'] },
  template: { there: ['Map'], missing: ['document', 'process', 'setTimeout', 'URL', 'console'] },
  view: { there: ['URL', 'Headers'], missing: ['document', 'process', 'Buffer'] },
  pubsub: { there: ['URL'], missing: ['document', 'process', 'Buffer'] },
  page: { there: ['URL', 'AbortController'], missing: ['document', 'process', 'Buffer'] },
  circuit: { there: ['URL', 'AbortController'], missing: ['document', 'process', 'Buffer'] },
  server: { there: ['Request', 'crypto', 'setTimeout'], missing: ['document', 'process', 'Buffer'] },
  adapters: { there: ['process', 'Buffer'], missing: ['document'] },
  client: { there: ['document', 'WebSocket'], missing: ['process', 'Buffer'] },
  testing: { there: ['document', 'process'], missing: [] },
}

const layers = Object.keys(MAY_IMPORT)

/**
 * Copies of the layers' tsconfigs with one small file a question, compiled all at once as `tsc -b src` compiles
 * the layers. The folder is inside the repository, so that packages and the package's own name resolve.
 */
describe('layers', () => {
  let folder = ''
  let output = ''

  beforeAll(() => {
    mkdirSync(join(root, '.cache'), { recursive: true })
    folder = mkdtempSync(join(root, '.cache/layers-'))
    cpSync(join(root, 'package.json'), join(folder, 'package.json'))
    write('src/index.ts', 'export const name: string = ``')
    cpSync(join(root, 'src/tsconfig.base.json'), join(folder, 'src/tsconfig.base.json'))
    cpSync(join(root, 'src/tsconfig.json'), join(folder, 'src/tsconfig.json'))
    for (const layer of layers) writeLayer(layer)
    output = compile()
  }, 120_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  describe.each(layers)('%s', (layer) => {
    const others = layers.filter((other) => other !== layer)

    test.each(others)('compiles with an import of %s only when that is below', (other) => {
      const allowed = reachable(layer).has(other)
      expect(errors(`${layer}/value-of-${other}.ts`)).toEqual(allowed ? [] : ['TS6307'])
      expect(errors(`${layer}/type-of-${other}.ts`)).toEqual(allowed ? [] : ['TS6307'])
    })

    // The compiler lets through what a layer below refers to, so this is read from the imports.
    test('imports straight from the layers it is meant to', () => {
      const below = [layer, ...(MAY_IMPORT[layer] ?? [])]
      expect(straysFrom(`src/${layer}`, below)).toEqual([])
    })

    test('does not compile with an import of the whole package by its name', () => {
      expect(errors(`${layer}/by-name.ts`)).toContain('TS6307')
    })

    test('sees the globals of its place and no others', () => {
      for (const name of GLOBALS[layer]?.there ?? [])
        expect(errors(`${layer}/global-${name}.ts`), name).toEqual([])
      for (const name of GLOBALS[layer]?.missing ?? []) {
        expect(errors(`${layer}/global-${name}.ts`), name).not.toEqual([])
      }
    })
  })

  function writeLayer(layer: string): void {
    cpSync(join(root, `src/${layer}/tsconfig.json`), join(folder, `src/${layer}/tsconfig.json`))
    // Two files to import from: the compiler complains about each only once.
    write(`src/${layer}/a-value.ts`, 'export const value: number = 1')
    write(`src/${layer}/a-type.ts`, 'export interface Type {\n  readonly is: string\n}')
    for (const other of layers.filter((each) => each !== layer)) {
      write(`src/${layer}/value-of-${other}.ts`, `export { value } from '../${other}/a-value.ts'`)
      write(`src/${layer}/type-of-${other}.ts`, `export type { Type } from '../${other}/a-type.ts'`)
    }
    write(`src/${layer}/by-name.ts`, `export { name } from 'overwire'`)
    const { there = [], missing = [] } = GLOBALS[layer] ?? {}
    for (const name of [...there, ...missing]) {
      write(`src/${layer}/global-${name}.ts`, `export const value: unknown = ${name}`)
    }
  }

  function write(file: string, text: string): void {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), `${text}\n`)
  }

  function compile(): string {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    try {
      return execFileSync(process.execPath, [tsc, '-b', 'src', '--pretty', 'false'], {
        cwd: folder,
        encoding: 'utf8',
      })
    } catch (error) {
      // It fails by design, and its complaints are what is asked for.
      return String((error as { stdout: unknown }).stdout)
    }
  }

  /** Codes of the errors that name a file. */
  function errors(file: string): string[] {
    return output.split('\n').flatMap((line) => {
      const [, at, code] = /^src\/(\S+?)\(\d+,\d+\): error (TS\d+)/.exec(line) ?? []
      return at === file && code !== undefined ? [code] : []
    })
  }
})

/**
 * The template layer is three layers in folders, below what authors call. Of that they import only `html`, local state, and
 * the types of what it takes, which import nothing from the folders.
 */
describe('the folders of the template layer', () => {
  const outside = ['errors', 'protocol', 'template/html.ts', 'template/template-value.ts']

  test.each([
    ['compile', ['local', 'compile']],
    ['tree', ['local', 'compile', 'tree']],
    ['output', ['local', 'compile', 'tree', 'output']],
  ])('%s imports from itself and those below it', (folder, below) => {
    const allowed = [...outside, ...below.map((each) => `template/${each}`)]
    expect(straysFrom(`src/template/${folder}`, allowed)).toEqual([])
  })
})

/** Imports of a folder's files that lead to none of these files and folders of `src`. */
function straysFrom(folder: string, allowed: readonly string[]): string[] {
  return filesIn(folder, '.ts')
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => ({ file, target: posix.join(posix.dirname(file), specifier) })),
    )
    .filter(({ target }) => !allowed.some((each) => isWithin(target, `src/${each}`)))
    .map(({ file, target }) => `${file} imports ${target}`)
}

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

/** A layer's references and theirs. */
function reachable(layer: string): ReadonlySet<string> {
  const below = MAY_IMPORT[layer] ?? []
  return new Set(below.flatMap((other) => [other, ...reachable(other)]))
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(read(file)).importedFiles.map((each) => each.fileName)
}
