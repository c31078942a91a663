import { unusableBase } from '../errors/server.ts'

/**
 * The path under which an application is mounted, as URLs have it: without a slash at the end, and encoded. Empty for an
 * application at the root. Throws `unusable-base` for what is no such path.
 */
export function readBase(given: string): string {
  const base = given.replace(/\/$/, '')
  const reason = problemOf(base)
  if (reason !== null) throw unusableBase({ base: given, reason })
  return encoded(base)
}

/** Whether a path that a server has cut off is one under which pages can be: it is in their addresses as it stands. */
export function isBase(path: string): boolean {
  return problemOf(path) === null && encoded(path) === path
}

function problemOf(base: string): string | null {
  if (base === '') return null
  if (!base.startsWith('/')) return 'it does not begin with a slash'
  return PROBLEMS.find(([pattern]) => pattern.test(base))?.[1] ?? null
}

/** Browsers and routers would take each of these for another path. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/[?#]/, 'it has a search or a hash'],
  [/\/\/|\/$|\\/, 'it has an empty segment or a backslash'],
  [/\/(?:\.|%2e){1,2}(?:\/|$)/i, 'it has "." or ".." as a segment'],
  [/\/:|\/\*$/, 'it is a pattern'],
  [/[\s\0]/, 'it has white space'],
]

function encoded(base: string): string {
  return base === '' ? '' : new URL(base, 'http://localhost').pathname
}
