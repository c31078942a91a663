import { escapeAttribute } from '../template/compile/escape.ts'
import { clientPath, morphPath } from './assets.ts'

/** Where the socket of every page connects. */
export const SOCKET_PATH = '/_live/socket'

export interface ScriptOptions {
  /** Of the Content-Security-Policy; empty for none. */
  readonly nonce: string
  /** The path under which the application is mounted, where its scripts are. */
  readonly base: string
}

/** The script that makes a page live. It finds its token on itself, so there is no inline script. */
export function scriptTag(token: string, { nonce, base }: ScriptOptions): string {
  // The base comes from the request line.
  const at = escapeAttribute(base)
  const attributes = [
    'defer',
    `src="${at}${clientPath}"`,
    `data-live-token="${token}"`,
    `data-live-morph="${at}${morphPath}"`,
    `data-live-socket="${SOCKET_PATH}"`,
  ]
  // The nonce comes from the application: it may be any text.
  if (nonce !== '') attributes.push(`nonce="${escapeAttribute(nonce)}"`)
  return `<script ${attributes.join(' ')}></script>`
}

/** The element that holds a root. */
export function rootContainer(root: number, html: string): string {
  return `<div data-live-root="${root}">${html}</div>`
}
