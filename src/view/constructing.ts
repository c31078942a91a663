import type { ViewScope } from './view-scope.ts'

let current: ViewScope | null = null

/** Constructs a view or component: what its initialisers make may belong to it without being given it. */
export function constructing<Made>(scope: ViewScope, construct: () => Made): Made {
  const before = current
  current = scope
  try {
    return construct()
  } finally {
    current = before
  }
}

/** The scope whose initialisers run; null outside of them. */
export function scopeConstructing(): ViewScope | null {
  return current
}
