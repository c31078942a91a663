import type { Json } from '../protocol/differences.ts'
import type { Effect, FragmentOperation } from '../protocol/messages.ts'
import type { ClientCommand } from '../view/commands/command.ts'
import { commandsOf } from '../view/commands/sendable.ts'
import { isThenable } from '../view/thenable.ts'
import type { Content } from '../template/output/render-content.ts'
import type { Engine } from './content.ts'
import { renderContent } from '../template/output/render-content.ts'
import { renderEngine } from './content.ts'

/**
 * What an action can have a page do, and a group of pages alike. Several are done in order, in one frame. A selector is for every element
 * that it finds; of `focus` and `scrollTo` the first one counts. One that finds nothing is reported in the server's log.
 */
export interface Operations {
  /** Replaces the children of the element. */
  replace(selector: string, content: Given): void
  /** Replaces the element itself. */
  outer(selector: string, content: Given): void
  /** Adds to the end of its children. */
  append(selector: string, content: Given): void
  /** Adds to the start of its children. */
  prepend(selector: string, content: Given): void
  /** Adds right before the element, beside it. */
  before(selector: string, content: Given): void
  /** Adds right behind the element, beside it. */
  after(selector: string, content: Given): void
  /** Makes the children of the element like the content, and keeps of them what can be kept. */
  morph(selector: string, content: Given): void
  /** Removes the element. */
  remove(selector: string): void
  /** Sets the title of the document. */
  title(text: string): void
  /** Changes the URL in the address bar: a new entry in the history, or with `replace` the present one. */
  url(href: string, options?: UrlOptions): void
  /** Scrolls the element to the top of what is seen. */
  scrollTo(selector: string, behavior?: 'auto' | 'smooth' | 'instant'): void
  /** Moves the focus to the element, or to the first thing in it that takes the focus. */
  focus(selector: string): void
  /** Has the browser run commands of `overwire/commands`, whose targets are selectors. */
  run(...commands: readonly ClientCommand<'page'>[]): void
  /** Dispatches a bubbling CustomEvent on the element. */
  dispatch(selector: string, type: string, detail?: Json): void
  /** Shows a message for a few seconds in `[data-live-flash]`. */
  flash(text: string, kind?: string): void
  /** Content rendered by the template engine of `createApp({ engine })`. */
  view(name: string, data?: unknown): Content | Promise<Content>
}

/** What an operation puts into a page. A promise keeps its place in the order. */
export type Given = Content | Promise<Content>

/** Options of `page.url`. */
export interface UrlOptions {
  /** Whether the present entry of the history gets the address, instead of a new one. Default: false. */
  readonly replace?: boolean
}

/** Takes each effect in the order of the calls. */
export type Perform = (effect: Effect | Promise<Effect>) => void

/** The operations, each handed to `perform` as the effect that it is on the wire. */
export function createOperations(perform: Perform, engine: Engine | undefined): Operations {
  return {
    replace: fragment('replace'),
    outer: fragment('outer'),
    append: fragment('append'),
    prepend: fragment('prepend'),
    before: fragment('before'),
    after: fragment('after'),
    morph: fragment('morph'),
    remove: (selector) => perform(['remove', selector]),
    title: (text) => perform(['title', text]),
    url: (href, options) => perform(['url', href, options?.replace === true ? 'replace' : 'push']),
    scrollTo: (selector, behavior = 'auto') => perform(['scroll', selector, behavior]),
    focus: (selector) => perform(['focus', selector]),
    dispatch: (selector, type, detail = null) => perform(['dispatch', selector, type, detail]),
    run: (...commands) => perform(['run', ...commandsOf(commands, 'page.run')]),
    flash: (text, kind = 'info') => perform(['flash', text, kind]),
    view: (name, data) => renderEngine(engine, name, data),
  }

  function fragment(operation: FragmentOperation): (selector: string, content: Given) => void {
    const effectOf = (selector: string, content: Content): Effect => [
      operation,
      selector,
      renderContent(content, `page.${operation}('${selector}', …)`),
    ]
    return (selector, content) =>
      perform(
        isThenable(content)
          ? Promise.resolve(content).then((ready) => effectOf(selector, ready))
          : effectOf(selector, content),
      )
  }
}
