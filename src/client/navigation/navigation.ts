/**
 * Which page belongs to which entry of the tab's history, and what becomes of a user's navigation until it is answered.
 * Without history, document and socket, which are handed in.
 *
 * The server decides which page is shown, and knows no entries. The browser alone writes the history, and only when a
 * page arrives: what was superseded, dropped or redirected on the way leaves no entry.
 *
 * - A *visit* is one mount of a page until it is left, a *location* is a path and a search, without hash. An entry belongs
 *   to a visit. *Home* is the entry of the page that is shown.
 * - The *wish* is the user's newest navigation until it ends. It is an event of the page, and has a number like others.
 * - The *rank* of a page is the number of the event that asked for it, the user's or that of a handler; 0 when nobody's.
 * - A page is *in transit* when it arrived while a newer wish was on its way: it has no entry.
 *
 * Where the user stands is read at each use and nothing is counted: browsers and other scripts move without a word.
 * Nothing is kept in `history.state`, which they wipe. What questions before leaving need, and steps of our own, comes
 * with a lazy module, as {@link Detour}.
 */
export type How = 'push' | 'replace' | 'traverse'

/** An entry of the history: where one stands. Without the Navigation API all entries have the key ''. */
export interface Place {
  readonly key: string
  readonly index: number
  /** Path, search and hash. */
  readonly href: string
}

/** To which visit an entry belongs, and whether another script, or a click on `#…`, has made it. */
export type EntryRecord = readonly [visit: string, isOthers?: boolean]

export interface Wish {
  readonly href: string
  how: How
  /** The entry that it went to, if it is a step of the user. Entries that others make there take its place. */
  key: string
  /** Its number. 0 when a join has named it, `Infinity` while it cannot be sent. */
  event: number
}

export interface NavigationPort {
  here(): Place
  /** Where the document was loaded: by now the user may be elsewhere. */
  loadedAt(): Place
  /** By the keys of entries, those of earlier loads of the document among them. */
  readonly records: { get(key: string): EntryRecord | undefined; set(key: string, record: EntryRecord): void }
  /** Names a visit, unlike any other. */
  newVisit(): string
  /** Writes the history. False when the browser has passed over it. */
  write(href: string, how: 'push' | 'replace'): boolean
  /** Sends a navigation. Its number; `Infinity` when a circuit must begin before it can be sent. */
  send(wish: Wish, isShown: boolean): number
  /** Loads a page in full, if nothing comes in between. */
  leave(href: string, how: How): void
  /** No page is to be loaded any more. */
  stay(): void
  after(milliseconds: number, run: () => void): void
}

/** What the lazy module does in place of this one. */
export interface Detour {
  /** The user stands elsewhere. True when it is taken care of. */
  moved(): boolean
  /** A wish is about to be sent. True when that is done later, or never. */
  wished(wish: Wish): boolean
  /** A wish was sent. */
  sent(): void
  /** Something has come from the server. True when it is to come again, by `again`. */
  came(again: () => void): boolean
  /** A page is about to be shown: in transit, or by this way of writing the history, where a user wished it or not. */
  shown(isFresh: boolean, how: How | undefined, isWished: boolean): void
}

export interface Navigation {
  /** The key of the entry of the page that is shown. */
  home: string
  /** Of the page that is shown. */
  visit: string
  location: string
  /** Where the user stood when it was looked last. */
  stood: Place
  wish: Wish | undefined
  isInTransit: boolean
  /** What a join names: the location of a wish that the circuit before has not answered; empty for none. */
  wanted: string
  detour: Detour | undefined
  readonly here: NavigationPort['here']
  readonly stay: NavigationPort['stay']
  /** To which visit an entry belongs. */
  visitOf(key: string): string | undefined
  /** The user follows a link. */
  follow(href: string): void
  /** Something has moved: an entry is shown that is another one, or a new one. */
  moved(isNew?: boolean): void
  /** Sends a wish, unasked. */
  send(wish: Wish): void
  /** A page comes. Before it is shown, so that what it does already meets its address. */
  showPage(rank: number, href: string, how: How, isFresh: boolean): void
  /** The page that is shown has another address. */
  showAddress(location: string, how: How): void
  /** What was asked for is no page that can be shown here. */
  load(rank: number, href: string): void
  /** The circuit is over, and with it the numbers of events. */
  circuitEnded(): void
  circuitBegan(): void
}

/** Browsers pass over what comes more often: Safari takes 100 in 30 seconds. */
const BETWEEN_ADDRESSES = 400

