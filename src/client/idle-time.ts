/** Runs when the browser has nothing else to do: within two seconds, as a busy one may never be idle. */
export function inIdleTime(run: () => void): void {
  // Safari has no idle time (https://caniuse.com/requestidlecallback): what it takes for a delay is no number, so it runs this at once.
  const later: (run: () => void, options: object) => unknown = globalThis.requestIdleCallback ?? setTimeout
  later(run, { timeout: 2_000 })
}
