import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Edit, HALF_TYPED } from '../../src/client/edits/edit.ts'
import { EventOrder } from '../../src/client/edits/event-order.ts'
import { mirrorValue } from '../../src/client/edits/mirror.ts'
import { BrowserModel, type Rules } from './edits-browser.ts'
import {
  ServerModel,
  type Deed,
  type Field,
  type ModelEvent,
  type ModelFrame,
  type ServerFaults,
} from './edits-server.ts'

const REAL: Rules = { Edit, EventOrder, mirrorValue }

type Step =
  | readonly ['type' | 'delete' | 'leave' | 'compose' | 'elsewhere' | 'present' | 'listening', field: number]
  | readonly ['click' | 'click for the newest', field: number, deed: Deed]
  | readonly ['finish', which: number]
  | readonly ['render' | 'arrive' | 'show' | 'reset' | 'restart', unused: 0]

const someField = fc.nat({ max: 1 })
const nothing = fc.constant(0 as const)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constant('type' as const), someField) },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom('delete', 'leave', 'compose', 'elsewhere', 'present', 'listening'),
        someField,
      ),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constantFrom('click', 'click for the newest'),
        someField,
        fc.constantFrom<Deed>('save', 'clear', 'preset late', 'nothing', 'tell again', 'reset', 'throw'),
      ),
    },
    { weight: 3, arbitrary: fc.tuple(fc.constant('finish' as const), fc.nat({ max: 3 })) },
    { weight: 15, arbitrary: fc.tuple(fc.constantFrom('render', 'arrive', 'show'), nothing) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('reset', 'restart'), nothing) },
  ),
  { maxLength: 60, size: 'max' },
)

const field: fc.Arbitrary<Field> = fc.record({
  input: fc.constantFrom('keep', 'capitals', 'refuse', 'throw', 'none'),
  pace: fc.constantFrom('quick', 'assigns late', 'ends late'),
  place: fc.constantFrom('field', 'form'),
  isNewestOnly: fc.boolean(),
  hasChange: fc.boolean(),
})

const pages = fc.tuple(fc.tuple(field, field), steps)

/** A page, its server, and two queues between them; throws at the first thing that must not be. */
class World {
  browser: BrowserModel
  server: ServerModel
  down: ModelFrame[] = []
  readonly #fields: readonly Field[]
  readonly #faults: ServerFaults
  #letters = 0

  constructor(fields: readonly Field[], rules: Rules, faults: ServerFaults) {
    this.#fields = fields
    this.#faults = faults
    this.browser = new BrowserModel(fields, rules)
    this.server = this.#start()
  }

  step([what, which, deed]: Step): void {
    const { browser, server } = this
    const text = browser.fields[which]?.text ?? ''
    switch (what) {
      case 'type':
        return browser.edit(which, text + this.#letter())
      case 'delete':
        return browser.edit(which, text.slice(0, -1))
      case 'leave':
        return browser.leave(which)
      case 'compose':
        return browser.compose(which)
      case 'click':
      case 'click for the newest':
        return browser.click(which, deed ?? 'nothing', what !== 'click')
      case 'reset':
        return browser.resetForm()
      case 'elsewhere':
        return server.changeElsewhere(which, this.#letter().repeat(2))
      case 'present':
      case 'listening':
        return server.toggle(what, which)
      case 'finish':
        return server.finish(which)
      case 'render':
        return this.#render()
      case 'arrive':
        return this.#arrive()
      case 'show':
        return this.#show()
      case 'restart':
        return this.#restart()
    }
  }

  /** Lets everything end that has begun, and compares what both ends hold. */
  end(): void {
    const { browser } = this
    browser.fields.forEach(({ isComposing }, index) => isComposing && browser.compose(index))
    for (let round = 0; round < 500; round++) {
      this.#arrive()
      this.server.finish(0)
      this.#render()
      this.#show()
    }
    browser.fields.forEach((shown, index) => {
      browser.expect(shown.mirror.rendered === this.server.tree[index], 'the mirror is another one')
      browser.expect(
        !shown.mayBeReplaced() || shown.text === shown.mirror.rendered,
        `"${shown.text}" is left and "${String(shown.mirror.rendered)}" was rendered`,
      )
      for (const event of shown.waited.values()) browser.expect(event.sentAt > 0, 'an event is never sent')
    })
  }

  #start(state?: readonly string[]): ServerModel {
    const server = new ServerModel(this.#fields, this.#faults, state && [...state])
    server.onClick = (click, started) => this.#compareText(click, started)
    return server
  }

  /** When a click starts, its server has all the text that the user had typed before it. */
  #compareText(click: ModelEvent, started: readonly ModelEvent[]): void {
    this.#fields.forEach((_, index) => {
      const isOlder = ({ field, type, number }: ModelEvent): boolean =>
        field === index && type === 'input' && number < click.number
      const sent = this.browser.sentBefore(click).filter(isOlder)
      const missing = sent.filter((event) => !started.includes(event))
      this.browser.expect(missing.length === 0, 'a click overtakes what was typed')
      const waits = this.browser.fields[index]?.waited.get('input')
      const overtakes =
        waits?.madeAt !== undefined && waits.madeAt < click.madeAt && waits.sentAt > click.sentAt
      this.browser.expect(!overtakes, 'a click is sent before what was typed')
    })
  }

  #render(): void {
    const frame = this.server.render()
    if (frame) this.down.push(frame)
  }

  #arrive(): void {
    const event = this.browser.up.shift()
    if (event) this.server.receive(event)
  }

  #show(): void {
    const frame = this.down.shift()
    if (frame) this.browser.apply(frame)
  }

  /** The server is another one now, with the same state, and renders all of it. */
  #restart(): void {
    const { state } = this.server
    this.browser.restart()
    this.server = this.#start(state)
    const values = new Map(state.entries())
    const all = this.#fields.map(() => true)
    this.down = [{ values, present: all, listening: all, cause: 0, causedAt: 0, resets: [], outcomes: [] }]
  }

  #letter(): string {
    return String.fromCharCode(97 + (this.#letters++ % 26))
  }
}