export function createNavigation(port: NavigationPort): Navigation {
  /** The newest address that is not written, and how it is to be. */
  let due: readonly [href: string, how: How] | undefined
  let isResting = false
  const stood = port.loadedAt()
  const navigation: Navigation = {
    home: stood.key,
    visit: port.newVisit(),
    location: withoutHash(stood.href),
    stood,
    wish: undefined,
    isInTransit: false,
    wanted: '',
    detour: undefined,
    here: port.here,
    stay: port.stay,
    visitOf,
    follow,
    moved,
    send,
    showPage,
    showAddress,
    load,
    circuitEnded() {
      const { wish, location } = navigation
      const wanted = withoutHash(wish?.href ?? '')
      navigation.wanted = wanted === location ? '' : wanted
      if (wish) wish.event = 0
    },
    circuitBegan() {
      const { wish, wanted, location } = navigation
      if (wish?.event === Infinity) send(wish)
      // The page that was joined is the one that was wanted.
      else if (wish?.event === 0 && !wanted) showPage(0, location, wish.how, false)
    },
  }
  port.records.set(stood.key, [navigation.visit])
  return navigation

  function visitOf(key: string): string | undefined {
    return port.records.get(key)?.[0]
  }

  // --- what the user wants ---

  function follow(href: string): void {
    look()
    const { wish, home, location, isInTransit } = navigation
    // Five clicks are one navigation.
    if (wish && !wish.key && wish.href === href) return
    const isShown = port.here().key === home && !isInTransit && withoutHash(href) === location
    want({ href, how: isShown ? 'replace' : 'push', key: '', event: 0 })
  }

  function moved(isNew: boolean = false): void {
    if (navigation.detour?.moved()) return
    const here = port.here()
    const { key, index, href } = here
    const { wish, home, visit, stood } = navigation
    if (key === stood.key && key === home && !navigation.isInTransit) return
    navigation.stood = here
    const [of, isOthers] = port.records.get(key) ?? []
    const isNext = index - stood.index === 0 || index - stood.index === 1
    if (!of && (isNew || (isNext && withoutHash(href) === withoutHash(stood.href)))) {
      // Another script or a click on `#…` has made it, where the user stood.
      port.records.set(key, [visitOf(stood.key) ?? visit, true])
      if (home === stood.key) navigation.home = key
      if (wish?.key === stood.key) wish.key = key
      return
    }
    if (wish?.key === key) return
    if (!wish && of === visit && (isOthers || withoutHash(href) === navigation.location)) {
      navigation.home = key
      return
    }
    want({ href, how: 'traverse', key, event: 0 })
  }

  /** Somebody may have moved, and nobody has said so yet. */
  function look(): void {
    if (port.here().key !== navigation.stood.key) moved()
  }

  function want(wish: Wish): void {
    if (!navigation.detour?.wished(wish)) send(wish)
  }

  function send(wish: Wish): void {
    port.stay()
    // From now on the page is left: its entry keeps the address that it has.
    if (wish.key) due = undefined
    navigation.wish = wish
    const isShown = !!wish.key && visitOf(wish.key) === navigation.visit
    wish.event = port.send(wish, isShown)
    navigation.detour?.sent()
  }

  // --- what the server shows ---

  function showPage(rank: number, shown: string, how: How, isFresh: boolean): void {
    if (navigation.detour?.came(() => showPage(rank, shown, how, isFresh))) return
    const location = withoutHash(shown)
    look()
    writeDue()
    due = undefined
    const { wish } = navigation
    if (isFresh) navigation.visit = port.newVisit()
    navigation.location = location
    navigation.wanted = ''
    navigation.isInTransit = !!wish && rank < wish.event
    const own = wish?.event === rank ? wish : undefined
    const kind = own ? own.how : how
    if (!navigation.isInTransit) {
      const { href } = port.here()
      const before = own && !own.key ? own.href : withoutHash(href) === location ? href : ''
      port.stay()
      navigation.wish = undefined
      write(location + (hashOf(shown) || hashOf(before)), kind)
    }
    navigation.detour?.shown(isFresh, navigation.isInTransit ? undefined : kind, !!own)
  }

  function showAddress(location: string, how: How): void {
    if (navigation.detour?.came(() => showAddress(location, how))) return
    look()
    navigation.location = location
    if (navigation.wish?.key || port.here().key !== navigation.home) navigation.isInTransit = true
    if (navigation.isInTransit) return
    due = [location, due?.[1] === 'push' ? 'push' : how]
    if (!isResting) writeAndRest()
  }

  function writeAndRest(): void {
    isResting = !!due
    if (isResting) port.after(BETWEEN_ADDRESSES, writeAndRest)
    writeDue()
  }

  function writeDue(): void {
    const { key, href } = port.here()
    if (!due || key !== navigation.home) return
    const [location, how] = due
    due = undefined
    write(withoutHash(href) === location ? href : location, how)
  }

  /** Writes the address of the page that is shown, which is at home there. */
  function write(href: string, how: How): void {
    const { href: before } = port.here()
    const isPush = how === 'push' && withoutHash(before) !== withoutHash(href)
    if (href !== before && !port.write(href, isPush ? 'push' : 'replace')) return port.leave(href, how)
    navigation.stood = port.here()
    navigation.home = navigation.stood.key
    port.records.set(navigation.home, [navigation.visit])
  }

  function load(rank: number, href: string): void {
    if (navigation.detour?.came(() => load(rank, href))) return
    look()
    writeDue()
    const { wish, wanted } = navigation
    const isOlder = !!wish && rank < wish.event
    if (!isOlder) port.leave(href, wish?.event === rank ? wish.how : 'push')
    // Nothing was joined: what is wanted by now is loaded, as no page is there that could be left.
    else if (wanted && !rank) port.leave(wish.href, wish.how)
  }
}

export function withoutHash(href: string): string {
  return href.replace(/#.*/s, '')
}

function hashOf(href: string): string {
  return href.slice(withoutHash(href).length)
}
