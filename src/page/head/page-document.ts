import type { Effect } from '../../protocol/messages.ts'
import { componentsIn } from '../../template/tree/walk.ts'
import type { Head } from '../../view/head.ts'
import type { DocumentPort } from '../../view/runtime.ts'
import { ComponentInstance, instanceIn } from '../component-instance.ts'
import type { RootTree } from '../root-tree.ts'
import { keptHead } from './merge-heads.ts'
import { headEffects, shownHead, type DocumentLanguage, type ShownHead } from './page-head.ts'

/** What the document needs of its page. */
export interface DocumentHost {
  /** The committed trees: the views in them are those that are shown. */
  readonly trees: readonly RootTree[]
  readonly following: boolean
  readonly rendering: boolean
  readonly language: { readonly document: DocumentLanguage }
  effect(effect: Effect): void
}

/** What a page that is made again is told of its document. */
export interface DocumentRecord {
  readonly shown: ShownHead | null
  readonly base: Head | undefined
}

/**
 * What the views of a page say of the document around them, and what the browser shows of it. It is a function of
 * the committed trees: what a view says holds while it stands in them. So a page that is made ahead changes nothing,
 * and what a view has put into the head goes with it.
 *
 * `unused`: no view has said anything. `changed`: what the browser shows may be something else.
 */
export class PageDocument implements DocumentPort {
  readonly #host: DocumentHost
  #state: 'unused' | 'changed' | 'shown' = 'unused'
  /** Null: what the document shows is not known. */
  #shown: ShownHead | null = null
  /** What the document says of itself, around all views. */
  base: Head | undefined

  constructor(host: DocumentHost) {
    this.#host = host
  }

  get title(): string | undefined {
    return this.#shown?.title
  }

  headOf(record: object): Head {
    return (record instanceof ComponentInstance && record.head) || NOTHING
  }

  /** A view says something else. A title that it has set stays unless another one is given. */
  setHead(record: object, head: Head): void {
    if (!(record instanceof ComponentInstance)) return
    const { title } = this.headOf(record)
    record.head = keptHead({ title, ...head })
    this.changed()
    if (!this.#host.rendering) this.show()
  }

  /** What is shown of views, or the language of the page, is something else. */
  changed(): void {
    this.#state = 'changed'
  }

  /** A browser follows. Where no view has said anything, its document shows nothing of any. */
  followed(): void {
    if (this.#state === 'unused') this.#shown ??= this.#now()
    this.show()
  }

  /** Tells the browser what differs. Nothing is told before one follows. */
  show(): void {
    if (this.#state !== 'changed' || !this.#host.following) return
    const after = this.#now()
    const before = { shown: this.#shown, language: this.#host.language.document }
    for (const effect of headEffects(before, after)) this.#host.effect(effect)
    this.#state = 'shown'
    this.#shown = after
  }

  /** What the document of a response shows. */
  response(): ShownHead {
    if (this.#state === 'changed') this.#state = 'shown'
    return (this.#shown = this.#now())
  }

  /** Whether its document shows more of its views than a title: the browser changes that by a module. */
  get hasHead(): boolean {
    const { tags, html, body } = this.#shown ?? NO_HEAD
    return tags.size > 0 || html !== '' || body !== ''
  }

  /** What is to be known of it when the page is made again; undefined while that is nothing. */
  get record(): DocumentRecord | undefined {
    if (this.#state === 'unused' && this.base === undefined) return undefined
    return { shown: this.#shown, base: this.base }
  }

  restore({ shown, base }: DocumentRecord): void {
    this.#shown = shown
    this.base = base
  }

  #now(): ShownHead {
    const { trees, language } = this.#host
    const inner = trees.flatMap(({ node }) =>
      [...componentsIn(node)].flatMap((component) => instanceIn(component)?.head ?? []),
    )
    return shownHead(this.base ? [this.base, ...inner] : inner, language.document)
  }
}

const NOTHING: Head = {}
const NO_HEAD: Pick<ShownHead, 'tags' | 'html' | 'body'> = { tags: new Map(), html: '', body: '' }
