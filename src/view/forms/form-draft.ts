/** What was typed into a form and not sent yet, kept in the browser. */
import { Stored } from '../stored.ts'
import type { StandardSchema } from '../standard-schema.ts'
import type { ViewScope } from '../view-scope.ts'
import type { Values } from './content.ts'

interface Draft {
  readonly values?: Values
}

/** Whatever was kept: the schema of the form reads it when it is sent. */
const ANY: StandardSchema<unknown, Draft> = {
  '~standard': {
    version: 1,
    vendor: 'overwire',
    validate: (value) => ({ value: { values: valuesIn(value) } }),
  },
}

/** Milliseconds after a change. */
const DELAY = 500

export class FormDraft extends Stored<Draft> {
  readonly #scope: ViewScope
  readonly #found: (values: Values) => void
  #cancel: (() => void) | undefined
  /** The form was sent or reset before the browser had told what it keeps. */
  isOver = false

  /** `found` is called with what an earlier page has kept. */
  constructor(scope: ViewScope, name: string, found: (values: Values) => void) {
    super(scope, { name: `form ${name}`, schema: ANY, area: 'local' })
    this.#scope = scope
    this.#found = found
  }

  override received(key: string, text: string): void {
    // What comes later is what another tab types into a form of its own.
    const isFirst = !this.known
    super.received(key, text)
    const { values } = this.value
    if (this.known && this.isOver) this.clear()
    else if (isFirst && this.known && values && Object.keys(values).length > 0) this.#found(values)
  }

  /** Keeps what the form holds in a moment. `read` is asked then. */
  keepSoon(read: () => Values): void {
    if (this.#cancel || !this.#scope.running) return
    this.#cancel = this.#scope.runtime.after(DELAY, () => {
      this.#cancel = undefined
      this.#keep(read())
    })
  }

  override clear(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.isOver = !this.known
    if (this.known) super.clear()
    else this.forget()
  }

  override end(): void {
    this.#cancel?.()
    super.end()
  }

  #keep(values: Values): void {
    this.isOver = false
    try {
      this.set({ values })
    } catch (error) {
      // It is too long to be kept: what is in the form stays there.
      this.#scope.runtime.report(this.#scope.record, error)
    }
  }
}

function valuesIn(value: unknown): Values {
  const values: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'values') : {}
  // What JSON makes of an object is one.
  return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as Values) : {}
}
