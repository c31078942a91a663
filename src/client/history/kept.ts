/**
 * The content that the page was opened with, while actions show something else: the very nodes, and what was to
 * happen to them meanwhile.
 *
 * Before an action changes an element, its children are noted. They are kept if the action turns out to lead to
 * another address, and forgotten otherwise. What happens while the user is elsewhere, but is not done by what was
 * clicked there (operations on a group of pages, events that were sent before), is done again when the content
 * comes back.
 */
import { ROOT } from '../marks.ts'
import { core } from '../modules/core.ts'
import type { EditEffect } from '../additions.ts'

/** What stood in an element. */
interface Image {
  readonly nodes: readonly ChildNode[]
  /** The event that changed it. */
  readonly event: number
  /** How much had been missed by then. */
  readonly missed: number
}

export interface Kept {
  /** The children of these elements are about to be others, as this event asks; 0 for nobody's event. */
  changes(regions: readonly HTMLElement[], effect: EditEffect | undefined, event: number): void
  /** The title is about to be this one. */
  titled(text: string, event: number): void
  /** This event leads to another address: its content is not that of the opening visit. */
  leads(event: number): void
  ended(event: number): void
  /** Puts everything back, or what this event has changed. False when that is not possible. */
  restore(event: number, redo: (effect: EditEffect, isIn: (region: Element) => boolean) => void): boolean
  /** Nothing of it counts any more. */
  forget(): void
}

const MOST_MISSED = 100

/** `wasEdited`: something was changed already that was not kept. */
export function createKept(wasEdited: boolean): Kept {
  const { natural, page } = core
  const images = new Map<Element, Image>()
  const missed: { readonly effect: EditEffect | undefined; readonly event: number }[] = []
  let title: { readonly text: string; readonly event: number } | undefined
  let isAway = false
  let isLost = wasEdited
  /** The events before this one were sent while the opening visit was shown; the one that led elsewhere is not of it. */
  let first = 0
  let led = 0

  return {
    changes(regions, effect, event) {
      if (isAway || event) for (const region of regions) keep(region, effect?.[0], event)
      if (!isOfOpening(event)) return
      missed.push({ effect, event })
      if (!effect || missed.length > MOST_MISSED) isLost = true
    },
    titled(text, event) {
      if (isOfOpening(event)) title = { text, event }
      else if (!title || !(isAway || title.event === event)) title = { text: page.title, event }
    },
    leads(event) {
      led = event
      for (let index = missed.length; index--;) {
        // As it leads, what it did is not of the opening visit. The places of the others count.
        if (missed[index]?.event === event) missed[index] = { effect: undefined, event }
      }
      if (isAway) return
      isAway = true
      first = core.outbox.next()
      dropWhere((image) => image.event !== event)
    },
    ended(event) {
      if (!isAway) dropWhere((image) => image.event === event)
    },
    restore(event, redo) {
      const own = [...images].filter(([, image]) => isAway || image.event === event)
      if (isLost || own.some(([element]) => !natural(element).isConnected)) return !(isAway || own[0])
      if (title && (isAway || title.event === event)) page.title = title.text
      for (const [element, { nodes }] of own) {
        natural(element).replaceChildren()
        // One by one: the arguments of a call are limited.
        for (const node of nodes) natural(element).append(node)
        natural(element).removeAttribute(ROOT)
      }
      missed.forEach(
        ({ effect }, index) =>
          effect &&
          redo(effect, (region) =>
            own.some(([element, image]) => image.missed <= index && element.contains(region)),
          ),
      )
      forget()
      return true
    },
    forget() {
      if (isAway) isLost = true
      else forget()
    },
  }

  /** Whether the user was elsewhere when this was done, and it is not what was done there. */
  function isOfOpening(event: number): boolean {
    return isAway && event < first && event !== led
  }

  function keep(element: HTMLElement, how: string | undefined, event: number): void {
    const before = images.get(element)
    if (before && (isAway || before.event === event)) return
    const unhidden = natural(element)
    // A root that leaves the page is over, and what is changed in place is not what it was.
    if (how === 'morph' || unhidden.matches(`[${ROOT}]`) || unhidden.querySelector(`[${ROOT}]`)) isLost = true
    images.set(element, { nodes: [...unhidden.childNodes], event, missed: missed.length })
  }

  function dropWhere(condition: (image: { readonly event: number }) => boolean): void {
    for (const [element, image] of images) if (condition(image)) images.delete(element)
    if (title && condition(title)) title = undefined
    if (!images.size) isLost = false
  }

  function forget(): void {
    images.clear()
    missed.length = 0
    title = undefined
    isAway = isLost = false
  }
}