function play(
  [fields, script]: [readonly Field[], readonly Step[]],
  rules: Rules,
  faults: ServerFaults,
): void {
  const world = new World(fields, rules, faults)
  for (const step of script) world.step(step)
  world.end()
}

describe('whatever the user, the server and the connection do', () => {
  test('text is replaced only when it was taken into account, and always then', () => {
    const run = fc.property(pages, (page) => play(page, REAL, {}))
    expect(() => fc.assert(run, { numRuns: 10_000 })).not.toThrow()
  })
})

describe('a browser or a server with a fault is caught:', () => {
  class ShowsAlways extends Edit {
    protected override mayShow(): boolean {
      return true
    }
  }
  class NeverSettles extends Edit {
    protected override settles(): boolean {
      return false
    }
  }
  class ResetsAll extends Edit {
    override mayReset(): boolean {
      return true
    }
  }
  class IgnoresWhatWaits extends Edit {
    override wait(): void {}
    override waited(): void {}
  }
  class DisturbsInputMethods extends Edit {
    override show(): void {
      super.show(HALF_TYPED)
    }
  }
  class NeverFlushes extends EventOrder {
    override flush(): void {}
  }
  class TakesWhatWaitsForLater extends EventOrder {
    override change(edit: Edit): void {
      edit.change(this.next())
    }
  }
  class TakesFailuresForDone extends EventOrder {
    override end(number: number): void {
      super.end(number, true)
    }
  }
  const takesRepeats = (...[mirror, value]: Parameters<typeof mirrorValue>): boolean =>
    mirrorValue(mirror, value) || true

  test.each<[string, Partial<Rules>, ServerFaults]>([
    ['it shows every value', { Edit: ShowsAlways }, {}],
    ['the last word of a handler is never shown', { Edit: NeverSettles }, {}],
    ['an event is covered by what is sent while it waits', { Edit: IgnoresWhatWaits }, {}],
    ['a reset takes what was typed after it', { Edit: ResetsAll }, {}],
    ['an input method is disturbed', { Edit: DisturbsInputMethods }, {}],
    ['a click is sent before what was typed', { EventOrder: NeverFlushes }, {}],
    ['what waits has told of what is typed after it', { EventOrder: TakesWhatWaitsForLater }, {}],
    ['a handler that threw has the last word', { EventOrder: TakesFailuresForDone }, {}],
    ['a value that is told again is shown', { mirrorValue: takesRepeats }, {}],
    ['the cause of a frame is the newest event that has started', {}, { cause: 'started' }],
    ['the cause of a frame is the newest event that was received', {}, { cause: 'received' }],
    ['a click starts before what was typed', {}, { isWithoutOrder: true }],
  ])('%s', (_, fault, faults) => {
    const found = fc.check(
      fc.property(pages, (page) => play(page, { ...REAL, ...fault }, faults)),
      { numRuns: 60_000, endOnFailure: true },
    )
    expect(found.failed).toBe(true)
  })
})
