/** The files of the repository, as the tests of the project read them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from '../../scripts/root.ts'

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.cache', 'data'])

/** Paths of files below a folder, relative to the repository, sorted: those that people wrote. */
export function filesIn(folder: string, suffix: string): readonly string[] {
  return walk(join(root, folder))
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter((file) => file.endsWith(suffix) && !file.includes('.generated.'))
    .toSorted()
}

/** The text of a file, by its path relative to the repository. */
export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Sources of the library without their tests. */
export function sourceFiles(): readonly string[] {
  return filesIn('src', '.ts').filter((file) => !file.endsWith('.test.ts'))
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !NOT_OURS.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? walk(path) : [path]
    })
}
