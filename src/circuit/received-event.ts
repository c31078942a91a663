import { isTransfer } from '../protocol/event-types.ts'
import { FORM_FIELD, TOKEN_FIELD } from '../protocol/form-fields.ts'
import type { LocalReport } from '../protocol/local-expressions.ts'
import type { Json } from '../protocol/differences.ts'
import type { Effect, EventMessage, EventPayload } from '../protocol/messages.ts'
import { createGuardedController } from '../view/guarded-abort.ts'
import type {
  LiveDropEvent,
  LiveKeyboardEvent,
  LiveScrollEvent,
  LiveWheelEvent,
  TransferredFile,
} from '../template/live-event.ts'

const NOTHING: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>)

const NO_STATES: LocalReport = Object.freeze(Object.create(null) as LocalReport)

/** Where an event comes from. */
export interface EventOrigin {
  readonly circuit: string
  /** The count of events of its circuit, this one included. */
  readonly number: number
  /** Called with what a listener of its signal throws. */
  report(error: unknown): void
}

/** Whether it would tell of what was pasted or dropped, and its browser could not read that any more. */
export function isUnread({ type, payload }: EventMessage): boolean {
  return isTransfer(type) && payload.transfer === undefined
}

/** An event as handlers see it: every field of every type, empty where the browser said nothing. */
export class ReceivedEvent implements LiveKeyboardEvent, LiveWheelEvent, LiveScrollEvent, LiveDropEvent {
  readonly type: string
  /** The count of events of its circuit, this one included. */
  readonly number: number
  /** Whether the hook that has pushed it was given more than nothing. */
  hasReplied = false
  readonly #circuit: string
  readonly #report: (error: unknown) => void
  readonly #payload: EventPayload
  readonly #effect: (effect: Effect) => void
  #controller: AbortController | undefined
  #form: FormData | undefined

  /** `effect` queues what it asks the browser for. */
  constructor(
    { type, payload }: { readonly type: string; readonly payload: EventPayload },
    { circuit, number, report }: EventOrigin,
    effect: (effect: Effect) => void,
  ) {
    this.type = type
    this.number = number
    this.#circuit = circuit
    this.#report = report
    this.#payload = payload
    this.#effect = effect
  }

  get id(): string {
    return `${this.#circuit}:${this.number}`
  }

  get signal(): AbortSignal {
    this.#controller ??= createGuardedController(this.#report)
    return this.#controller.signal
  }

  /** Aborts {@link signal}, for those who asked for it and those who will. */
  abort(reason?: unknown): void {
    this.#controller ??= createGuardedController(this.#report)
    this.#controller.abort(reason)
  }

  /** Whether {@link signal} is aborted. */
  get aborted(): boolean {
    return this.#controller?.signal.aborted ?? false
  }

  reset(selector?: string): void {
    this.#effect(selector === undefined ? ['reset', this.number] : ['reset', this.number, selector])
  }

  /** What the hook gets that has pushed it. */
  reply(value: Json): void {
    this.hasReplied = value !== null
    this.#effect(['reply', this.number, value])
  }

  get value(): string {
    return this.values[0] ?? ''
  }

  get values(): readonly string[] {
    const { value } = this.#payload
    return value === undefined ? [] : typeof value === 'string' ? [value] : value
  }

  get checked(): boolean {
    return this.#payload.checked ?? false
  }

  get form(): FormData {
    if (!this.#form) {
      this.#form = new FormData()
      for (const [name, text = this.value] of this.#payload.form ?? []) {
        if (name !== FORM_FIELD && name !== TOKEN_FIELD) this.#form.append(name, text)
      }
    }
    return this.#form
  }

  get data(): Readonly<Record<string, string>> {
    return this.#payload.data ?? NOTHING
  }

  get detail(): unknown {
    return this.#payload.detail ?? null
  }

  get recovered(): boolean {
    return this.#payload.recovered ?? false
  }

  get local(): LocalReport {
    return this.#payload.local ?? NO_STATES
  }

  get row(): string {
    return this.#payload.row ?? ''
  }

  get key(): string {
    return this.#payload.key ?? ''
  }

  get code(): string {
    return this.#payload.code ?? ''
  }

  get repeat(): boolean {
    return this.#payload.repeat ?? false
  }

  get altKey(): boolean {
    return this.#modified('a')
  }

  get ctrlKey(): boolean {
    return this.#modified('c')
  }

  get metaKey(): boolean {
    return this.#modified('m')
  }

  get shiftKey(): boolean {
    return this.#modified('s')
  }

  get button(): number {
    return this.#payload.button ?? 0
  }

  get clientX(): number {
    return this.#payload.at?.[0] ?? 0
  }

  get clientY(): number {
    return this.#payload.at?.[1] ?? 0
  }

  get offsetX(): number {
    return this.#payload.at?.[2] ?? 0
  }

  get offsetY(): number {
    return this.#payload.at?.[3] ?? 0
  }

  get deltaX(): number {
    return this.#payload.wheel?.[0] ?? 0
  }

  get deltaY(): number {
    return this.#payload.wheel?.[1] ?? 0
  }

  get scrollLeft(): number {
    return this.#payload.scroll?.[0] ?? 0
  }

  get scrollTop(): number {
    return this.#payload.scroll?.[1] ?? 0
  }

  get text(): string {
    return this.#payload.transfer?.[0] ?? ''
  }

  get html(): string {
    return this.#payload.transfer?.[1] ?? ''
  }

  get files(): readonly TransferredFile[] {
    const [, , ...files] = this.#payload.transfer ?? []
    return files.map(([name, type, size]) => ({ name, type, size }))
  }

  #modified(letter: string): boolean {
    return this.#payload.modifiers?.includes(letter) ?? false
  }
}
