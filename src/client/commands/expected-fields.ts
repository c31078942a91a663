/** What a form was sent with, shown where it is going to stand: in elements with `data-field`, until the event has its outcome. */
import type { CommandTarget } from '../../protocol/differences.ts'
import { core } from '../modules/core.ts'
import type { ExpectedRows, Find } from './expected-part.ts'

/** An element whose text is the field of this name. */
export const FIELD = 'data-field'

export class ExpectedFields implements ExpectedRows {
  readonly #target: CommandTarget
  readonly #texts: ReadonlyMap<string, string>
  readonly #written = new Map<Text, { readonly before: string; readonly now: string }>()
  /** Texts where there were none. */
  readonly #added = new Map<Element, Text>()

  constructor(target: CommandTarget, texts: ReadonlyMap<string, string>) {
    this.#target = target
    this.#texts = texts
  }

  apply(find: Find): void {
    for (const element of find(this.#target))
      for (const place of [element, ...core.natural(element).querySelectorAll(`[${FIELD}]`)])
        this.#show(place)
  }

  #show(place: Element): void {
    const name = core.natural(place).getAttribute(FIELD)
    const now = name === null ? undefined : this.#texts.get(name)
    if (now === undefined || this.#added.has(place)) return
    // The hole of a template has one, if anything stands in it.
    const text = [...core.natural(place).childNodes].find((node) => node instanceof Text)
    if (!text) {
      const added = new Text(now)
      core.natural(place).append(added)
      this.#added.set(place, added)
    } else if (!this.#written.has(text)) {
      this.#written.set(text, { before: text.data, now })
      text.data = now
    }
  }

  suspend(): void {
    for (const [text, { before, now }] of this.#written) if (text.data === now) text.data = before
    for (const text of this.#added.values()) text.remove()
    this.#written.clear()
    this.#added.clear()
  }

  end(): void {
    this.suspend()
  }
}
