/** Where templates stand in the source code of an application, for messages while it is developed. */

interface Process {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
}

// This layer compiles without the globals of Node, and runs where they may be missing.
const isDevelopment = (globalThis as Process).process?.env?.['NODE_ENV'] !== 'production'

const locations = new WeakMap<readonly string[], string | null>()

/**
 * Remembers who calls the tag that calls this, once for each literal. When a template is compiled the call is
 * long over, so this is the only time to ask.
 */
export function noteLocation(strings: TemplateStringsArray): void {
  if (isDevelopment && !locations.has(strings)) locations.set(strings, callerOfTag(new Error().stack ?? ''))
}

/** The file, line and column of a literal; null where they are not known. */
export function locationOf(strings: readonly string[]): string | null {
  return locations.get(strings) ?? null
}

/** A literal that was made from another one stands where that does. */
export function shareLocation(made: TemplateStringsArray, from: TemplateStringsArray): void {
  locations.set(made, locationOf(from))
}

/** Below the function above and the tag stands the caller. */
function callerOfTag(stack: string): string | null {
  const frames = stack.split('\n').filter((line) => FRAME.test(line))
  const place = FRAME.exec(frames[2] ?? '')?.[1]
  return place === undefined ? null : decodeURI(place.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, ''))
}

/** `at name (file:///app/home.ts:3:14)` or `name@file:///app/home.ts:3:14`. */
const FRAME = /((?:[a-z]+:\/\/|\/|[A-Za-z]:[\\/])[^()]*?:\d+:\d+)\)?$/
