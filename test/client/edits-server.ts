/** A server as the model of edits needs it: a few bound values, handlers of all kinds, and frames with causes. */

/** What a handler makes of the text that an event tells. */
export type Manner = 'keep' | 'capitals' | 'refuse' | 'throw'

export interface Field {
  /** The handler of `input`; none for a field that nothing listens to. */
  readonly input: Manner | 'none'
  /** Whether it assigns at once, after waiting, or at once and then waits. */
  readonly pace: 'quick' | 'assigns late' | 'ends late'
  /** `form` for a handler that stands around the field and not on it. */
  readonly place: 'field' | 'form'
  readonly isNewestOnly: boolean
  /** Whether it has a handler of `change`, which keeps the text. */
  readonly hasChange: boolean
}

/** What a click does. */
export type Deed = 'save' | 'clear' | 'preset late' | 'nothing' | 'tell again' | 'reset' | 'throw'

export interface ModelEvent {
  readonly type: 'input' | 'change' | 'click'
  /** The field that it is of, or that a click is about. */
  readonly field: number
  readonly deed?: Deed
  /** What the fields showed when the user clicked. */
  readonly shown?: readonly string[]
  /** When it happened, and when it was sent, by the clock of the browser. */
  readonly madeAt: number
  number: number
  sentAt: number
  value: string
}

export interface ModelFrame {
  /** What changed, or is told again, by field. */
  readonly values: ReadonlyMap<number, string>
  readonly listening: readonly boolean[]
  readonly present: readonly boolean[]
  readonly cause: number
  /** When the latest event was sent that this was rendered for, whatever `cause` says. */
  readonly causedAt: number
  readonly resets: readonly number[]
  readonly outcomes: readonly (readonly [number: number, isDone: boolean])[]
}

/** What a faulty server would do. */
export interface ServerFaults {
  readonly cause?: 'started' | 'received'
  readonly isWithoutOrder?: boolean
}

interface Running {
  readonly event: ModelEvent
  finish(): void
}

export class ServerModel {
  readonly state: string[]
  /** What was rendered last. */
  readonly tree: string[]
  readonly present: boolean[]
  readonly listening: boolean[]
  running: Running[] = []
  /** Called when a click starts, with the events that have started before. */
  onClick: (click: ModelEvent, started: readonly ModelEvent[]) => void = () => {}

  readonly #fields: readonly Field[]
  readonly #faults: ServerFaults
  #received: ModelEvent[] = []
  readonly #started: ModelEvent[] = []
  #cause = 0
  #causedAt = 0
  #toldAgain = new Set<number>()
  #outcomes: [number, boolean][] = []
  #resets: number[] = []
  #isDirty = false

  constructor(fields: readonly Field[], faults: ServerFaults, state = fields.map(() => '')) {
    this.#fields = fields
    this.#faults = faults
    this.state = [...state]
    this.tree = [...state]
    this.present = fields.map(() => true)
    this.listening = fields.map(() => true)
  }

  receive(event: ModelEvent): void {
    this.#received.push(event)
    this.#startWhatMay()
  }

  /** A timer or another user changes a value: no event is the cause. */
  changeElsewhere(field: number, value: string): void {
    this.state[field] = value
    this.#isDirty = true
  }

  /** A field comes or goes, or its handlers do. */
  toggle(what: 'present' | 'listening', field: number): void {
    this[what][field] = !this[what][field]
    this.#isDirty = true
  }

  finish(index: number): void {
    const [run] = this.running.splice(index % Math.max(1, this.running.length), 1)
    run?.finish()
    this.#startWhatMay()
  }

  /** All renders that were asked for, as one frame. */
  render(): ModelFrame | undefined {
    if (!this.#isDirty && this.#outcomes.length === 0) return undefined
    const values = new Map<number, string>()
    this.state.forEach((value, field) => {
      if (value !== this.tree[field] || this.#toldAgain.has(field)) values.set(field, value)
      this.tree[field] = value
    })
    const known = this.#faults.cause === 'started' ? this.#started : [...this.#started, ...this.#received]
    const greatest = Math.max(0, ...known.map(({ number }) => number))
    const frame = {
      values,
      present: [...this.present],
      listening: [...this.listening],
      cause: this.#faults.cause ? greatest : this.#cause,
      causedAt: this.#causedAt,
      resets: this.#resets,
      outcomes: this.#outcomes,
    }
    this.#cause = this.#causedAt = 0
    this.#toldAgain = new Set()
    this.#outcomes = []
    this.#resets = []
    this.#isDirty = false
    return frame
  }

  #startWhatMay(): void {
    const next = this.#received.find((event, index) => this.#mayStart(event, this.#received.slice(0, index)))
    if (!next) return
    this.#received = this.#received.filter((event) => event !== next)
    this.#started.push(next)
    if (next.type === 'click') this.#click(next)
    else this.#takeText(next)
    this.#startWhatMay()
  }

  /** One handler of a part runs at a time, and a click starts behind all typing that is older. */
  #mayStart(event: ModelEvent, older: readonly ModelEvent[]): boolean {
    const isOfSamePart = (other: ModelEvent): boolean =>
      other.type === event.type && other.field === event.field && other.type !== 'click'
    if (event.type === 'click')
      return !!this.#faults.isWithoutOrder || older.every(({ type }) => type === 'click')
    return !older.some(isOfSamePart) && !this.running.some((run) => isOfSamePart(run.event))
  }

  #takeText(event: ModelEvent): void {
    const { input, pace } = this.#fields[event.field] ?? { input: 'none', pace: 'quick' }
    const manner = event.type === 'change' ? 'keep' : input
    const assign = (): void => {
      if (manner === 'keep') this.state[event.field] = event.value
      if (manner === 'capitals') this.state[event.field] = event.value.toUpperCase()
    }
    const end = (): void => this.#end(event, manner !== 'throw')
    if (pace !== 'assigns late') assign()
    this.#ask(event)
    if (pace === 'quick') return end()
    this.running.push({
      event,
      finish: () => {
        if (pace === 'assigns late') assign()
        end()
      },
    })
  }

  #click(event: ModelEvent): void {
    const { deed, field } = event
    this.onClick(event, this.#started)
    if (deed === 'clear') this.state[field] = ''
    if (deed === 'tell again') this.#toldAgain.add(field)
    if (deed === 'reset') this.#resets.push(event.number)
    this.#ask(event)
    if (deed !== 'clear' && deed !== 'preset late') return this.#end(event, deed !== 'throw')
    this.running.push({
      event,
      finish: () => {
        if (deed === 'preset late') this.state[field] = 'preset'
        this.#end(event, true)
      },
    })
  }

  #ask(event: ModelEvent): void {
    this.#isDirty = true
    this.#cause = Math.max(this.#cause, event.number)
    this.#causedAt = Math.max(this.#causedAt, event.sentAt)
  }

  #end(event: ModelEvent, isDone: boolean): void {
    this.#outcomes.push([event.number, isDone])
    this.#ask(event)
  }
}
