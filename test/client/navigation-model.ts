/**
 * A tab, a line and a server for {@link createNavigation} and {@link createGuards}, and what must hold whatever happens. It
 * is long because user, page, line and what is expected of the history share one state.
 */
import type { createGuards } from '../../src/client/navigation/guards.ts'
import type { createNavigation, EntryRecord, Wish } from '../../src/client/navigation/navigation.ts'
import { TabHistory } from './navigation-history.ts'
import { FOREIGN, isSamePage, NavigationServer, resolve, type Down } from './navigation-server.ts'
import type { Step } from './navigation-steps.ts'
import { check, hashOf, here, location, write, type Loaded } from './navigation-tab.ts'

export interface Modules {
  readonly createNavigation: typeof createNavigation
  readonly createGuards?: typeof createGuards
  /** Own steps are made by number. */
  readonly byNumber?: boolean
}

export class NavigationModel {
  readonly #modules: Modules
  readonly #history = new TabHistory('/a')
  readonly #records = new Map<string, EntryRecord>()
  #visits = 0
  /** The user has left for a page of somebody else. */
  #isOver = false
  #isLosing = false
  /** Writes are passed over, or were in this document. */
  #wasRefused = false
  #tab: Loaded
  readonly #numbers = new WeakMap<Wish, number>()

  constructor(modules: Modules) {
    this.#modules = modules
    this.#tab = this.#open()
  }

