import type { MountableClass } from '../page/component-instance.ts'
import type { Page } from '../page/page.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Context } from '../view/context.ts'
import type { Groups, Member } from './groups.ts'
import type { ActionTarget } from './services.ts'

/** What an action may do to a page. An action may outlast its page: then nothing is done any more. */
export class PageTarget implements ActionTarget {
  readonly #page: Page
  readonly #groups: Groups
  readonly #member: Member
  readonly #joined = new Set<string>()
  #state: 'open' | 'ended' = 'open'

  constructor(page: Page, groups: Groups, member: Member) {
    this.#page = page
    this.#groups = groups
    this.#member = member
  }

  get context(): Context {
    return this.#page.runtime.context
  }

  effect(effect: Effect): void {
    this.#page.runtime.effect(effect)
  }

  batch(queue: () => void): void {
    this.#page.runtime.effects.batch(queue)
  }

  mount(selector: string, type: MountableClass, props: Readonly<Record<string, unknown>>): void {
    if (this.#state === 'ended') return
    this.#page.runtime.effects.push(this.#page.mountIn(selector, { type, props }))
  }

  joinGroup(group: string): void {
    // One that has ended would never leave.
    if (this.#state === 'ended') return
    this.#joined.add(group)
    this.#groups.join(group, this.#member)
  }

  leaveGroup(group: string): void {
    if (this.#joined.delete(group)) this.#groups.leave(group, this.#member)
  }

  stored(key: string, text: string): void {
    for (const { scope } of this.#page.instances) scope.received(key, text)
  }

  /** The page has ended. */
  end(): void {
    this.#state = 'ended'
    for (const group of this.#joined) this.leaveGroup(group)
  }
}
