/**
 * What the page shows of events that have no outcome yet. An effect is shown when its event happens, and is laid over
 * everything that the server renders until the event has ended, in the order of the events. Of the event that has ended nothing is left when the
 * difference of the same frame is shown: nobody sees the page without either.
 */
import type { Command, CommandTarget, RowCommand } from '../../protocol/differences.ts'
import { eventOf, type NamedEffect } from '../../protocol/effects.ts'
import type { Happened } from '../additions.ts'
import { core } from '../modules/core.ts'
import { ours } from '../modules/ours.ts'
import { forgetEnding } from './added-row.ts'
import { attempt } from './attempt.ts'
import { changesOf } from './changes.ts'
import type { ExpectedRows, Fields } from './expected-part.ts'
import { expectedRows } from './expected-rows.ts'
import { asksWhatIsPressed, commandsFor } from './commands-for.ts'
import { Expectations, type Expectation } from './expectations.ts'
import { findTargets } from './find-targets.ts'
import { watchMoves } from './gliding.ts'
import { attributeOf, expectOf } from './layers.ts'
import type { Attribute, Change, Expected } from './overlay.ts'
import { noteUnseen } from './removed-row.ts'

const expectations = new Expectations<ExpectedEvent>()
/** The attributes that events are expected to change. */
let affected = new Map<Attribute, readonly [element: Element, name: string]>()
/** Outcomes that came while the page was not that of the server: what they made it render comes later. */
const early = new Map<number, 'done' | 'failed'>()

/** An event has happened whose handler says what to expect. */
export function expect(happened: Happened): void {
  if (!core.loaded.liveOptions && asksWhatIsPressed(happened)) {
    core.withModule('liveOptions', () => expect(happened))
    return
  }
  // It happened before the module was there: what the server has shown since may be what was expected.
  if (isLate(happened) && core.outbox.seen() > 0) return
  const event = new ExpectedEvent(happened)
  if (isOver(event)) return
  watchMoves(() => {
    suspend()
    // It may have taken the place of one that was only waiting.
    endEarly()
    expectations.begin(event)
    show()
  })
}

/** Whether the page may show something of an event that has no outcome. */
export function isExpecting(): boolean {
  return expectations.pending.length > 0
}

/** A frame is about to be applied, with these effects. Trees that change are followed by what is shown over them. */
export function changing(effects: readonly NamedEffect[], changesTrees: boolean): void {
  noteUnseen()
  forgetEnding()
  if (expectations.pending.length === 0) return
  for (const effect of effects) {
    const number = eventOf(effect)
    if (number) early.set(number, effect[0] === 'done' ? 'done' : 'failed')
  }
  if (core.consistency.mismatch && !effects.some(([word]) => word === 'epoch')) return
  suspend()
  endEarly()
  if (!changesTrees) return show()
  state = 'suspended'
  // Nothing may have changed, as it does not fit.
  queueMicrotask(() => state === 'suspended' && show())
}

function endEarly(): void {
  end((event) => (event.number && early.get(event.number)) || (isOver(event) ? 'failed' : undefined))
  early.clear()
}

/** Whether something stands as the server left it, to be changed by it. */
let state: 'shown' | 'suspended' = 'shown'

/** Lays what is expected over what has changed. */
export function showExpected(): void {
  if (affected.size > 0 || expectations.pending.length > 0) show()
}

/** Some events end without a frame: when they could not be sent, or their circuit is over. */
export function followRefusals(): void {
  const look = (): void => {
    if (!expectations.pending.some(isOver)) return
    watchMoves(() => {
      suspend()
      end((event) => (isOver(event) ? 'failed' : undefined))
      show()
    })
  }
  core.page.addEventListener('live:outcome', () => {
    look()
    // The number of one that is refused while it is sent is known after that.
    queueMicrotask(look)
  })
}

/** Whether the event has ended, or could not be sent. */
function isOver({ number }: ExpectedEvent): boolean {
  return number !== undefined && !early.has(number) && !core.outbox.find(number)
}

function end(outcomeOf: (event: ExpectedEvent) => 'done' | 'failed' | undefined): void {
  // What has ended is asked again before it is forgotten.
  const outcomes = new Map(expectations.pending.map((event) => [event, outcomeOf(event)]))
  for (const event of expectations.end((each) => outcomes.get(each))) event.end(outcomes.get(event))
}

/** What resets controls. */
let reset: (effect: never, event: number) => void

/** A reset is about what stands in controls without what is expected: otherwise nobody could tell that they have changed. */
function surroundResets(): void {
  const { performers } = core
  // The module of edits may be there by now.
  if (!performers['reset'] || performers['reset'] === resetBelow) return
  reset = performers['reset']
  performers['reset'] = resetBelow
}

function resetBelow(effect: never, event: number): void {
  suspend()
  reset(effect, event)
  show()
}

