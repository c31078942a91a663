/**
 * Libraries of others for the browser, as files of this site: nothing is loaded from elsewhere. Each is one file, made when the
 * application starts; a build step of your own would make the same.
 */
import { build } from 'esbuild'
import type { App } from 'overwire'

interface Library {
  readonly contents: string
  readonly loader: 'js' | 'css'
  readonly type: string
}

const LIBRARIES = {
  'lit.js': script(`export * from 'lit'`),
  'uplot.js': script(`export { default } from 'uplot'`),
  'uplot.css': { contents: `@import 'uplot/dist/uPlot.min.css';`, loader: 'css', type: 'text/css' },
} satisfies Readonly<Record<string, Library>>

function script(contents: string): Library {
  return { contents, loader: 'js', type: 'text/javascript' }
}

/** Serves those that are named, under `/vendor/`. */
export async function serveLibraries(app: App, ...names: (keyof typeof LIBRARIES)[]): Promise<void> {
  for (const name of names) {
    const { contents, loader, type } = LIBRARIES[name]
    const { outputFiles } = await build({
      stdin: { contents, loader, resolveDir: import.meta.dirname },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
    })
    const [file] = outputFiles
    const headers = { 'content-type': type, 'cache-control': 'max-age=3600' }
    app.handle('GET', `/vendor/${name}`, () => new Response(file?.text, { headers }))
  }
}
