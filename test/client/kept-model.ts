/**
 * A tab, a line and a server for {@link createKept} beside {@link createNavigation}: which page the user sees, and where what
 * is done there goes, whatever happens.
 */
import type { createKept, Kept, KeptPage } from '../../src/client/navigation/kept.ts'
import {
  createNavigation,
  type EntryRecord,
  type Navigation,
  type Wish,
} from '../../src/client/navigation/navigation.ts'
import type { Act, Content } from './kept-content.ts'
import type { KeptStep } from './kept-steps.ts'
import { bytesOf, LeftPages } from './left-pages.ts'
import { TabHistory } from './navigation-history.ts'
import { isSamePage, NavigationServer, type Down, type Up } from './navigation-server.ts'
import { check, here, location } from './navigation-tab.ts'

const MOST_HELD = 100

export class KeptModel {
  readonly #history = new TabHistory('/a')
  readonly #records = new Map<string, EntryRecord>()
  readonly #page: Navigation
  readonly #kept: Kept<Content, Act>
  #server: NavigationServer
  #up: Up[] = []
  #down: Down[] = []
  #next = 1
  #visits = 0
  #isBetween = false
  #user = 0
  #around = 0
  /** What the server shows, covered or not. */
  #own: Content
  readonly #acts: Act[] = []
  /** The pages that are to be kept. */
  readonly #left = new LeftPages<Content>()

