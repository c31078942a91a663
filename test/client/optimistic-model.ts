/**
 * A user, a line with latency and a server, and what a page shows between them. The user clicks handlers that flip or set tokens; the
 * server runs them one at a time, at once or in two steps with a render between them, and some fail or are refused; others
 * change the same tokens. Frames carry a render and outcomes, and may be merged.
 */
import fc from 'fast-check'
import type * as Expect from '../../src/client/commands/expectations.ts'
import type * as Overlay from '../../src/client/commands/overlay.ts'
import type { Change, Expected } from '../../src/client/commands/overlay.ts'

export interface Modules {
  readonly overlay: typeof Overlay
  readonly expectations: typeof Expect
}

type Fate = 'done' | 'slow' | 'failed' | 'refused' | 'unsent'

type Step =
  | readonly ['click', token: string, how: 'flip' | 'add' | 'remove', fate: Fate]
  /** The server takes a step of the oldest event. */
  | readonly ['work']
  /** The page takes the frames that have arrived. */
  | readonly ['take', merged: boolean]
  /** Somebody else changes a token. */
  | readonly ['other', token: string]

const TOKENS = ['a', 'b']

const token = fc.constantFrom(...TOKENS)
const how = fc.constantFrom('flip' as const, 'add' as const, 'remove' as const)

function steps(fates: readonly Fate[], withOthers: boolean): fc.Arbitrary<readonly Step[]> {
  const click = fc.tuple(token, how, fc.constantFrom(...fates))
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: click.map(([name, kind, fate]): Step => ['click', name, kind, fate]) },
      { weight: 4, arbitrary: fc.constant<Step>(['work']) },
      { weight: 2, arbitrary: fc.boolean().map((merged): Step => ['take', merged]) },
      ...(withOthers ? [{ weight: 1, arbitrary: token.map((name): Step => ['other', name]) }] : []),
    ),
    { maxLength: 30 },
  )
}

interface ClickedEvent {
  readonly number: number
  readonly token: string
  readonly how: 'flip' | 'add' | 'remove'
  readonly fate: Fate
}

interface Frame {
  readonly text: string
  readonly ended: ReadonlyMap<number, 'done' | 'failed'>
}

/** Nothing fails: what the user sees is what their clicks have made of it, at any time. */
export function checkNoFlicker(modules: Modules, runs: number): void {
  fc.assert(
    fc.property(steps(['done', 'slow'], false), (each) => {
      const world = new World(modules)
      const wanted = new Set<string>()
      for (const step of each) {
        if (step[0] === 'click') flip(wanted, step[1], step[2])
        world.step(step)
        world.equals(wanted, 'flickers')
      }
    }),
    { numRuns: runs },
  )
}

/** Whatever fails: once all events have ended the page shows what the server renders, and until then no event that has ended has a share in it. */
export function checkRollback(modules: Modules, runs: number): void {
  fc.assert(
    fc.property(steps(['done', 'slow', 'failed', 'refused', 'unsent'], true), (each) => {
      const world = new World(modules)
      for (const step of each) {
        world.step(step)
        world.equals(world.replayed(), 'shows something else than the open events over the render')
      }
      world.settle()
      world.equals(world.state, 'differs from the server at the end')
    }),
    { numRuns: runs },
  )
}

function flip(tokens: Set<string>, name: string, how: 'flip' | 'add' | 'remove'): void {
  if (how === 'add' || (how === 'flip' && !tokens.has(name))) tokens.add(name)
  else tokens.delete(name)
}

interface Open {
  readonly event: ClickedEvent
  /** What a flip was decided to be. */
  decided: 'add' | 'remove' | undefined
}

class World {
  /** The state of the server. */
  readonly state = new Set<string>()
  readonly #modules: Modules
  readonly #attribute: Overlay.Attribute
  readonly #expectations: Expect.Expectations<
    Expect.Expectation & { readonly number: number; readonly expected: Expected }
  >
  readonly #queue: ClickedEvent[] = []
  readonly #line: Frame[] = []
  #halfDone = false
  #next = 1
  /** The model: open events in order, and what the page has got last. */
  #open: Open[] = []
  #rendered = new Set<string>()

