/**
 * Short names for the members of the client's own objects, the same in all of its scripts.
 *
 * Only names that cannot mean anything else are shortened: those that types and classes of `src/client` declare,
 * and that neither JavaScript, nor the DOM, nor the protocol declares for anything at all. What the client shares
 * with others beyond that (a browser's API that TypeScript does not know, what the history of the page keeps) is
 * declared in `.d.ts` files there. A name that stands in quotes somewhere in the code of `src/client` stays as it is everywhere.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { root } from './root.ts'

const CLIENT = join(root, 'src/client')
const PROTOCOL = join(root, 'src/protocol')
const LIBRARIES = join(root, 'node_modules/typescript/lib')
const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

/**
 * The short name of each member that has one. Those that are used most have the shortest: most in the script that all pages
 * load, so that it does not change with what modules use.
 */
export function shortNames(): Record<string, string> {
  // What pages load in development alone has no say in it: it costs visitors nothing.
  const client = filesIn(CLIENT, /^(?!development\b).*(?<!\.d)\.ts$/)
  const { members, texts } = namesIn(client)
  const { members: foreign } = namesIn([
    ...filesIn(CLIENT, /\.d\.ts$/),
    ...filesIn(PROTOCOL, /\.ts$/),
    ...filesIn(LIBRARIES, /^lib\.(dom|es).*\.d\.ts$/),
  ])
  const inFirst = usesIn(client.filter((file) => dirname(file) === CLIENT))
  const inAll = usesIn(client)
  const names = [...members].filter((name) => !foreign.has(name) && !texts.has(name))
  const short = [...LETTERS, ...LETTERS.flatMap((first) => LETTERS.map((second) => first + second))]
  const free = short.filter((name) => !foreign.has(name))
  const sorted = names.sort((one, other) => inFirst(other) - inFirst(one) || inAll(other) - inAll(one))
  return Object.fromEntries(sorted.map((name, index) => [name, free[index] ?? name]))
}

/** How often a name stands in files. */
function usesIn(files: readonly string[]): (name: string) => number {
  const source = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  return (name) => source.split(new RegExp(`\\b${name}\\b`)).length
}

function filesIn(folder: string, names: RegExp): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return paths.filter((path) => names.test(path)).map((path) => join(folder, path))
}

interface Names {
  /** Of all members of types and classes. */
  readonly members: Set<string>
  /** All texts but those of types: a name that is in quotes may be that of a member. */
  readonly texts: Set<string>
}

function namesIn(files: readonly string[]): Names {
  const members = new Set<string>()
  const texts = new Set<string>()
  for (const file of files) {
    const visit = (node: ts.Node): void => {
      if (isMember(node) && ts.isIdentifier(node.name)) members.add(node.name.text)
      if (ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent)) texts.add(node.text)
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  }
  return { members, texts }
}

function isMember(node: ts.Node): node is ts.Node & { readonly name: ts.Node } {
  return (
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node)
  )
}
