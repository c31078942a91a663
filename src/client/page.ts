/**
 * What the client knows of its document. There is one client in a document, so what it remembers are the
 * variables of its files; each file is the only one that changes its own.
 */
import { page } from './clobbering.ts'
const script = page.querySelector<HTMLScriptElement>('script[data-live-token]')

/** `liveToken`: the sealed token of the page. The others: where the server has what is called so. */
export const settings: DOMStringMap = { ...script?.dataset }

// A page may have the script twice. Once is enough.
script?.removeAttribute('data-live-token')
