/** A program and the library, its sources, as one script: a process that compiles each module takes seconds to start. */
import { build, type Plugin } from 'esbuild'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../../scripts/root.ts'
import { read } from '../project/repository.ts'

/** Writes what a TypeScript file is as a program of Node, and returns where. Packages are those that are installed there. */
export async function bundleProgram(main: string, program: string = placeOf(main)): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [sources],
    logLevel: 'silent',
    write: false,
  })
  await mkdir(dirname(program), { recursive: true })
  // Another worker may start the same at this time.
  const written = `${program}.${process.pid}`
  for (const { contents } of outputFiles) await writeFile(written, contents)
  await rename(written, program)
  return program
}

function placeOf(main: string): string {
  return join(root, '.cache/bundles', relative(root, main).replaceAll(/[/\\]/g, '-').replace(/ts$/, 'mjs'))
}

type Entry = string | { readonly '@overwire/source': string }

/** The file of each entry point. */
const { exports: ENTRIES } =
  // It is ours.
  JSON.parse(read('package.json')) as { readonly exports: Readonly<Record<string, Entry>> }

const sources: Plugin = {
  name: 'sources',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^overwire($|\/)/ }, ({ path }) => {
      const entry = ENTRIES[path.replace('overwire', '.')]
      return typeof entry === 'object' ? { path: join(root, entry['@overwire/source']) } : null
    })
    // Files look for others from where they stand.
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      return { contents, loader: 'ts' }
    })
  },
}
