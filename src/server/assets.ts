import { clientHash, clientScript, morphHash, morphScript } from './client-script.generated.ts'

/** Where the scripts are. Their names change with their content, so they are cached for good. */
export const clientPath: string = `/_live/client.${clientHash}.js`
export const morphPath: string = `/_live/morph.${morphHash}.js`

const SCRIPTS: ReadonlyMap<string, string> = new Map([
  [clientPath, clientScript],
  [morphPath, morphScript],
])

/** Answers for the scripts of the framework; null for every other path. A hash of another build is not found. */
export function serveAsset(path: string): Response | null {
  if (!path.startsWith('/_live/')) return null
  const script = SCRIPTS.get(path)
  if (script === undefined) return new Response('Not found', { status: 404, headers: PLAIN })
  return new Response(script, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  })
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
