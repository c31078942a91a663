/** Tells modules that what the page shows changes: which of their elements came or went they find themselves. */
type Listener = () => void

const before: Listener[] = []
const after: Listener[] = []

/** Calls them after and before every change that frames, operations and kept pages make. They must not throw. */
export function onChange(listener: Listener, first?: Listener): void {
  after.push(listener)
  if (first) before.push(first)
}

/** What the page shows is about to change. */
export function announceChange(): void {
  before.forEach((listener) => listener())
}

/** What the page shows has changed. */
export function noteChange(): void {
  after.forEach((listener) => listener())
}
