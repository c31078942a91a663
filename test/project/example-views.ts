/** The views that the examples of a document export, imported from files as they stand there. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ViewClass } from 'overwire'
import { root } from '../../scripts/root.ts'
import { exampleFiles, isProgram } from './markdown.ts'

export interface ExampleViews extends AsyncDisposable {
  /** The view of each example that exports one, by the name of its file without `.ts`. */
  readonly views: ReadonlyMap<string, ViewClass>
}

/** Writes the examples of a document to files, and imports those that are no programs. An example exports one view. */
export async function exampleViews(document: string): Promise<ExampleViews> {
  const folder = join(root, '.cache/examples', document.replaceAll('/', '-'))
  mkdirSync(folder, { recursive: true })
  const files = Object.entries(exampleFiles(document))
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  const views = new Map<string, ViewClass>()
  for (const [name, text] of files) {
    if (!name.endsWith('.ts') || isProgram(text)) continue
    const module = (await import(pathToFileURL(join(folder, name)).href)) as Readonly<Record<string, unknown>>
    const view = Object.values(module).find(isView)
    if (view) views.set(name.replace('.ts', ''), view)
  }
  return { views, [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }) }
}

function isView(exported: unknown): exported is ViewClass {
  return typeof exported === 'function' && 'prototype' in exported && 'render' in Object(exported.prototype)
}
