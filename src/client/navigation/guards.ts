/**
 * Questions before a page is left, and the steps of our own that they need. Without history, document and clock, which are
 * handed in; it goes before {@link createNavigation} in what that would do.
 *
 * A step of the user that leaves a guarded page is undone first and asked about then: while the user thinks, address, entry
 * and page agree. Who refuses stays; who accepts goes to that entry.
 *
 * Steps are made one at a time, by the key of the entry: entries of iframes stand between ours, so that numbers would lead
 * elsewhere. Until a step has landed whatever comes from the server waits, and steps of the user are only looked at.
 */
import type { Detour, Navigation, Place, Wish } from './navigation.ts'

export interface GuardsPort {
  /** Whether there is such an entry. */
  has(key: string): boolean
  /** Whether the page asks before it is left. */
  isGuarded(): boolean
  /** Puts the question, and calls back once. */
  ask(answer: (isAccepted: boolean) => void): void
  /** The question is not open any more. */
  withdraw(): void
  /** Whether the event of this number has its outcome. */
  isOver(event: number): boolean
  /** Goes to an entry. It may take a while, and may be lost. */
  step(key: string): void
  after(milliseconds: number, run: () => void): void
}

export interface Guards extends Omit<Detour, 'sent' | 'shown'> {
  /** A page is about to be shown. */
  shown(isFresh: boolean): void
  /** The document is put away: what is not sent ends. */
  putAway(): void
  /**
   * It is taken out again, and the user may stand elsewhere: nobody is asked there. No page is to be loaded any more.
   */
  restored(): void
}

const LONGEST_STEP = 1_000

export function createGuards(navigation: Navigation, port: GuardsPort): Guards {
  /** Our own step that has not landed. */
  let step: { readonly key: string } | undefined
  /** What is asked about or sent when it has. */
  let next: Wish | undefined
  /** What has come meanwhile. */
  const owed: (() => void)[] = []
  /** What the open question is about. */
  let subject: Wish | undefined
  /** An answer that came during a step. */
  let answer: boolean | undefined
  /** The user wants to leave, and is not asked again until a page ends the wish. */
  let isAccepted = false

  return {
    moved() {
      if (!step) return false
      if (navigation.here().key === step.key) land()
      return true
    },
    wished(wish) {
      if (step) next = wish
      else if (!isAsked(wish)) {
        endQuestion()
        return false
      } else if (wish.key) go(base(), wish)
      else ask(wish)
      return true
    },
    came(again) {
      if (!step) return false
      owed.push(again)
      return true
    },
    shown(isFresh) {
      // Who asked is gone.
      if (isFresh) endQuestion()
      if (!navigation.wish) isAccepted = false
    },
    putAway() {
      endQuestion()
      next = undefined
    },
    restored() {
      const { wish } = navigation
      navigation.stay()
      // It was answered by the load of a page, from which the user has come back.
      if (wish && port.isOver(wish.event)) navigation.wish = undefined
      step = undefined
      isAccepted = navigation.here().key !== navigation.home || navigation.isInTransit
      navigation.moved()
      payOwed()
      if (!navigation.wish) isAccepted = false
    },
  }

  // --- questions ---

  function isAsked(wish: Wish): boolean {
    // A page in transit has no entry to go back to.
    if (isAccepted || navigation.isInTransit || !leaves(wish)) return false
    return !!subject || port.isGuarded()
  }

  /** Whether the visit would end. The same path is the same page. */
  function leaves({ key, href }: Wish): boolean {
    return key ? navigation.visitOf(key) !== navigation.visit : pathOf(href) !== pathOf(navigation.location)
  }

  function ask(wish: Wish): void {
    const isOpen = subject
    subject = wish
    if (isOpen) return
    port.ask((isYes) => {
      answer = isYes
      takeAnswer()
    })
  }

  function takeAnswer(): void {
    if (step || answer === undefined) return
    const isYes = answer
    const wish = subject
    answer = subject = undefined
    if (!wish) return
    isAccepted = isYes
    if (isYes) proceed(wish)
    else if (navigation.here().key !== base()) go(base(), undefined)
  }

  function endQuestion(): void {
    if (subject) port.withdraw()
    subject = answer = undefined
  }

  /** Asks, goes where it leads, or sends it. */
  function proceed(wish: Wish): void {
    if (isAsked(wish)) return ask(wish)
    endQuestion()
    if (!wish.key || wish.key === navigation.here().key) navigation.send(wish)
    else if (port.has(wish.key)) go(wish.key, wish)
    else navigation.send(asLink(wish))
  }

  // --- steps ---

  /** The entry that a question is put at: that of the page, or of the one that is asked for already. */
  function base(): string {
    const sent = navigation.wish
    if (!sent?.key) return navigation.home
    if (port.has(sent.key)) return sent.key
    Object.assign(sent, asLink(sent))
    return navigation.home
  }

  function go(key: string, wish: Wish | undefined): void {
    next = wish
    if (!port.has(key)) return land()
    const own = { key }
    step = own
    port.step(key)
    port.after(LONGEST_STEP, () => {
      if (step === own) land()
    })
  }

  /** The step has landed, or is lost. */
  function land(): void {
    const target = step?.key
    const here = navigation.here()
    const wish = next
    step = next = undefined
    if (!port.has(base())) becomeHome(here)
    if (here.key === base()) {
      navigation.stood = here
      const wasAccepted = isAccepted
      payOwed()
      isAccepted = wasAccepted
      // A step that was lost is not tried again.
      if (wish) proceed(target === wish.key ? asLink(wish) : wish)
    } else if (here.key === target && wish) {
      // A link was followed during the step: it starts at home.
      if (wish.key !== here.key) return go(base(), wish)
      navigation.stood = here
      navigation.send(wish)
      // With a wish sent from here, pages that were owed are in transit.
      payOwed()
    } else {
      // The user has moved meanwhile, and wants that.
      if (here.key === navigation.stood.key && wish) proceed(wish)
      else navigation.moved()
      payOwed()
    }
    takeAnswer()
  }

  function payOwed(): void {
    for (const again of owed.splice(0)) again()
  }

  /** Another entry was made where home was ahead, and cut it off. */
  function becomeHome(here: Place): void {
    navigation.stood = here
    navigation.home = here.key
    navigation.showAddress(navigation.location, 'replace')
  }
}

function asLink(wish: Wish): Wish {
  return { ...wish, how: 'push', key: '' }
}

function pathOf(href: string): string {
  return href.replace(/[?#].*/s, '')
}
