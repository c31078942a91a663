/**
 * Variants of a module with a fault in them, to show that a test would notice. The module must import nothing
 * but types.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { transformSync } from 'esbuild'
import { root } from '../../scripts/root.ts'

/** A fault: in the source text the one is written for the other. Both must be whole tokens of it. */
export type Fault = readonly [written: string, wrong: string]

/** The exports of a module of `src/client` with this fault. */
export function mutantOf<Module>(file: string, [written, wrong]: Fault): Module {
  const source = readFileSync(join(root, 'src/client', file), 'utf8')
  if (source.split(written).length !== 2) {
    throw new Error(`${file} does not hold this exactly once, so the mutant is none: ${written}`)
  }
  const { code } = transformSync(
    source.replace(written, () => wrong),
    { loader: 'ts', format: 'cjs' },
  )
  const module = { exports: {} }
  const run = new Script(`(module) => { ${code} }`).runInThisContext() as (module: object) => void
  run(module)
  // What esbuild makes of a module has the exports of the module.
  return module.exports as Module
}
