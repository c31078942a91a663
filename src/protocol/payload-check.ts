/**
 * Checks what an event tells of itself. Objects come back without a prototype, so that no name in them
 * can mean more than itself.
 */
import { malformedFrame } from '../errors/protocol.ts'
import type { Json } from './differences.ts'
import { NAME_LENGTH, PAYLOAD_DEPTH, PAYLOAD_FIELDS } from './limits.ts'
import type { EventPayload, FormEntry, Transfer } from './messages.ts'

/** The payload of an event that tells nothing. */
export const NO_PAYLOAD: EventPayload = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ bare())

/** The payload of an event, as checked. */
export interface CheckedPayload {
  readonly payload: EventPayload
  /** Which bound was passed; null when none was. */
  readonly excess: string | null
}

/**
 * Throws `malformed-frame` when any field is not what {@link EventPayload} says. A payload that is only larger
 * than the bounds, which an honest page may send, has an `excess`.
 */
export function checkPayload(payload: unknown): CheckedPayload {
  const budget: Budget = { fields: PAYLOAD_FIELDS, excess: null }
  const checked = payload === undefined ? NO_PAYLOAD : checkFields(payload, budget)
  return { payload: checked, excess: budget.excess }
}

/** What may still be spent on fields of this event, and the bound that was passed. */
interface Budget {
  fields: number
  excess: string | null
}

type Check = (value: unknown, budget: Budget, name: string) => unknown

const CHECKS: Readonly<Record<keyof EventPayload, Check>> = {
  value: (value, budget, name) => (typeof value === 'string' ? value : list(value, budget, name).map(string)),
  checked: boolean,
  form: formOf,
  data: (value, budget, name) => copy(counted(value, budget), budget, name, string),
  key: string,
  code: string,
  repeat: boolean,
  modifiers: string,
  button: finite,
  at: (value, budget, name) => numbers(value, budget, name, 4),
  wheel: (value, budget, name) => numbers(value, budget, name, 2),
  scroll: (value, budget, name) => numbers(value, budget, name, 2),
  row: string,
  transfer: transferOf,
  detail: (value, budget) => json(value, budget, PAYLOAD_DEPTH),
  recovered: boolean,
  local: (value, budget, name) =>
    copy(counted(value, budget), budget, name, (state) =>
      copy(counted(state, budget), budget, name, localData),
    ),
}

function formOf(value: unknown, budget: Budget, name: string): FormEntry[] {
  const entries = list(value, budget, name).map(formEntry)
  // With many a small frame would make a large form.
  if (entries.filter(({ length }) => length === 1).length > 1)
    throw malformedFrame({ reason: 'more than one form entry has no text' })
  return entries
}

function transferOf(value: unknown, budget: Budget, name: string): Transfer {
  const [text, html, ...files] = list(value, budget, name)
  // Of what is beyond a bound nothing is read.
  if (budget.excess !== null) return ['', '']
  return [string(text), string(html), ...files.map(fileOf)]
}

function fileOf(file: unknown): readonly [name: string, type: string, size: number] {
  if (!Array.isArray(file) || file.length !== 3)
    throw malformedFrame({ reason: 'a file is not a name with a type and a size' })
  // `isArray` leaves `any[]`: nothing is known of what is in it.
  const [name, type, size] = file as readonly unknown[]
  return [string(name), string(type), finite(size)]
}

function checkFields(payload: unknown, budget: Budget): EventPayload {
  return copy(counted(payload, budget), budget, 'payload', (value, _, name) => {
    // An own property of the table: its keys are exactly these.
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof EventPayload] : null
    if (check === null)
      throw malformedFrame({ reason: `an event has no field ${JSON.stringify(name.slice(0, NAME_LENGTH))}` })
    return check(value, budget, name)
  })
}

function formEntry(entry: unknown): FormEntry {
  if (Array.isArray(entry) && entry.length <= 2) {
    // `isArray` leaves `any[]`: nothing is known of what is in it.
    const [name, text] = entry as readonly unknown[]
    if (typeof name === 'string') {
      if (typeof text === 'string') return [name, text]
      if (entry.length === 1) return [name]
    }
  }
  throw malformedFrame({ reason: 'a form entry is not a name with a text' })
}

// --- values ---

function string(value: unknown): string {
  if (typeof value !== 'string')
    throw malformedFrame({ reason: 'a field that holds text holds something else' })
  return value
}

function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean')
    throw malformedFrame({ reason: 'a field that holds a boolean holds something else' })
  return value
}

function finite(value: unknown): number {
  if (!Number.isFinite(value))
    throw malformedFrame({ reason: 'a field that holds a number holds something else' })
  // `Number.isFinite` is true for numbers alone, without converting.
  return value as number
}

function localData(value: unknown): boolean | number | string {
  return typeof value === 'string' || typeof value === 'boolean' ? value : finite(value)
}

function list(value: unknown, budget: Budget, name: string): unknown[] {
  if (!Array.isArray(value)) throw malformedFrame({ reason: `${name} is not a list` })
  spend(budget, value.length)
  return budget.excess === null ? value : []
}

function numbers(value: unknown, budget: Budget, name: string, count: number): number[] {
  if (!Array.isArray(value) || value.length !== count)
    throw malformedFrame({ reason: `${name} does not hold ${count} numbers` })
  return list(value, budget, name).map(finite)
}

/** What an element of the page told. Its size is bounded by that of the frame alone: no person fills it in. */
function json(value: unknown, budget: Budget, depth: number): Json {
  // What JSON.parse gives is an object, an array or a scalar that JSON has.
  if (typeof value !== 'object' || value === null || budget.excess !== null) return value as Json
  if (depth === 0) budget.excess = `its detail nests deeper than ${PAYLOAD_DEPTH} levels`
  else if (Array.isArray(value)) for (const member of value) json(member, budget, depth - 1)
  else checkMembers(value, budget, depth)
  // It is the parser's own, and every member of it was looked at. With an excess it is not used.
  return value as Json
}

/** Takes the prototype away where it is: a copy of each of many small objects takes ten times as long. */
function checkMembers(value: object, budget: Budget, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    checkKey(key, budget, 'detail')
    json(member, budget, depth - 1)
  }
  Object.setPrototypeOf(value, null)
}

/** A copy without a prototype, each member checked. */
function copy(value: unknown, budget: Budget, name: string, check: Check): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformedFrame({ reason: `${name} is not an object` })
  }
  const copied = bare()
  // What is beyond a bound is not used, so nothing more of it is read.
  if (budget.excess !== null) return copied
  for (const [key, member] of Object.entries(value)) {
    checkKey(key, budget, name)
    copied[key] = check(member, budget, key)
  }
  return copied
}

function checkKey(key: string, budget: Budget, name: string): void {
  if (key === '__proto__') throw malformedFrame({ reason: `${name} has a field with the name __proto__` })
  if (key.length > NAME_LENGTH) budget.excess = `a name in ${name} is longer than ${NAME_LENGTH} characters`
}

function counted(fields: unknown, budget: Budget): unknown {
  if (typeof fields === 'object' && fields !== null) spend(budget, Object.keys(fields).length)
  return fields
}

function spend(budget: Budget, fields: number): void {
  budget.fields -= fields
  if (budget.fields < 0) budget.excess = `it has more than ${PAYLOAD_FIELDS} fields`
}

function bare(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>
}
