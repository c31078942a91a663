import { build, stop } from 'esbuild'

/** A module with all that it imports, as one script for a page. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  await stop()
  return result.outputFiles[0]?.text ?? ''
}