  constructor(modules: Modules) {
    this.#modules = modules
    this.#attribute = modules.overlay.newAttribute(true, '')
    this.#expectations = new modules.expectations.Expectations()
  }

  step(step: Step): void {
    switch (step[0]) {
      case 'click':
        return this.#click({ number: this.#next++, token: step[1], how: step[2], fate: step[3] })
      case 'work':
        return this.#work()
      case 'take':
        return this.#take(step[1])
      case 'other':
        flip(this.state, step[1], 'flip')
        return this.#send(new Map())
    }
  }

  settle(): void {
    while (this.#queue.length > 0) this.#work()
    this.#take(false)
  }

  equals(wanted: ReadonlySet<string>, problem: string): void {
    const shown = this.#modules.overlay.shown(this.#attribute, this.#expected()) ?? ''
    const expected = [...wanted].toSorted().join(' ')
    if (shown.split(' ').filter(Boolean).toSorted().join(' ') !== expected)
      throw new Error(`"${shown}" ${problem}: "${expected}"`)
  }

  /** What the open events make of the render. */
  replayed(): Set<string> {
    const tokens = new Set(this.#rendered)
    for (const open of this.#open) {
      const { token: name, how: kind } = open.event
      const decided = kind === 'flip' ? (open.decided ?? (tokens.has(name) ? 'remove' : 'add')) : kind
      open.decided = decided
      flip(tokens, name, decided)
    }
    return tokens
  }

  #click(event: ClickedEvent): void {
    const { number, token: name, how: kind, fate } = event
    const change: Change = kind === 'flip' ? [name, '', null] : [name, kind === 'add' ? '' : null]
    const decided = new Map<Change, string | null>()
    this.#expectations.begin({
      number,
      decideAgain: () => decided.clear(),
      expected: { changes: [change], decided },
    })
    this.#open.push({ event, decided: undefined })
    this.replayed()
    // It is decided by what is shown now.
    this.#modules.overlay.shown(this.#attribute, this.#expected())
    if (fate === 'unsent') this.#end(new Map([[number, 'failed']]))
    else this.#queue.push(event)
  }

  #work(): void {
    const [event] = this.#queue
    if (!event) return
    const { fate, number } = event
    if (fate === 'slow' && !this.#halfDone) {
      this.#halfDone = true
      flip(this.state, event.token, event.how)
      return this.#send(new Map())
    }
    this.#halfDone = false
    this.#queue.shift()
    if (fate === 'done') flip(this.state, event.token, event.how)
    this.#send(new Map([[number, fate === 'done' || fate === 'slow' ? 'done' : 'failed']]))
  }

  #send(ended: Frame['ended']): void {
    this.#line.push({ text: [...this.state].join(' '), ended })
  }

  #take(merged: boolean): void {
    const frames = this.#line.splice(0)
    const last = frames.at(-1)
    if (merged && last)
      return this.#apply({ text: last.text, ended: new Map(frames.flatMap(({ ended }) => [...ended])) })
    for (const frame of frames) this.#apply(frame)
  }

  #apply({ text, ended }: Frame): void {
    this.#end(ended)
    this.#modules.overlay.render(this.#attribute, text)
    this.#rendered = new Set(text.split(' ').filter(Boolean))
  }

  #end(ended: Frame['ended']): void {
    this.#expectations.end(({ number }) => ended.get(number))
    const failed = this.#open.findIndex(({ event }) => ended.get(event.number) === 'failed')
    for (const [index, open] of this.#open.entries())
      if (failed >= 0 && index > failed) open.decided = undefined
    this.#open = this.#open.filter(({ event }) => !ended.has(event.number))
  }

  #expected(): readonly Expected[] {
    return this.#expectations.pending.map(({ expected }) => expected)
  }
}
