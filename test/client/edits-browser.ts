/**
 * A browser as the model of edits needs it: the client's own rules, with texts in the place of controls. An
 * oracle beside them keeps by the clock what the rules keep by the numbers of events: whether what the user did
 * to a field still stands.
 */
import { COMPOSING, FREE, HALF_TYPED, type Edit, type EditedControl } from '../../src/client/edits/edit.ts'
import type { EventOrder } from '../../src/client/edits/event-order.ts'
import type { mirrorValue, Mirror } from '../../src/client/edits/mirror.ts'
import type { Deed, Field, ModelEvent, ModelFrame } from './edits-server.ts'

/** The parts of the client that are tried: the real ones, or one of them with a fault. */
export interface Rules {
  readonly Edit: typeof Edit
  readonly EventOrder: typeof EventOrder
  readonly mirrorValue: typeof mirrorValue
}

export class ModelField implements EditedControl {
  text: string
  readonly mirror: Mirror
  readonly edit: Edit
  isComposing = false
  /** What the user did may be replaced: it was taken into account, or there is nothing. */
  isFree = true
  changedAt = 0
  /** The latest event of each type that had to wait. */
  readonly waited = new Map<string, ModelEvent>()
  readonly own = new Set<ModelEvent>()
  newest: ModelEvent | undefined
  newestSettles = false

  readonly #browser: BrowserModel

  constructor(browser: BrowserModel, text: string, rules: Rules) {
    this.#browser = browser
    this.text = text
    this.mirror = { rendered: text }
    this.edit = new rules.Edit(this)
  }

  busy(): typeof COMPOSING | typeof FREE {
    return this.isComposing ? COMPOSING : FREE
  }

  show(): void {
    const { text, mirror } = this
    if (text === mirror.rendered) return
    this.#browser.expect(this.mayBeReplaced(), `"${text}" is replaced by "${String(mirror.rendered)}"`)
    this.#browser.expect(!this.isComposing || this.#browser.isDecisive, 'an input method is disturbed')
    this.text = String(mirror.rendered)
  }

  withhold(): void {
    this.#browser.expect(!this.mayBeReplaced(), 'what may be shown is withheld')
  }

  mayBeReplaced(): boolean {
    return this.isFree || this.isSettled()
  }

  /** Whether the last word of the field's own handlers was about what the user did last. */
  isSettled(): boolean {
    const { newest } = this
    return !!newest && this.own.size === 0 && this.newestSettles && newest.sentAt >= this.toldAt()
  }

  /** From when on what is sent tells of the latest change: not what was read before that, nor what overtakes it. */
  toldAt(): number {
    const ahead = this.#browser.readAhead.filter(({ madeAt }) => madeAt < this.changedAt)
    return Math.max(this.changedAt, ...ahead.map(({ sentAt }) => (sentAt ? sentAt + 1 : Infinity)))
  }

  /** Whether what was rendered for an event that was sent then takes the latest change into account. */
  isCoveredAt(moment: number): boolean {
    const waited = [...this.waited.values()].map(({ sentAt }) => sentAt || Infinity)
    return moment >= Math.max(this.toldAt(), ...waited)
  }
}

export class BrowserModel {
  readonly fields: ModelField[]
  readonly order: EventOrder
  /** What was sent and has not arrived. */
  up: ModelEvent[] = []
  /** Clicks that may wait, and tell what was shown when they happened. */
  readonly readAhead: ModelEvent[] = []
  /** What is shown now was caused by a click or a reset. */
  isDecisive = false

  readonly #setting: readonly Field[]
  readonly #rules: Rules
  readonly #sent = new Map<number, ModelEvent>()
  readonly #log: ModelEvent[] = []
  readonly #owners = new Map<ModelEvent, ModelField>()
  #listening: readonly boolean[]
  #numbers = 0
  #clock = 1
  /** There is no circuit that takes events. */
  #isOver = false

