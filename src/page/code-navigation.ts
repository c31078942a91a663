import { Redirect, type Signal } from '../view/signals.ts'

/** Where code of a page leads the visitor. `event` is the one whose handler it was; 0 for none. */
export type CodeNavigation = { readonly event: number } & (
  | { readonly kind: 'navigate'; readonly to: string; readonly history: 'push' | 'replace' }
  /** The same page with another search, as it stands in an address: `?page=2`. */
  | { readonly kind: 'search'; readonly search: string; readonly history: 'push' | 'replace' }
  /** An error page takes the place of the page that is shown. */
  | { readonly kind: 'instead'; readonly thrown: unknown }
)

/** What a signal asks for that was thrown in code of a page. */
export function navigationOf(thrown: Signal, event: number): CodeNavigation {
  if (thrown instanceof Redirect) return { kind: 'navigate', to: thrown.to, history: 'push', event }
  return { kind: 'instead', thrown, event }
}
