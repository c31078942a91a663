/** Tells modules that what the page shows has changed: which of their elements came or went they find themselves. */
const listeners: (() => void)[] = []

/** Calls it after every change that frames, operations and kept pages make. It must not throw. */
export function onChange(listener: () => void): void {
  listeners.push(listener)
}

/** What the page shows has changed. */
export function noteChange(): void {
  listeners.forEach((listener) => listener())
}
