/**
 * Shows pages in view transitions: which ones, and by which words authors tell them apart in their styles. It is for looks alone,
 * so whatever a browser has against one is no error.
 */
import type { ComingPage, Transitions } from '../page-additions.ts'
import { core } from '../modules/core.ts'
import type { How, Navigation } from './navigation.ts'
import { setNewest } from './newest.ts'

/** On links, and on what is around them: the words of their transitions. On the script: those of all pages. */
const ATTRIBUTE = 'data-live-transition'
const OFF = 'off'

export function createTransitions(): Transitions {
  const { page } = core
  const { dataset } = page.documentElement
  const wordsOf = rememberWords()
  let current: ViewTransition | undefined
  /** The browser has played one of its own for the latest step in the history, as phones do for a swipe. */
  let hasPlayed = false
  addEventListener('popstate', ({ hasUAVisualTransition }) => (hasPlayed = hasUAVisualTransition))
  passClicks(() => {
    skip()
    return !!current
  })

  return {
    begin(pages, coming, show) {
      const direction = directionOf(coming.how, pages)
      const words = wordsOf(pages, coming, direction)
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
      const isOver = coming.how === 'traverse' && hasPlayed
      const isOff = words === undefined || words === OFF
      if (page.hidden || isStill || isOver || coming.isBehind || isOff) return false
      dataset['liveDirection'] = direction
      try {
        follow(start(`${words} ${direction}`, show))
        return true
      } catch {
        // A browser that cannot, or a script in its place.
        delete dataset['liveDirection']
        return false
      }
    },
    skip,
  }

  function follow(transition: ViewTransition): void {
    const end = (): void => {
      if (current !== transition) return
      current = undefined
      delete dataset['liveDirection']
    }
    transition.finished.then(end, end)
    // They are rejected when it is skipped, which is fine.
    for (const each of [transition.ready, transition.updateCallbackDone]) each.catch(() => {})
    current = transition
  }

  function skip(): void {
    try {
      current?.skipTransition()
    } catch {
      // As above.
    }
  }
}

/**
 * While a transition lasts its pictures cover the page, and browsers give clicks to the document. A press ends it, and the
 * click goes to what is under the pointer then, as all clicks do. `skip` says whether there was one.
 */
function passClicks(skip: () => boolean): void {
  const { page } = core
  /** What is under a press that the document got in its place. */
  let pressed: Element | null = null
  const onPointer = ({ target, clientX, clientY }: PointerEvent): void => {
    const isCovered = target === page.documentElement && skip()
    pressed = isCovered ? page.elementFromPoint(clientX, clientY) : null
  }
  const onClick = (event: MouseEvent): void => {
    if (!pressed || event.target !== page.documentElement) return
    event.stopImmediatePropagation()
    const target = around(pressed, page.elementFromPoint(event.clientX, event.clientY))
    pressed = null
    const focusable = target?.closest<HTMLElement>('a[href],button,input,select,textarea,summary,[tabindex]')
    if (focusable) core.natural(focusable).focus()
    target?.dispatchEvent(new MouseEvent('click', event))
  }
  addEventListener('pointerdown', onPointer, true)
  addEventListener('click', onClick, true)
}

/** The innermost element around what was pressed and what is under the pointer at the release: it gets the click. */
function around(pressed: Element, released: Element | null): Element | null {
  let element = released
  while (element && !core.natural(element).contains(pressed)) element = core.natural(element).parentElement
  return element
}

type Direction = 'forward' | 'back' | 'none'

function directionOf(how: How, pages: Navigation): Direction {
  if (how !== 'traverse') return how === 'push' ? 'forward' : 'none'
  // A step in the history is shown in place only where there is this.
  const left = navigation.entries().find(({ key }) => key === pages.home)
  const steps = left ? pages.here().index - left.index : 0
  if (steps === 0) return 'none'
  return steps > 0 ? 'forward' : 'back'
}

/** Back plays the transition that led to the page which is left, and Forward plays it again. */
function rememberWords(): (pages: Navigation, coming: ComingPage, to: Direction) => string | undefined {
  /** What led to the page that is shown, and to those of other entries by their keys. */
  let latest: string | undefined
  const others = new Map<string, string | undefined>()

  return (pages, { event, how, isFresh }, direction) => {
    const { key } = pages.here()
    const before = latest
    setNewest(others, pages.home, before)
    latest = how === 'traverse' ? others.get(key) : askedBy(event)
    return (direction === 'back' ? before : latest) ?? (isFresh ? core.settings['liveTransition'] : undefined)
  }
}

/** By what the user has clicked or submitted. */
function askedBy(event: number): string | undefined {
  const element = core.outbox.find(event)?.element
  const origin = element && core.natural(element).closest(`[${ATTRIBUTE}]`)
  return origin?.getAttribute(ATTRIBUTE) ?? undefined
}

function start(words: string, show: () => void): ViewTransition {
  const update = (): void => {
    try {
      show()
    } catch (error) {
      // The promise of the transition would keep it.
      reportError(error)
    }
  }
  const types = words.split(' ').filter((word) => word && word !== 'none')
  // Newer than transitions: https://caniuse.com/mdn-api_viewtransition_types
  return 'ViewTransition' in globalThis && 'types' in ViewTransition.prototype
    ? core.page.startViewTransition({ update, types })
    : core.page.startViewTransition(update)
}
