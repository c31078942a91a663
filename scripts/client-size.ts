/** What the client script may estimateSize, and what to do when it weighs more. */
import { gzipBytes, type ClientScripts } from './client-script.ts'

/** Bytes of everything that a page loads at start, minified and compressed as gzip does it best. */
export const CLIENT_BUDGET = 8_500

/** One line a script: its bytes, plain and compressed. */
export function describeSizes({ client, morph }: ClientScripts): string {
  return [line('client', client), line('morph', morph)].join('\n')
}

/** Null when the client keeps its budget, otherwise what to tell the author of the change. */
export function clientTooLarge(client: string): string | null {
  const bytes = gzipBytes(client)
  if (bytes <= CLIENT_BUDGET) return null
  return `The client script weighs ${number(bytes)} bytes gzip: ${number(bytes - CLIENT_BUDGET)} more than the budget of ${number(CLIENT_BUDGET)}.
Every visitor loads it before the page is live. Look for what can be said once, moved to the server, or loaded
when it is first used (as idiomorph is). \`npx esbuild src/client/main.ts --bundle --minify --analyze --outfile=/dev/null\`
shows what each file costs. If the feature is worth more than the bytes, raise CLIENT_BUDGET in scripts/client-size.ts
and say why in the commit.`
}

function line(name: string, script: string): string {
  return `${name.padEnd(6)} ${number(script.length).padStart(7)} bytes, ${number(gzipBytes(script)).padStart(6)} gzip`
}

function number(value: number): string {
  return value.toLocaleString('en')
}
