/** What the holes among attributes are: their values decide. */
import { LocalScope } from '../local/local-scope.ts'
import type { DirectiveValue, ForeignValue } from '../template-value.ts'
import type { ElementPartKind } from './part.ts'

/**
 * The descriptor of each hole: `*` for attributes by name, `!` for what is left to others, `#Hooks` for a directive that this module
 * does, and `!Hooks` for one whose element is left to others.
 */
export type ElementParts = ReadonlyMap<number, string>

/** The descriptor of a hole among attributes that holds this value. */
export function elementDescriptor(value: unknown): string {
  if (LocalScope.is(value)) return '#Local'
  if (typeof value !== 'object' || value === null || !('kind' in value)) return '*'
  // The kinds are this framework's own.
  const known = value as DirectiveValue | ForeignValue | { readonly kind: 'other' }
  if (known.kind === 'foreign') return '!'
  return known.kind === 'directive' ? `${known.closed ? '!' : '#'}${known.module}` : '*'
}

export function kindOfDescriptor(descriptor: string): ElementPartKind {
  return descriptor === '*' ? 'spread' : descriptor === '!' ? 'foreign' : 'directive'
}

/** Whether what is in the element is left to others. */
export function isClosing(descriptor: string | undefined): boolean {
  return descriptor?.startsWith('!') === true
}
