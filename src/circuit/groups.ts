import type { QueuedEffect } from '../page/effect-queue.ts'
import { PlainEffect } from '../page/plain-effect.ts'
import type { Effect } from '../protocol/messages.ts'
import type { Topics } from '../pubsub/topics.ts'

/** A page that can be in groups. */
export interface Member {
  /** Queues an effect for its browser. */
  push(effect: QueuedEffect): void
}

interface Group {
  readonly members: Set<Member>
  /** Ends the subscription to its topic. */
  readonly end: () => void
}

/** The group that every page is in. */
export const EVERYONE = null

/**
 * Named groups of pages. A group is a topic, so that its pages may be in several processes: this process
 * follows the topic while a page of its own is in the group.
 */
export class Groups {
  readonly #topics: Topics
  readonly #groups = new Map<string | null, Group>()

  constructor(topics: Topics) {
    this.#topics = topics
  }

  join(name: string | null, member: Member): void {
    const group = this.#groups.get(name) ?? this.#follow(name)
    group.members.add(member)
  }

  leave(name: string | null, member: Member): void {
    const group = this.#groups.get(name)
    if (!group?.members.delete(member) || group.members.size > 0) return
    this.#groups.delete(name)
    group.end()
  }

  /**
   * Queues an effect for all pages of a group, wherever they are. Throws for what cannot be encoded; what the bus
   * fails with is reported.
   */
  publish(name: string | null, effect: Effect): void {
    void this.#topics.publish(topicOf(name), JSON.stringify(effect))
  }

  #follow(name: string | null): Group {
    const members = new Set<Member>()
    const end = this.#topics.subscribe(topicOf(name), null, {
      message: (text) => {
        // Nothing but `publish` above sends to this topic: the effect is encoded once for all.
        const effect = new PlainEffect(text as string)
        for (const member of members) member.push(effect)
      },
      gap() {
        // Operations that are lost cannot be had again.
      },
    })
    const group = { members, end }
    this.#groups.set(name, group)
    return group
  }
}

function topicOf(name: string | null): string {
  return name === null ? 'overwire:everyone' : `overwire:group:${name}`
}
