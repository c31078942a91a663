import type * as module from '../../src/client/history/visits.ts'

/** What may happen next. */
export type Step =
  | { readonly kind: 'click'; readonly to: string }
  /** The server answers one of the events under way. One that is sent again may show something without telling an address. */
  | { readonly kind: 'answer'; readonly which: number; readonly how: 'tells' | 'shows' | 'fails' }
  | { readonly kind: 'go'; readonly by: number }
  | { readonly kind: 'other'; readonly how: 'hash' | 'script' }
  /** A group of pages is told an address; the circuit is replaced by another one. */
  | { readonly kind: 'group' | 'renewal' }

interface Entry {
  readonly key: string
  path: string
  /** What is to be seen there: what an action shows, or what the page was opened with. */
  content: string
  readonly by: 'client' | 'other'
}

interface Sent {
  readonly to: string
  readonly isRepeat: boolean
  /** The entry that it was sent from, for one that is sent again. */
  readonly at: string
}

const START = 'start'
/** What a group was told: no action shows it. */
const NOBODY = 'nobody'

/**
 * A browser's history, a page and a server. An action replaces the content and tells its address when it is
 * answered, in any order. A page that loads itself is what its address says, and the model begins anew.
 */
export class VisitsModel {
  readonly #entries: Entry[] = [{ key: '0', path: '/', content: START, by: 'client' }]
  readonly #sent = new Map<number, Sent>()
  readonly #visits = new Map<string, string>([['0', 'load.0']])
  readonly #page: module.Visits
  #index = 0
  #keys = 0
  #next = 1
  #content = START
  #writing: { readonly content: string } | null = null
  #loaded = false
  /** Nothing was answered since an action was asked for again. */
  #isOnTheWay = false

  constructor({ createVisits }: typeof module) {
    this.#page = createVisits({
      load: 'load',
      key: () => this.#here.key,
      entries: this.#visits,
      isShown: (href) => this.#here.path.replace(/#.*/, '') === href,
      write: (href, how) => this.#write(href, how),
      nextEvent: () => this.#next,
      actionOf: (event) => {
        const sent = this.#sent.get(event)
        return sent && { action: sent.to, data: undefined }
      },
      ask: ({ action }) => {
        this.#isOnTheWay = true
        return this.#send({ to: action, isRepeat: true, at: this.#here.key })
      },
      restore: (event) => {
        if (event && this.#here.content !== START) throw new Error('puts back what is not of this entry')
        this.#isOnTheWay = false
        this.#content = START
      },
      leave: () => {
        this.#loaded = true
      },
    })
  }

  step(step: Step): void {
    if (this.#loaded) return
    switch (step.kind) {
      case 'click':
        this.#send({ to: step.to, isRepeat: false, at: '' })
        return
      case 'answer': {
        const events = [...this.#sent.keys()]
        const event = events[step.which % Math.max(1, events.length)]
        if (event !== undefined) this.#answer(event, step.how)
        return
      }
      case 'go':
        this.#go(step.by)
        return
      case 'other':
        this.#other(step.how)
        return
      case 'group':
        this.#tell('/group', 0, NOBODY)
        return
      case 'renewal':
        // What was under way has no outcome, and events are counted anew.
        this.#sent.clear()
        this.#next = 1
        this.#isOnTheWay = false
        this.#page.repeat()
    }
  }

  /** Everything is answered: what is shown is what the entry is for. */
  rest(): void {
    for (let rounds = 0; this.#sent.size > 0 && !this.#loaded; rounds++) {
      check(rounds < 200, 'asks without end')
      for (const event of [...this.#sent.keys()]) if (!this.#loaded) this.#answer(event, 'tells')
    }
    if (this.#loaded) return
    const { content, path } = this.#here
    check(this.#content === content, `shows ${this.#content} at ${path}, which is for ${content}`)
  }

  get #here(): Entry {
    const entry = this.#entries[this.#index]
    if (!entry) throw new Error('there is no such entry')
    return entry
  }

  #send(sent: Sent): number {
    this.#sent.set(this.#next, sent)
    return this.#next++
  }

  #answer(event: number, how: 'tells' | 'shows' | 'fails'): void {
    const sent = this.#sent.get(event)
    if (!sent) return
    const { key, path } = this.#here
    const count = this.#entries.length
    this.#isOnTheWay = false
    if (how !== 'fails') this.#content = sent.to
    if (how === 'tells' || (how === 'shows' && !sent.isRepeat)) this.#tell(`/${sent.to}`, event, sent.to)
    if (sent.isRepeat) {
      check(this.#entries.length === count && this.#here.key === key, 'adds an entry on Back')
      check(sent.at === key || this.#here.path === path, 'writes over an entry that was not asked for')
    }
    this.#sent.delete(event)
    this.#page.ended(event, how !== 'fails')
  }

  #tell(href: string, event: number, content: string): void {
    this.#writing = { content }
    const before = this.#content
    if (content === NOBODY) this.#content = NOBODY
    const { key, path } = this.#here
    this.#page.told(href, 'push', event)
    // A group that is told an address in vain shows nothing either: it is one step of its author.
    if (content === NOBODY && this.#here.key === key && this.#here.path === path) this.#content = before
    this.#writing = null
  }

  #write(href: string, how: 'push' | 'replace'): boolean {
    check(!this.#isOnTheWay, 'writes an address while the user is on the way to another one')
    const content = this.#writing?.content ?? ''
    if (how === 'replace') {
      check(
        this.#here.by === 'client' || this.#here.path.replace(/#.*/, '') === href,
        'writes over an entry of another script',
      )
      // What stands behind the hash is the user's.
      if (this.#here.path.replace(/#.*/, '') !== href) this.#here.path = href
      this.#here.content = content
      return true
    }
    check(this.#here.path !== href, 'adds an entry for the address that is shown')
    this.#add(href, content, 'client')
    return true
  }

  #add(path: string, content: string, by: Entry['by']): void {
    this.#entries.length = this.#index + 1
    this.#entries.push({ key: String(++this.#keys), path, content, by })
    this.#index++
    this.#page.added()
  }

  #other(how: 'hash' | 'script'): void {
    const { path, content } = this.#here
    this.#add(
      how === 'hash' ? `${path.replace(/#.*/, '')}#${this.#keys}` : `/other${this.#keys}`,
      content,
      'other',
    )
    // A browser tells of clicks on `#…` in the same way as of steps.
    const sent = this.#sent.size
    if (how === 'hash') this.#page.travelled()
    check(this.#sent.size === sent, 'runs an action for a click on a hash')
  }

  #go(by: number): void {
    const index = this.#index + by
    if (!this.#entries[index]) return
    this.#index = index
    this.#page.travelled()
  }
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
