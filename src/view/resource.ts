import type { Posting } from './posting.ts'

/** A fetch that is under way, and that a response can begin without. */
export interface Late {
  readonly settled: Promise<void>
  /** How long a response waits for it at most, in milliseconds; null for as long as it waits for any of them. */
  readonly limit: number | null
}

/**
 * A field that keeps what is derived or external: it is not part of the stored state, and the field's
 * initialiser makes it again when a view is restored. What it stores is small: what it needs to go on.
 */
export abstract class Resource {
  /** Whether {@link begin} has something to do. */
  get waiting(): boolean {
    return false
  }

  /** What is under way, where a response can begin without it; null otherwise. */
  get late(): Late | null {
    return null
  }

  /** Called once `mount` is over, and again when the view was restored elsewhere. */
  begin(): void | Promise<void> {}

  /** Called when the view starts, ahead of its own `start`. */
  started(): void {}

  /** Called when the view ends. */
  end(): void {}

  /** The browser has answered what it stores under a key; an empty text for nothing. */
  received(_key: string, _text: string): void {}

  /** Somebody else is logged in in this very page. */
  loginChanged(): void {}

  /** What it is about, where no field of a view may hold it: a topic. */
  get about(): string {
    return ''
  }

  /** What is stored of it, as data; undefined for nothing. */
  stored(): unknown {
    return undefined
  }

  /** Takes what {@link stored} gave, before anything else is called. */
  restore(_stored: unknown): void {}

  /** What it failed with that its author has not looked at since {@link beginRender}; null for nothing. */
  get unread(): { readonly error: unknown } | null {
    return null
  }

  /** The view is about to render. */
  beginRender(): void {}

  /** For a form: how it is sent as an ordinary POST; null for anything else. */
  get posting(): Posting | null {
    return null
  }

  /** What it holds in memory, for an estimate of its size. */
  get held(): unknown {
    return undefined
  }
}