  step(step: Step): void {
    if (this.#isOver) return
    this.#do(step)
    if (!this.#isOver) this.#look()
  }

  /** Everything arrives, and nothing more happens. */
  finish(): void {
    this.#history.isRefusing = this.#isLosing = false
    this.#settle()
    this.#rest()
    if (!this.#tab.question) return
    this.#answer(true)
    this.#settle()
    this.#rest()
  }

  #do(step: Step): void {
    switch (step.kind) {
      case 'link':
        return this.#unchanged(() => this.#tab.page.follow(step.to))
      case 'go':
        return this.#move(() => this.#history.go(step.by))
      case 'hash':
        return this.#click(step.isSeen)
      case 'script':
        this.#add(step.to)
        return this.#unchanged(() => this.#tab.page.moved(true))
      case 'frame':
        return this.#history.addFrame()
      case 'edit':
        this.#tab.isGuarded = true
        return
      case 'answer':
        return this.#answer(step.isYes)
      case 'reload':
        this.#tab = this.#open(step.by)
        // Its script looks where the user is by now.
        return this.#unchanged(() => this.#tab.page.moved())
      case 'cached':
        return this.#cache(step.by)
      case 'event':
        if (this.#tab.isBetween) return
        this.#tab.up.push({ kind: 'event', number: this.#tab.next++, doing: step.doing })
        return
      case 'timer':
      case 'finish':
      case 'mounted':
        return this.#tab.isBetween ? undefined : this.#serve(step)
      case 'up': {
        const event = this.#tab.up.shift()
        return event && this.#tab.server.receive(event)
      }
      case 'down': {
        const frame = this.#tab.down.shift()
        return frame && this.#take(frame)
      }
      case 'lost':
        return this.#loseCircuit()
      case 'renewed':
        return this.#renew()
      case 'land':
        return this.#land()
      case 'loses':
        this.#isLosing = true
        return
      case 'time':
        return this.#time()
      case 'load':
        return this.#load()
      case 'refuses':
        this.#history.isRefusing = step.is
        this.#wasRefused ||= step.is
    }
  }

  // --- the document ---

  /** Between the load of the document and its script the user goes so far. */
  #open(by: number = 0): Loaded {
    const { createNavigation, createGuards } = this.#modules
    // The browser follows redirects by itself.
    const location = resolve(here(this.#history))
    if (here(this.#history) !== location) this.#history.write(location, 'replace')
    const loadedAt = this.#history.here()
    this.#history.go(by)
    const timers: (() => void)[] = []
    const after = (_: number, run: () => void): void => void timers.push(run)
    const page = createNavigation({
      here: () => this.#history.here(),
      loadedAt: () => loadedAt,
      records: this.#records,
      newVisit: () => `v${this.#visits++}`,
      write: (href, how) => this.#history.write(href, how),
      send: (wish, isShown) => this.#send(wish, isShown),
      leave: (href, how) => (this.#tab.leaving = { href, how }),
      stay: () => (this.#tab.leaving = undefined),
      after,
    })
    const guards = createGuards?.(page, {
      has: (key) => this.#history.has(key),
      isGuarded: () => this.#tab.isGuarded,
      ask: (answer) => this.#ask(answer),
      withdraw: () => (this.#tab.question = undefined),
      isOver: (event) => event > 0 && event <= this.#tab.loaded,
      step: (key) => this.#step(key),
      after,
    })
    page.detour = guards && { ...guards, sent() {} }
    const server = new NavigationServer(location, (frame) => this.#tab.down.push(frame))
    return {
      page,
      guards,
      loaded: 0,
      server,
      shown: { visit: server.visit, location },
      up: [],
      down: [],
      next: 1,
      isBetween: false,
      timers,
      isGuarded: false,
      hasAccepted: false,
      hasLost: false,
      isInTransit: false,
      isUnsure: false,
    }
  }

  #send(wish: Wish, isShown: boolean): number {
    const before = this.#numbers.get(wish)
    check(before === undefined || before === Infinity, 'a navigation is sent twice')
    const rank = this.#tab.isBetween ? Infinity : this.#tab.next++
    this.#numbers.set(wish, rank)
    this.#tab.newest = { rank, wish, from: this.#history.here().key }
    const { how, key } = wish
    const isAllowed =
      !this.#tab.isGuarded || this.#tab.hasAccepted || this.#tab.isInTransit || before === Infinity
    check(isAllowed || !this.#leaves(wish), 'leaves a page that asks before it is left')
    if (key) this.#tab.due = undefined
    this.#tab.wants = resolve(location(wish.href))
    if (!this.#tab.isBetween)
      this.#tab.up.push({
        kind: 'navigate',
        number: rank,
        href: location(wish.href),
        how,
        isShown,
        sees: this.#tab.shown.visit,
      })
    return rank
  }

  #leaves({ key, href }: Wish): boolean {
    const { page } = this.#tab
    return key ? page.visitOf(key) !== page.visit : !isSamePage(location(href), page.location)
  }

  #take(frame: Down): void {
    if (frame.kind === 'load') return this.#takeLoad(frame)
    if (frame.kind === 'address') return this.#takeAddress(frame.location, frame.how)
    const { rank, isFresh } = frame
    const expected = this.#expectPage(frame)
    const isOwed = !!this.#tab.own
    this.#tab.page.showPage(rank, frame.location, frame.how, isFresh)
    check(expected === undefined || this.#history.picture() === expected, `the history is not ${expected}`)
    this.#tab.shown = { visit: frame.visit, location: frame.location }
    if (isFresh) this.#tab.isGuarded = false
    if (!isOwed) this.#tab.due = undefined
    if (!isOwed && this.#tab.newest) this.#tab.isInTransit = rank < this.#tab.newest.rank
    if (!isOwed && !this.#tab.isInTransit) {
      this.#tab.newest = undefined
      this.#tab.isUnsure = false
      this.#tab.hasAccepted = false
      this.#history.belongsTo(this.#tab.page.visit)
    }
    if (isFresh && !isOwed) check(!this.#tab.question, 'a page that is gone asks')
  }

  #takeLoad({ rank, href }: Down & { readonly kind: 'load' }): void {
    const { due, newest, page } = this.#tab
    const isOlder = !!newest && rank < newest.rank && !page.wanted
    const load = (): void => page.load(rank, href)
    // An address that waited is written first.
    if (due) load()
    else this.#unchanged(load)
    check(!isOlder || !this.#tab.leaving || !!this.#tab.own, 'loads what an older navigation has led to')
    this.#tab.loaded = Math.max(this.#tab.loaded, rank)
  }

  /** How the history looks when this page is shown; undefined where a write was passed over before. */
  #expectPage({ rank, location: shown, how }: Down & { readonly kind: 'page' }): string | undefined {
    const { due, newest, own: step, page } = this.#tab
    const history = this.#history.copy()
    if (this.#wasRefused || this.#tab.isUnsure) return undefined
    if (step || this.#history.isRefusing) return history.picture()
    if (due && history.here().key === page.home && !newest?.wish.key) write(history, due.location, due.how)
    if (newest && rank < newest.rank) return history.picture()
    const own = newest?.rank === rank ? newest.wish : undefined
    const { href } = history.here()
    const hash = own && !own.key ? hashOf(own.href) : location(href) === shown ? hashOf(href) : ''
    write(history, shown + hash, own ? own.how : how)
    return history.picture()
  }

  #takeAddress(shown: string, how: 'push' | 'replace'): void {
    this.#tab.shown.location = shown
    const isElsewhere = this.#history.here().key !== this.#tab.page.home
    if (!this.#tab.own && (this.#tab.newest?.wish.key || isElsewhere)) this.#tab.isInTransit = true
    const mayWrite = !this.#tab.isInTransit && !this.#tab.own
    const show = (): void => this.#tab.page.showAddress(shown, how)
    if (mayWrite) {
      this.#tab.due = { location: shown, how: this.#tab.due?.how === 'push' ? 'push' : how }
      show()
      if (here(this.#history) === shown || this.#tab.leaving) this.#tab.due = undefined
      this.#history.belongsTo(this.#tab.page.visit)
    } else this.#unchanged(show)
  }

  #time(): void {
    // A step that has not landed by now is lost.
    const isOwn = !!this.#tab.own
    const mayWrite = !this.#tab.isInTransit && !this.#tab.newest?.wish.key
    const run = (): void => {
      this.#tab.own = undefined
      this.#tab.due = undefined
      this.#tab.isUnsure = false
      for (const each of this.#tab.timers.splice(0)) each()
    }
    if (isOwn) {
      this.#tab.hasLost = true
      run()
      this.#adopt()
    } else if (mayWrite) run()
    else this.#unchanged(run)
  }

  #load(): void {
    if (!this.#tab.leaving) return
    const { href, how } = this.#tab.leaving
    this.#history.isRefusing = this.#wasRefused = false
    const isSame = location(href) === here(this.#history)
    if (!(isSame && how === 'traverse'))
      this.#history.write(href, how === 'push' && !isSame ? 'push' : 'replace')
    if (location(href) === FOREIGN) this.#isOver = true
    else this.#tab = this.#open()
  }

  /** The document is put away: for a page that was to be loaded, if there is one. */
  #cache(by: number): void {
    const { guards, leaving, page } = this.#tab
    if (!guards) return
    guards.putAway()
    if (leaving?.how === 'push') {
      this.#history.write(leaving.href, 'push')
      this.#history.go(-1)
    } else this.#history.go(by)
    // What was under way does not land any more.
    this.#tab.own = undefined
    this.#tab.hasAccepted = this.#history.here().key !== page.home || page.isInTransit
    guards.restored()
    check(!this.#tab.question, 'asks who comes back')
    check(!this.#tab.leaving, 'loads a page though the user has come back')
    if (!page.wish) this.#tab.hasAccepted = false
    this.#adopt()
  }

  // --- the line ---

  #serve(step: Step & { readonly kind: 'timer' | 'finish' | 'mounted' }): void {
    if (step.kind !== 'mounted') this.#tab.wants = undefined
    if (step.kind === 'timer') this.#tab.server.timer(step.doing)
    else if (step.kind === 'finish') this.#tab.server.finish(step.which)
    else this.#tab.server.mounted()
  }

  #loseCircuit(): void {
    if (this.#tab.isBetween) return
    this.#tab.isBetween = true
    this.#tab.up = []
    this.#tab.down = []
    this.#tab.loaded = 0
    this.#unchanged(() => this.#tab.page.circuitEnded())
    if (this.#tab.newest) this.#tab.newest.rank = 0
  }

  /** The page is asked for where it is shown, and joined where the user wants to be. */
  #renew(): void {
    if (!this.#tab.isBetween) return
    this.#tab.isBetween = false
    this.#tab.next = 1
    const { wanted } = this.#tab.page
    const isForeign = wanted === FOREIGN
    const server = new NavigationServer(isForeign || !wanted ? this.#tab.shown.location : wanted, (frame) =>
      this.#tab.down.push(frame),
    )
    this.#tab.server = server
    const { visit } = server
    this.#tab.shown.visit = visit
    if (isForeign) this.#tab.down.push({ kind: 'load', rank: 0, href: FOREIGN })
    else if (wanted) {
      const isFresh = !isSamePage(server.location, this.#tab.shown.location)
      this.#tab.down.push({ kind: 'page', rank: 0, location: server.location, how: 'push', isFresh, visit })
    }
    // Where the user wanted to be at the page that was joined, it is answered.
    if (!wanted && this.#tab.newest?.rank === 0) {
      this.#tab.page.circuitBegan()
      this.#tab.hasAccepted = false
      this.#adopt()
    } else this.#unchanged(() => this.#tab.page.circuitBegan())
  }

  // --- the user ---

  #move(move: () => void): void {
    const { key } = this.#history.here()
    move()
    // Entries of iframes move nothing else.
    if (this.#history.here().key === key) return
    const { newest, own, page } = this.#tab
    const isSameVisit = this.#history.visit === page.visit
    const isShown = isSameVisit && (this.#history.isOthers || here(this.#history) === page.location)
    this.#movedByUser()
    check(!isShown || !!newest || !!own || !page.wish || this.#wasRefused, 'asks for what is shown')
  }

  #movedByUser(): void {
    const isOwn = !!this.#tab.own
    const { key } = this.#history.here()
    // Whoever comes by is taken for our step, if it leads there.
    if (this.#tab.own?.key === key) this.#tab.own = undefined
    if (isOwn) {
      this.#tab.page.moved()
      this.#adopt()
    } else this.#unchanged(() => this.#tab.page.moved())
  }

  #click(isSeen: boolean): void {
    const { href } = this.#history.here()
    this.#add(`${location(href)}#h${this.#visits}`)
    this.#unchanged(() => {
      if (isSeen) this.#tab.page.moved(true)
      this.#tab.page.moved()
    })
  }

  #add(href: string): void {
    const { key } = this.#history.here()
    this.#history.add(href)
    if (this.#tab.newest?.from === key) this.#tab.newest.from = this.#history.here().key
  }

  #ask(answer: (isYes: boolean) => void): void {
    check(!this.#tab.question, 'asks again while it asks')
    check(!this.#tab.hasAccepted, 'asks who has accepted')
    check(this.#isAgreed() || this.#tab.hasLost, 'asks while another entry is shown than the page')
    this.#tab.question = answer
  }

  #answer(isYes: boolean): void {
    const answer = this.#tab.question
    if (!answer) return
    this.#tab.question = undefined
    this.#tab.hasAccepted = isYes
    if (this.#tab.own) answer(isYes)
    else this.#unchanged(() => answer(isYes))
  }

  // --- own steps ---

  #step(key: string): void {
    check(this.#history.has(key), 'goes to an entry that is gone')
    check(!this.#tab.own, 'makes a step while another one is under way')
    this.#tab.own = { key, isLost: this.#isLosing }
    this.#isLosing = false
  }

  #land(): void {
    const own = this.#tab.own
    if (!own || own.isLost) return
    const { key } = this.#history.here()
    this.#tab.own = undefined
    if (!this.#modules.byNumber) this.#history.goTo(own.key)
    else this.#history.go(this.#history.indexOf(own.key) - this.#history.here().index)
    // It may have landed somewhere else, if at all.
    if (this.#history.here().key === key) this.#tab.own = { ...own, isLost: true }
    else {
      this.#tab.page.moved()
      this.#adopt()
    }
  }

  /** What was owed is paid: from here on the page is expected to be where it says. */
  #adopt(): void {
    this.#tab.isInTransit = this.#tab.page.isInTransit
    if (!this.#tab.page.wish) this.#tab.newest = undefined
    if (here(this.#history) !== this.#tab.page.location) this.#tab.isUnsure = true
  }

  // --- what must hold ---

  #look(): void {
    if (!this.#tab.question || this.#tab.own || this.#tab.hasLost) return
    check(this.#isAgreed(), 'another entry is shown while a question is open')
  }

  /** Whether the user stands at the page, or at the entry that it is to be shown at by now. */
  #isAgreed(): boolean {
    const { key } = this.#history.here()
    const { home, wish } = this.#tab.page
    // Where a write was passed over the page is about to be loaded.
    if (this.#tab.leaving) return true
    return key === home || (!!wish && (key === wish.key || key === this.#tab.newest?.from))
  }

  #rest(): void {
    // After a step that was lost a question is put where the user stands.
    if (this.#isOver || (this.#tab.hasLost && this.#tab.question)) return
    const { home, wish, isInTransit } = this.#tab.page
    check(!wish, 'a navigation never ends')
    check(!isInTransit, 'a page stays without an entry')
    check(this.#tab.shown.visit === this.#tab.server.visit, 'the server shows another visit')
    check(this.#tab.shown.location === this.#tab.server.location, 'the server is somewhere else')
    check(this.#tab.page.location === this.#tab.shown.location, 'the page is somewhere else')
    check(home === this.#history.here().key, 'the user stands elsewhere')
    const { wants } = this.#tab
    check(
      !wants || wants === FOREIGN || wants === this.#tab.server.location,
      'the user wanted something else',
    )
    if (this.#history.isOthers) return
    check(here(this.#history) === this.#tab.shown.location, 'the address is that of another page')
  }

  #unchanged(run: () => void): void {
    // An entry that was made behind home cuts it off: then that one gets the address of the page.
    if (!this.#history.has(this.#tab.page.home)) {
      run()
      return this.#adopt()
    }
    const before = this.#history.picture()
    run()
    check(this.#history.picture() === before, 'the history is written without a reason')
  }

  #settle(): void {
    for (let turn = 0; turn < 300 && !this.#isOver; turn++) {
      if (this.#tab.leaving) this.step({ kind: 'load' })
      else if (this.#tab.own && !this.#tab.own.isLost) this.step({ kind: 'land' })
      else if (this.#tab.isBetween) this.step({ kind: 'renewed' })
      else if (this.#tab.up[0]) this.step({ kind: 'up' })
      else if (this.#tab.server.isBusy)
        for (const kind of ['mounted', 'finish'] as const) this.step({ kind, which: 0 })
      else if (this.#tab.down[0]) this.step({ kind: 'down' })
      else if (this.#tab.timers[0]) this.step({ kind: 'time' })
      else return
    }
    check(this.#isOver, 'nothing comes to rest')
  }
}
