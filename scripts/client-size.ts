/** How large the scripts of the client may be, and what to do when they are larger. */
import { brotliCompressSync } from 'node:zlib'
import { gzipBytes, LAZY_MODULES, type ClientScripts, type LazyModule } from './client-script.ts'

/** Bytes of everything that a page loads at start, minified and compressed as gzip does it best: what is wanted. */
export const CLIENT_BUDGET = 9_900

/**
 * What it may not exceed: this bound only ever goes down. It is above the budget by what loads the module of commands with the first
 * handler that needs it: any later, the first click is not shown at once; by what holds a first press until what is asked about it
 * can be decided; by what tells whether a section is open; by what keeps the first keys for those that listen to the window; by
 * what lends modules the one way in which handlers run and events are read; by what sends what waits before the word that
 * the document is left, which no module can do: its listener would be called too late; and by a few bytes that names of members cost
 * when modules use more of them.
 */
export const CLIENT_CEILING = 9_997

/**
 * The same with the modules that the pages of the example load; 12,000 are wanted. This bound only ever goes down, too: it was raised
 * for rows of streams that come before others and move, which are rows and belong with them, and by what keeps operations and commands
 * whose script comes late from being done to the next page. A few bytes more are left to the names of members.
 */
export const PAGE_CEILING = 17_775
const PAGE_MODULES: readonly LazyModule[] = ['actions', 'edits', 'rows']

/** One line a script: its bytes, plain and compressed. */
export function describeSizes({ client, modules }: ClientScripts): string {
  return [line('client', client), ...LAZY_MODULES.map((name) => line(name, modules[name]))].join('\n')
}

/** Null when a page with all that it loads keeps its budget, otherwise what to tell the author of the change. */
export function pageTooLarge({ client, modules }: ClientScripts): string | null {
  const scripts = [client, ...PAGE_MODULES.map((name) => modules[name])]
  const bytes = scripts.reduce((total, script) => total + gzipBytes(script), 0)
  if (bytes <= PAGE_CEILING) return null
  return `A page with ${PAGE_MODULES.join(' and ')} loads ${number(bytes)} bytes gzip: ${number(bytes - PAGE_CEILING)} more than the budget of ${number(PAGE_CEILING)}.`
}

/** What README promises, compressed as servers do it best. */
const PROMISE = 10_000

/** Null when the client keeps its budget, otherwise what to tell the author of the change. */
export function clientTooLarge(client: string): string | null {
  const bytes = gzipBytes(client)
  const brotli = brotliCompressSync(client).length
  if (brotli >= PROMISE)
    return `The client script weighs ${number(brotli)} bytes compressed with Brotli, and README promises less than 10 kB.`
  if (bytes <= CLIENT_CEILING) return null
  return `The client script weighs ${number(bytes)} bytes gzip: ${number(bytes - CLIENT_CEILING)} more than the ceiling of ${number(CLIENT_CEILING)}.
Every visitor loads it before the page is live. Look for what can be said once, moved to the server, or loaded
when it is first used: src/client/modules. \`npx esbuild src/client/main.ts --bundle --minify --analyze --outfile=/dev/null\`
shows what each file costs. If the feature is worth more than the bytes, take as many
from elsewhere.`
}

function line(name: string, script: string): string {
  return `${name.padEnd(7)} ${number(script.length).padStart(7)} bytes, ${number(gzipBytes(script)).padStart(6)} gzip`
}

function number(value: number): string {
  return value.toLocaleString('en')
}
