/** Starts and stops what directives have watched, as their elements come and go. */
import type { Json } from '../../protocol/differences.ts'
import type { Observation } from '../../protocol/observations.ts'
import { core } from '../modules/core.ts'
import type { DirectedPart } from '../additions.ts'
import { isInPage } from '../commands/leaving-mark.ts'
import { watchAppearance, watchDisappearance } from './in-view.ts'
import { listen } from './listen.ts'
import { watchMount } from './mounted.ts'
import type { Observer, Receiver } from './observer.ts'
import { watchOpen } from './opened.ts'
import { watchOutside } from './outside.ts'
import { poll } from './poll.ts'
import { watchSize } from './resize.ts'

/** What is watched for an element. */
export class Watch {
  readonly element: Element
  readonly #observer: Observer
  #isWatching = false

  constructor(element: Element, observer: Observer) {
    this.element = element
    this.#observer = observer
    // The element may be on its way into the document.
    all.add(new WeakRef(this))
    this.look()
  }

  /** Watches as long as the element is in the document. */
  look(): void {
    const isThere = isInPage(this.element)
    if (isThere === this.#isWatching) return
    this.#isWatching = isThere
    if (isThere) this.#observer.start()
    else this.#observer.stop()
  }

  end(): void {
    if (this.#isWatching) this.#observer.stop()
    this.#isWatching = true
    for (const reference of all) if (reference.deref() === this) all.delete(reference)
  }
}

/** Also those of kept pages, which come back. What has gone for good is forgotten with its part. */
const all = new Set<WeakRef<Watch>>()
const watches = new WeakMap<DirectedPart, { readonly watch: Watch; readonly says: string }>()

/** The page shows something else. */
export function lookAtAll(): void {
  for (const reference of all) {
    const watch = reference.deref()
    if (watch) watch.look()
    else all.delete(reference)
  }
}

export function bind(part: DirectedPart, data: Json | undefined): void {
  // The server has made it.
  const observation = data as Observation | undefined | null
  const isListening = observation?.[0] === 'window' || observation?.[0] === 'document'
  // How it is listened for depends on options; others read them when they are needed.
  const says = JSON.stringify([observation, isListening && part.binding])
  const before = watches.get(part)
  if (before?.says === says) return
  before?.watch.end()
  watches.delete(part)
  if (!observation) return
  const { element } = part
  watches.set(part, { watch: new Watch(element, observerOf({ element, part }, observation)), says })
}

function observerOf(receiver: Receiver, observation: Observation): Observer {
  switch (observation[0]) {
    case 'window':
      return listen(receiver, window, observation[1])
    case 'document':
      return listen(receiver, core.page, observation[1])
    case 'outside':
      return watchOutside(receiver)
    case 'appear':
      return watchAppearance(receiver, observation[1])
    case 'disappear':
      return watchDisappearance(receiver, observation[1])
    case 'resize':
      return watchSize(receiver)
    case 'mounted':
      return watchMount(receiver)
    case 'open':
      return watchOpen(receiver, observation[1] === 1, observation[2] === 1)
    case 'every':
      return poll(receiver, observation[1])
  }
}
