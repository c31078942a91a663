/** Finds names that are probably misspelled: any `live-…` and `@…` may name an event of somebody's own, so a wrong one is no error. */

/** Events of browsers. Those of somebody's own have other names. */
const EVENTS =
  'abort animationcancel animationend animationiteration animationstart auxclick beforeinput beforematch beforetoggle blur cancel canplay canplaythrough change click close command compositionend compositionstart compositionupdate contentvisibilityautostatechange contextlost contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange emptied ended error focus focusin focusout formdata fullscreenchange gotpointercapture hashchange input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel offline online pagehide pageshow paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerup popstate progress ratechange reset resize scroll scrollend search securitypolicyviolation seeked seeking select selectionchange selectstart slotchange stalled storage submit suspend timeupdate toggle touchcancel touchend touchmove touchstart transitioncancel transitionend transitionrun transitionstart unload visibilitychange volumechange waiting wheel'.split(
    ' ',
  )

/** What else `live-…` says of an element, and `data-live-…` too. */
const DIRECTIVES =
  'confirm debounce disable-with init intersect-appear intersect-disappear intersect-threshold keys once prevent repeat self stop throttle typing'.split(
    ' ',
  )

/** What `data-live-…` alone says. */
const MARKS =
  'before-leave flash foreign keep-scroll native notice pending prefetch progress status transition behind code optimistic stale leaving key root'.split(
    ' ',
  )

/** Shorter ways to say a name that people try. */
const PARTS: Readonly<Record<string, string>> = {
  appear: 'intersect-appear',
  disappear: 'intersect-disappear',
  threshold: 'intersect-threshold',
}

/** The type of an event that is probably meant; null when this may well be its name. */
export function nearEvent(type: string): string | null {
  return near(type, EVENTS)
}

/** What is probably meant by `live-…` or `data-live-…`; null when this may well be its name. */
export function nearAttribute(attribute: string): string | null {
  const [, prefix = '', name = ''] = /^((?:data-)?live-)(.*)$/.exec(attribute) ?? []
  const known = prefix === 'live-' ? [...DIRECTIVES, ...EVENTS] : [...DIRECTIVES, ...MARKS, ...EVENTS]
  const meant = near(name, known)
  return meant === null ? null : prefix + meant
}

function near(name: string, known: readonly string[]): string | null {
  if (known.includes(name)) return null
  const plain = plainly(name)
  const found =
    known.find((each) => isNear(plain, plainly(each))) ??
    Object.keys(PARTS).find((each) => known.includes(PARTS[each] ?? '') && isNear(plain, each))
  return found === undefined ? null : (PARTS[found] ?? found)
}

function plainly(name: string): string {
  return name.toLowerCase().replaceAll('-', '')
}

/** One letter too many, too few, or two that changed places; in a longer name also another letter, or two mistakes. */
function isNear(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length)
  if (one === other) return true
  if (shorter < 3 || Math.abs(one.length - other.length) > 2) return false
  return distance(one, other, shorter < 6 ? 2 : 1) <= (shorter < 9 ? 1 : 2)
}

/** How many letters are added, taken away, changed places, or are others, which counts for `other`. */
function distance(one: string, two: string, other: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: two.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    for (let column = 1; column <= two.length; column++) {
      const [letter, against] = [one[row - 1], two[column - 1]]
      const swaps = letter === two[column - 2] && one[row - 2] === against
      next.push(
        Math.min(
          (last[column] ?? FAR) + 1,
          (next[column - 1] ?? FAR) + 1,
          (last[column - 1] ?? FAR) + (letter === against ? 0 : other),
          swaps ? (beforeLast[column - 2] ?? FAR) + 1 : FAR,
        ),
      )
    }
    ;[beforeLast, last] = [last, next]
  }
  return last[two.length] ?? FAR
}

const FAR = 1_000