  constructor(setting: readonly Field[], rules: Rules) {
    this.#setting = setting
    this.#rules = rules
    this.order = new rules.EventOrder(() => this.#numbers + 1)
    this.#listening = setting.map(() => true)
    this.fields = setting.map(() => new ModelField(this, '', rules))
  }

  expect(holds: boolean, otherwise: string): void {
    if (!holds) throw new Error(otherwise)
  }

  edit(index: number, text: string): void {
    const field = this.#field(index)
    field.text = text
    field.isFree = false
    field.changedAt = ++this.#clock
    this.order.change(field.edit, 0)
    if (this.#setting[index]?.input !== 'none') this.#tell('input', index)
  }

  /** The user leaves a field. */
  leave(index: number): void {
    if (this.#setting[index]?.hasChange) this.#tell('change', index)
  }

  compose(index: number): void {
    const field = this.#field(index)
    field.isComposing = !field.isComposing
    if (!field.isComposing) field.edit.release()
  }

  /** `isNewestOnly`: one of them is under way at a time. */
  click(index: number, deed: Deed, isNewestOnly: boolean): void {
    const shown = this.fields.map(({ text }) => text)
    const event: ModelEvent = {
      type: 'click',
      field: index,
      deed,
      shown,
      madeAt: ++this.#clock,
      number: 0,
      sentAt: 0,
      value: '',
    }
    const tick = (): number => ++this.#clock
    if (isNewestOnly) this.readAhead.push(event)
    this.order.push({
      source: [isNewestOnly ? 'newest' : event],
      isNewestOnly,
      isDecisive: true,
      settles: true,
      happened: {
        payload: shown,
        // Another one takes its place.
        set number(_: number) {
          event.sentAt = tick()
        },
      },
      send: () => {
        const number = this.#isOver ? 0 : this.#send(event)
        event.sentAt ||= ++this.#clock
        return number
      },
    })
  }

  /** What was sent in the circuit of this event before it. */
  sentBefore(event: ModelEvent): ModelEvent[] {
    return this.#log.slice(0, this.#log.indexOf(event))
  }

  resetForm(): void {
    this.isDecisive = true
    for (const field of this.fields) {
      field.isFree = true
      field.edit.show(HALF_TYPED)
    }
    this.isDecisive = false
  }

  apply(frame: ModelFrame): void {
    this.isDecisive = this.#sent.get(frame.cause)?.type === 'click'
    this.#listening = frame.listening
    for (const [index, value] of frame.values) {
      const field = this.#field(index)
      const isNews = value !== field.mirror.rendered
      if (isNews && field.isCoveredAt(frame.causedAt)) field.isFree = true
      if (!this.#rules.mirrorValue(field.mirror, value)) continue
      field.edit.render(this.order.absolute(frame.cause), this.isDecisive)
    }
    this.isDecisive = true
    for (const number of frame.resets) this.#reset(number)
    this.isDecisive = false
    for (const [number, isDone] of frame.outcomes) this.#end(number, isDone)
    frame.present.forEach((isPresent, index) => {
      // What goes is made anew when it comes back.
      if (!isPresent) {
        this.fields[index] = new ModelField(this, String(this.#field(index).mirror.rendered), this.#rules)
      }
    })
  }

  /** The circuit is over: its events end, and the next one counts from 1. */
  restart(): void {
    this.up = []
    this.#isOver = true
    for (const number of this.#sent.keys()) this.#end(number, false)
    this.#isOver = false
    this.#numbers = 0
    this.#log.length = 0
  }

  #reset(number: number): void {
    const sentAt = this.#sent.get(number)?.sentAt ?? 0
    for (const field of this.fields) {
      if (field.toldAt() <= sentAt) field.isFree = true
      if (field.edit.mayReset(this.order.absolute(number))) field.edit.show(HALF_TYPED)
    }
  }

  #end(number: number, isDone: boolean): void {
    const event = this.#sent.get(number)
    if (!event) return
    this.#sent.delete(number)
    const field = this.#owners.get(event)
    field?.own.delete(event)
    const isLast = event.type === 'change' || !this.#setting[event.field]?.hasChange
    if (field?.newest === event) field.newestSettles = isDone && isLast
    this.order.end(number, isDone)
    if (field?.isSettled()) field.isFree = true
  }

  #tell(type: 'input' | 'change', index: number): void {
    const field = this.#field(index)
    const setting = this.#setting[index]
    if (!setting || !this.#listening[index]) return
    const isOwn = setting.place === 'field' || type === 'change'
    const event: ModelEvent = { type, field: index, madeAt: ++this.#clock, number: 0, sentAt: 0, value: '' }
    this.order.push({
      source: [type, field],
      isNewestOnly: setting.isNewestOnly,
      // A change tells of what was typed: it comes after that.
      isDecisive: type === 'change',
      changes: field.edit,
      own: isOwn ? field.edit : undefined,
      settles: type === 'change' || !setting.hasChange,
      happened: {},
      send: () => {
        event.value = field.text
        const isGone = this.#isOver || !this.#listening[index] || this.fields[index] !== field
        const number = isGone ? 0 : this.#send(event)
        event.sentAt ||= ++this.#clock
        if (!isOwn || !number) return number
        this.#owners.set(event, field)
        field.own.add(event)
        field.newest = event
        field.newestSettles = false
        return number
      },
    })
    if (!event.sentAt) field.waited.set(type, event)
  }

  #send(event: ModelEvent): number {
    event.number = ++this.#numbers
    event.sentAt = ++this.#clock
    this.#sent.set(event.number, event)
    this.up.push(event)
    this.#log.push(event)
    return event.number
  }

  #field(index: number): ModelField {
    const field = this.fields[index]
    if (!field) throw new Error(`There is no field ${index}.`)
    return field
  }
}
