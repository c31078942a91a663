import { LocalScope } from '../local/local-scope.ts'
import { Misuse } from '../template-value.ts'
import { directiveCall, expectedOnly } from './where-it-belongs.ts'

/** Names a value in a message, shortly. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shorten(value))
    case 'function':
      return value.name === '' ? 'a function' : `the function "${shorten(value.name)}"`
    case 'object':
      return value === null ? 'null' : describeObject(value)
    default:
      return shorten(String(value))
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function describeObject(value: object): string {
  if (value instanceof Misuse) return value.call
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (value instanceof Date) return 'a Date'
  if ('then' in value) return 'a Promise'
  if (LocalScope.is(value)) return `the local state "${LocalScope.nameOf(value)}"`
  const call = expectedOnly(value) ?? directiveCall(value)
  if (call !== null) return `what "${call}" returns`
  if ('kind' in value && typeof value.kind === 'string') return NAMES.get(value.kind) ?? 'an object'
  const { name } = value.constructor ?? Object
  return name !== 'Object' ? `an object of class ${name}` : 'an object'
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['repeat', 'what "repeat" returns'],
  ['guard', 'what "guard" returns'],
  ['continued', 'what "markdown" returns'],
  ['keyed-value', 'what "keyed" returns'],
  ['raw-value', 'what "unsafeHTML" returns'],
  ['styles', 'what "styleMap" returns'],
  ['attributes', 'what "attrs" returns'],
  ['expansion', 'what "bind" or a field of a form returns'],
  ['portal-value', 'what "portal" returns'],
  ['foreign', 'what "foreign" returns'],
  ['binding', 'a handler with options'],
  ['local', 'a value of local state'],
  ['component-value', 'a component'],
  ['stream-source', 'a stream'],
])