  constructor(create: typeof createKept) {
    this.#server = this.#open('/a')
    this.#own = this.#content(this.#server.visit)
    this.#page = createNavigation({
      here: () => this.#history.here(),
      loadedAt: () => this.#history.here(),
      records: this.#records,
      newVisit: () => `v${this.#visits++}`,
      write: (href, how) => this.#history.write(href, how),
      send: (wish, isShown) => this.#send(wish, isShown),
      leave: () => check(false, 'a page is loaded'),
      stay() {},
      after() {},
    })
    this.#page.detour = {
      moved: () => false,
      wished: () => false,
      came: () => false,
      shown() {},
      sent: () => this.#sent(),
    }
    this.#kept = create<Content, Act>({
      mayShow: ({ around }) => around === this.#around,
      show: (page) => this.#cover(page),
      takeOff: () => {},
      release: (act) => this.#end(act, 'sent'),
      refuse: (act) => this.#end(act, 'refused'),
      isNewestOnly: (newer, older) => newer.isTyping && older.isTyping,
    })
  }

  step(step: KeptStep): void {
    this.#do(step)
    const { shown: covering } = this.#kept
    check(!covering || !!this.#page.wish, 'a page is stale and none is awaited')
    check(covering?.content !== this.#own, 'a page covers itself')
    const waiting = this.#waiting()
    check(waiting.length <= MOST_HELD, 'more is held than may be')
    check(
      waiting.every(({ on }) => on === covering?.content || this.#isBetween),
      'what was done waits for a page that is not shown',
    )
  }

  /** Everything arrives. */
  finish(): void {
    if (this.#isBetween) this.step({ kind: 'renewed', isRebuilt: false })
    this.#settle()
    check(!this.#kept.shown, 'a page stays stale')
    check(!this.#page.wish, 'a navigation never ends')
    check(this.#own.visit === this.#server.visit, 'the user sees another page than that of the server')
    check(this.#waiting().length === 0, 'something that was done has no end')
  }

  #do(step: KeptStep): void {
    switch (step.kind) {
      case 'link': {
        const { shown: covering } = this.#kept
        this.#page.follow(step.to)
        return check(this.#kept.shown === covering, 'a link changes what is seen before its page is there')
      }
      case 'visit':
        if (this.#isBetween) return
        this.#page.follow(step.to)
        return this.#settle()
      case 'tour':
        for (let pages = 0; pages < step.pages; pages++)
          this.step({ kind: 'visit', to: pages % 2 ? '/d' : '/e' })
        return
      case 'go': {
        const { key } = this.#history.here()
        this.#history.go(step.by)
        return this.#history.here().key === key ? undefined : this.#page.moved()
      }
      case 'act':
      case 'type':
        for (let times = step.times; times--;) this.#act(step.kind === 'type')
        return
      case 'up': {
        const event = this.#up.shift()
        return event && this.#server.receive(event)
      }
      case 'mounted':
        return this.#isBetween ? undefined : this.#server.mounted()
      case 'down': {
        const frame = this.#down.shift()
        return frame?.kind === 'page' ? this.#take(frame) : undefined
      }
      case 'lost':
        if (this.#isBetween) return
        this.#isBetween = true
        this.#up = []
        this.#down = []
        return this.#page.circuitEnded()
      case 'renewed':
        return this.#renew(step.isRebuilt)
      case 'login':
        this.#user++
        // The page goes on as that of the user before.
        this.#kept.clear(this.#page.visit)
        this.#left.clear()
        return check(!this.#kept.shown, 'a page of another user is seen')
    }
  }

  // --- the user ---

  #waiting(): Act[] {
    return this.#acts.filter(({ end }) => end === 'none')
  }

  #act(isTyping: boolean): void {
    const { shown: covering } = this.#kept
    const on = covering?.content ?? this.#own
    const act: Act = { on, location: covering?.location ?? this.#page.location, isTyping, end: 'none' }
    const waiting = this.#waiting()
    const last = waiting.at(-1)
    this.#acts.push(act)
    if (!covering) return this.#end(act, 'sent')
    if (isTyping && last?.isTyping) last.end = 'passed over'
    this.#kept.holdBack(act)
    check(act.end === 'none' || waiting.length === MOST_HELD, 'what can be held is refused')
  }

  #end(act: Act, end: 'sent' | 'refused'): void {
    check(act.end === 'none', 'what was done ends twice')
    act.end = end
    if (end === 'refused') return
    check(act.on === this.#own, 'what was done goes to another page')
    check(act.location === this.#page.location, 'what was done goes to a page of another address')
  }

  #sent(): void {
    const { wish } = this.#page
    if (!wish) return
    const { shown: covering } = this.#kept
    const visit = wish.key ? this.#page.visitOf(wish.key) : undefined
    this.#kept.sent(wish, visit)
    if (!wish.key) return
    const isKept = this.#checkCovers(wish)
    check(isKept || !this.#kept.shown || this.#kept.shown !== covering, 'a page covers another entry')
  }

  /** Whether the page of this entry is kept and can be shown: it is, then. */
  #checkCovers({ key, href }: Wish): boolean {
    const known = this.#left.find(this.#page.visitOf(key), location(href))
    if (!known || known.content.around !== this.#around) return false
    check(this.#kept.shown === known, 'a page is kept and not shown')
    return true
  }

  #cover(page: KeptPage<Content>): void {
    const { content } = page
    check(content.user === this.#user, 'the page of another user is seen')
    check(content.around === this.#around, 'a page is put where its layout is gone')
    check(content !== this.#own, 'a page covers itself')
    check(page.location === here(this.#history), 'a page is seen at another address')
    check(content.hasCovered || this.#left.has(page), 'more is kept than may be')
    content.hasCovered = true
  }

  // --- the line ---

  #send({ href, how }: Wish, isShown: boolean): number {
    if (this.#isBetween) return Infinity
    const number = this.#next++
    this.#up.push({
      kind: 'navigate',
      number,
      href: location(href),
      how,
      isShown,
      sees: this.#own.visit,
    })
    return number
  }

  #take({ rank, location: shown, how, isFresh, visit }: Down & { readonly kind: 'page' }): void {
    const page = this.#page
    const { visit: leaving, location: from, isInTransit, wish } = page
    const { shown: covering } = this.#kept
    const coming = isFresh ? this.#kept.pageComes(rank, shown, wish) : 'behind'
    page.showPage(rank, shown, how, isFresh)
    if (isFresh) {
      const own = this.#own
      this.#own = coming === 'renews' && covering ? covering.content : this.#content(visit)
      if (coming === 'renews') {
        check(covering?.location === shown, 'what was done on a page is taken for another one')
        this.#own.visit = visit
        this.#left.delete(covering)
        this.#kept.renewed()
      }
      if (!isInTransit) this.#leave({ visit: leaving, location: from, bytes: bytesOf(from), content: own })
    }
    const next = page.wish
    this.#kept.pageCame(next, next?.key ? page.visitOf(next.key) : undefined)
    if (next?.key) this.#checkCovers(next)
    if (covering && wish && rank < wish.event)
      check(this.#kept.shown === covering, 'a page in transit is seen')
  }

  #leave(page: KeptPage<Content>): void {
    this.#kept.left(page)
    if (page.content.user === this.#user) this.#left.add(page)
  }

  /** Another circuit takes the place of the one that was lost. */
  #renew(isRebuilt: boolean): void {
    if (!this.#isBetween) return
    this.#isBetween = false
    this.#next = 1
    const { wanted, location: shown } = this.#page
    const { shown: covering } = this.#kept
    const resume = this.#kept.suspend()
    check(!this.#kept.shown, 'a page covers what is made again')
    this.#server = this.#open(wanted || shown)
    this.#own.visit = this.#server.visit
    if (isRebuilt) this.#own = { ...this.#own, around: ++this.#around }
    resume()
    if (covering && !isRebuilt) check(this.#kept.shown === covering, 'a page is not seen any more')
    if (wanted) {
      const { location: to, visit } = this.#server
      this.#down.push({
        kind: 'page',
        rank: 0,
        location: to,
        how: 'push',
        isFresh: !isSamePage(to, shown),
        visit,
      })
    }
    this.#page.circuitBegan()
    if (!this.#page.wish) this.#kept.uncover()
  }

  #open(at: string): NavigationServer {
    return new NavigationServer(at, (frame) => this.#down.push(frame))
  }

  #content(visit: number): Content {
    return { visit, user: this.#user, around: this.#around, hasCovered: false }
  }

  #settle(): void {
    for (let turn = 0; turn < 100; turn++) {
      if (this.#up[0]) this.step({ kind: 'up' })
      else if (this.#server.isBusy) this.step({ kind: 'mounted' })
      else if (this.#down[0]) this.step({ kind: 'down' })
      else return
    }
    check(false, 'nothing comes to rest')
  }
}
