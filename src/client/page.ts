/**
 * What the client knows of its document. There is one client in a document, so what it remembers are the
 * variables of its files; each file is the only one that changes its own.
 */
import { Roots, type EngineHooks } from './roots.ts'

const script = document.querySelector<HTMLScriptElement>('script[data-live-token]')

/** The sealed token of the page; without one there is nothing to do. */
export const token: string = attribute('token')
/** Where the socket connects, and where the script is that `page.morph` needs. */
export const socketPath: string = attribute('socket')
export const morphPath: string = attribute('morph')

// A page may have the script twice. Once is enough.
script?.removeAttribute('data-live-token')

/** Told of the types of events that views handle. */
export const hooks: { listen: EngineHooks['listen'] } = { listen: () => {} }

export const roots: Roots = new Roots(hooks)

function attribute(name: string): string {
  return script?.getAttribute(`data-live-${name}`) ?? ''
}
