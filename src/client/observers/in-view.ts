/** Whether elements are in view. */
import { core } from '../modules/core.ts'
import { createAppearances, createDisappearances } from './appearances.ts'
import { notify } from './notify.ts'
import type { Observer, Receiver } from './observer.ts'

/** Those that can never be in view, and were reported. */
const reported = new WeakSet<Element>()

export function watchAppearance(receiver: Receiver, margin: number): Observer {
  const appearances = createAppearances()
  const sight = look(receiver.element, margin, (isInView) => {
    if (!appearances.looked(isInView, placeOf(receiver.element))) return
    notify(receiver, new Event('appear'), () => {
      appearances.ended()
      sight.again()
    })
  })
  return sight
}

export function watchDisappearance(receiver: Receiver, margin: number): Observer {
  const disappearances = createDisappearances()
  return look(receiver.element, margin, (isInView) => {
    if (disappearances.looked(isInView)) notify(receiver, new Event('disappear'))
  })
}

interface Sight extends Observer {
  /** Says once more whether it is in view: browsers tell only of changes. */
  again(): void
}

function look(element: Element, margin: number, looked: (isInView: boolean) => void): Sight {
  // At a fractional zoom the end of what scrolls may be out of reach by less than a pixel.
  const down = Math.max(1, margin)
  const options = {
    // What is below is meant, also when the page is scrolled sideways.
    rootMargin: `${down}px 1000000px`,
    // The same in elements that scroll, which the first says nothing of: https://w3c.github.io/IntersectionObserver/#dom-intersectionobserverinit-scrollmargin
    scrollMargin: `${down}px`,
  }
  let observer: IntersectionObserver | undefined
  const start = (): void => {
    // Tests without a browser have no view.
    if (!('IntersectionObserver' in globalThis)) return
    observer = new IntersectionObserver((entries) => {
      const entry = entries.at(-1)
      if (!entry) return
      if (!element.getClientRects().length) reportBoxless(element)
      looked(entry.isIntersecting)
    }, options)
    observer.observe(element)
  }
  const stop = (): void => {
    observer?.disconnect()
    observer = undefined
  }
  return {
    start,
    stop,
    again() {
      if (!observer) return
      stop()
      start()
    },
  }
}

function reportBoxless(element: Element): void {
  if (reported.has(element)) return
  reported.add(element)
  // The script of pages in development says what is wrong.
  core.natural(element).dispatchEvent(new CustomEvent('live:boxless', { bubbles: true }))
}

/** Where an element is, whatever is scrolled: another place when something came before it or after it. */
function placeOf(element: Element): string {
  const places: number[] = []
  for (let at = element, above = at.parentElement; above; at = above, above = at.parentElement) {
    const [box, outer] = [at, above].map((each) => core.natural(each).getBoundingClientRect())
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = core.natural(above)
    if (box && outer)
      places.push(box.x - outer.x + scrollLeft, box.y - outer.y + scrollTop, scrollWidth, scrollHeight)
  }
  return places.map(Math.round).join()
}
