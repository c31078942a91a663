/** A fuzzer: random cases, what the server makes of them, and a script that looks at that in a page. */
import type { ChildNode } from '../../../src/template/tree/tree.ts'
import type { PageCase } from './page-case.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Fuzzer {
  /** A sentence about what holds. */
  readonly name: string
  readonly vocabulary: Vocabulary
  /** The script for the page. It defines `runScripts`. */
  readonly entry: string
  /** The server's part of a case. Throws what the server throws. */
  prepare(each: PageCase): Prepared
}

export interface Prepared {
  /** What the script in the page takes, JSON. */
  readonly script: unknown
  /** The trees of the states. */
  readonly trees: readonly ChildNode[]
}

/** What the page says of a case. */
export interface Verdict {
  /** Null when all is well. */
  readonly failure: string | null
  /** The browser builds another tree of its HTML than the standard. */
  readonly isParsedOtherwise?: boolean
  /** For each state the names of handlers with the paths that the page has for them. */
  readonly handlers: readonly (readonly HandlerAt[])[]
}

export type HandlerAt = readonly [name: string, path: readonly (number | string)[] | null]

declare global {
  /** Scripts and verdicts are JSON. */
  var runScripts: (scripts: string) => string
}