/** Rows and values stand as the server left them. */
function suspend(): void {
  surroundResets()
  ours(() => {
    for (const event of expectations.pending.toReversed())
      for (const rows of event.rows.toReversed()) attempt(() => rows.suspend())
  })
}

/** Lays what is expected over what stands in the page. */
function show(): void {
  state = 'shown'
  const expected = new Map<Attribute, Expected[]>()
  const now: typeof affected = new Map()
  for (const event of expectations.pending) {
    ours(() => {
      for (const rows of event.rows) attempt(() => rows.apply(event.findRows))
    })
    for (const { target, name, changes } of event.changes) {
      for (const element of event.find(target)) {
        const attribute = attributeOf(element, name)
        const decided = event.decidedFor(attribute)
        now.set(attribute, [element, name])
        expected.set(attribute, [...(expected.get(attribute) ?? []), { changes, decided }])
      }
    }
    event.shown()
  }
  for (const [attribute, [element, name]] of affected) if (!now.has(attribute)) expectOf(element, name, [])
  for (const [attribute, [element, name]] of now) expectOf(element, name, expected.get(attribute) ?? [])
  affected = now
}

/** What a command changes of an attribute. */
interface ExpectedChange {
  readonly target: CommandTarget
  readonly name: string
  readonly changes: readonly Change[]
}

class ExpectedEvent implements Expectation {
  readonly changes: readonly ExpectedChange[]
  /** What is more than attributes. */
  readonly rows: readonly ExpectedRows[]
  readonly #happened: Happened
  #decided = new WeakMap<Attribute, Map<Change, string | null>>()
  /** The rows that it was about when it happened: what they are found by may be something else's in the meantime. */
  readonly #rows = new Map<CommandTarget, readonly HTMLElement[]>()
  /** What is missing is reported once: later the server may have removed it. */
  #isReported = false

  constructor(happened: Happened) {
    this.#happened = happened
    const commands = commandsFor(happened)
    const fields = fieldsOf(happened)
    this.rows = commands.flatMap((command) => (isRowCommand(command) ? expectedRows(command, fields) : []))
    this.changes = commands.flatMap((command) => {
      const [name, ...changes] = changesOf(command) ?? []
      // What changes an attribute has a target.
      return name === undefined ? [] : { target: command[1] as CommandTarget, name, changes }
    })
  }

  get number(): number | undefined {
    return this.#happened.number
  }

  decideAgain(): void {
    this.#decided = new WeakMap()
    for (const rows of this.rows) rows.decideAgain?.()
  }

  end(outcome: 'done' | 'failed' | undefined): void {
    ours(() => {
      for (const rows of this.rows) attempt(() => rows.end(outcome === 'done'))
    })
  }

  decidedFor(attribute: Attribute): Map<Change, string | null> {
    const decided = this.#decided.get(attribute) ?? new Map<Change, string | null>()
    this.#decided.set(attribute, decided)
    return decided
  }

  readonly find = (target: CommandTarget): readonly HTMLElement[] =>
    findTargets(target, this.#happened.element, this.#isReported ? () => {} : core.report)

  /** The rows that were found first, or those that the server has made in their place. */
  readonly findRows = (target: CommandTarget): readonly HTMLElement[] => {
    const known = this.#rows.get(target)?.filter((row) => core.natural(row).isConnected) ?? []
    const rows = known.length > 0 ? known : this.find(target)
    this.#rows.set(target, rows)
    return rows
  }

  shown(): void {
    this.#isReported = true
  }
}

function isRowCommand(command: Command): command is RowCommand {
  return /^(set(Value|Fields)|(append|prepend|remove|move)Row)$/.test(command[0])
}

/** Whether its listeners have been called. */
function isLate({ event }: Happened): boolean {
  return event.eventPhase === Event.NONE
}

function fieldsOf(happened: Happened): Fields {
  const { event, target, element, number } = happened
  const late = isLate(happened)
  // What was sent is what stood there when it happened.
  const { form: sent, value = '' } = (number ? core.outbox.find(number)?.payload : undefined) ?? {}
  if (late && sent)
    return { isLate: late, texts: new Map(sent.map(([name, text = String(value)]) => [name, text])) }
  // Submits alone have a submitter.
  const { submitter } = event as Partial<SubmitEvent>
  const form =
    [target, element].find((each) => each instanceof HTMLFormElement) ??
    core.formOf(target) ??
    core.formOf(element)
  // A button that has gone meanwhile is none of the form's.
  const pressed = submitter && core.formOf(submitter) === form ? submitter : null
  const fields = form instanceof HTMLFormElement ? new FormData(form, pressed) : []
  const texts = new Map(
    [...fields].map(([name, each]) => [name, typeof each === 'string' ? each : each.name]),
  )
  return { isLate: late, texts }
}
