import { client, development, developmentEdits, modules, otherBuild } from './client-script.generated.ts'

/** What pages load when they need it. */
export type LazyModule = keyof typeof modules

// The object has no other keys.
export const LAZY_MODULES: readonly LazyModule[] = Object.keys(modules) as LazyModule[]

/** Where the scripts are. Their names change with their content, so they are cached for good. */
export const clientPath: string = pathOf('client', client.hash)

/** What pages load besides in development. */
export const developmentPath: string = pathOf('development', development.hash)

/** In development the module of edits warns of templates that lose what users type. */
export function modulePath(name: LazyModule, isDevelopment: boolean): string {
  return isDevelopment && name === 'edits'
    ? pathOf(DEVELOPMENT_EDITS, developmentEdits.hash)
    : pathOf(name, modules[name].hash)
}

const DEVELOPMENT_EDITS = 'development-edits'

const SCRIPTS: ReadonlyMap<string, string> = new Map(
  Object.entries({ client, development, [DEVELOPMENT_EDITS]: developmentEdits, ...modules }).map(
    ([name, { hash, text }]) => [pathOf(name, hash), text],
  ),
)

/** The module without which a page cannot come back when its circuit is over. */
const RECOVERY = /^\/_live\/recovery\.\w+\.js$/

/**
 * Answers for the scripts of the framework; null for every other path. A hash of another build is not found; pages that
 * need the module of recovery get a script that loads them again.
 */
export function serveAsset(path: string): Response | null {
  if (!path.startsWith('/_live/')) return null
  const script = SCRIPTS.get(path)
  if (script !== undefined) return scriptResponse(script, 'public, max-age=31536000, immutable')
  if (RECOVERY.test(path)) return scriptResponse(otherBuild.text, 'no-store')
  return new Response('Not found', { status: 404, headers: PLAIN })
}

function scriptResponse(script: string, caching: string): Response {
  return new Response(script, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': caching,
      'x-content-type-options': 'nosniff',
    },
  })
}

function pathOf(name: string, hash: string): string {
  return `/_live/${name}.${hash}.js`
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
