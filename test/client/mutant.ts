/**
 * Variants of a module with a fault in them, to show that a test would notice. What the module imports, but for types, is
 * handed over.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { transformSync } from 'esbuild'
import { root } from '../../scripts/root.ts'

/** A fault: in the source text the one is written for the other. Both must be whole tokens of it. */
export type Fault = readonly [written: string, wrong: string]

/** The exports of a module of `src/client` with this fault. It imports from these modules, by their specifiers. */
export function mutantOf<Module>(
  file: string,
  [written, wrong]: Fault,
  imported: Readonly<Record<string, object>> = {},
): Module {
  const source = readFileSync(join(root, 'src/client', file), 'utf8')
  if (source.split(written).length !== 2) {
    throw new Error(`${file} does not hold this exactly once, so the mutant is none: ${written}`)
  }
  const { code } = transformSync(
    source.replace(written, () => wrong),
    { loader: 'ts', format: 'cjs' },
  )
  const module = { exports: {} }
  const run = new Script(`(module, require) => { ${code} }`).runInThisContext() as (
    module: object,
    require: (specifier: string) => object | undefined,
  ) => void
  run(module, (specifier) => imported[specifier])
  // What esbuild makes of a module has the exports of the module.
  return module.exports as Module
}
