/**
 * A controller of which a listener may throw. On Node an error in a listener of an `AbortSignal` ends the process,
 * however carefully `abort` is called; here it is reported.
 */
export function createGuardedController(report: (error: unknown) => void): AbortController {
  const controller = new AbortController()
  guard(controller.signal, report)
  return controller
}

type Listener = Parameters<AbortSignal['addEventListener']>[1]

function guard(signal: AbortSignal, report: (error: unknown) => void): void {
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  /** By what was added, what was added in its place. */
  const guarded = new WeakMap<object, Listener>()
  let handler: AbortSignal['onabort'] = null

  Object.defineProperties(signal, {
    addEventListener: {
      value: (type: string, listener: Listener | null, options?: AddEventListenerOptions | boolean) => {
        if (listener === null) return
        const safe = guarded.get(listener) ?? guardedListener(listener)
        guarded.set(listener, safe)
        add(type, safe, options)
      },
    },
    removeEventListener: {
      value: (type: string, listener: Listener | null, options?: EventListenerOptions | boolean) => {
        if (listener !== null) remove(type, guarded.get(listener) ?? listener, options)
      },
    },
    onabort: {
      get: () => handler,
      set: (value: AbortSignal['onabort']) => {
        handler = value
        signal.addEventListener('abort', callHandler)
      },
    },
  })

  function callHandler(event: Event): void {
    handler?.call(signal, event)
  }

  function guardedListener(listener: Listener): Listener {
    return (event: Event) => {
      try {
        if (typeof listener === 'function') listener.call(signal, event)
        else listener.handleEvent(event)
      } catch (error) {
        report(error)
      }
    }
  }
}
