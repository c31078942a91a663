/** Keeps what takes seconds to make of files, until one of them changes. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What is kept, as JSON, and what it was made of. */
interface Kept {
  readonly madeOf: string
  readonly result: unknown
}

/** Calls `make`, or reads its result from `file`, where it was made of the same. `sources` are files, and folders with all in them. */
export async function keptResult<Result>(
  file: string,
  sources: readonly string[],
  make: () => Promise<Result>,
): Promise<Result> {
  const madeOf = digestOf(sources)
  const kept = read(file)
  // It was made by the same code, which is among the sources.
  if (kept?.madeOf === madeOf) return kept.result as Result
  const result = await make()
  mkdirSync(dirname(file), { recursive: true })
  // Others may read it at any time, and write it too.
  const written = `${file}.${process.pid}`
  writeFileSync(written, JSON.stringify({ madeOf, result } satisfies Kept))
  renameSync(written, file)
  return result
}

function read(file: string): Kept | null {
  try {
    // Nobody else writes it, and what is not whole is not read.
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    return null
  }
}

function digestOf(sources: readonly string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of sources.flatMap(filesIn)) hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
