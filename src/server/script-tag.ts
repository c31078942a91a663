import { escapeAttribute } from '../template/compile/escape.ts'
import { PAGE_PATH } from './public-page.ts'
import { clientPath, developmentPath, LAZY_MODULES, modulePath, type LazyModule } from './assets.ts'

/** Where the socket of every page connects. */
export const SOCKET_PATH = '/_live/socket'

export interface ScriptOptions {
  /** Of the Content-Security-Policy; empty for none. */
  readonly nonce: string
  /** The path under which the application is mounted, where its scripts are. */
  readonly base: string
  /** Whether somebody is logged in: `same` when for the page that asked for this one it was the same. */
  readonly login: 'same' | 'some' | null
  /** Whether it says in the console why something was refused, and what loses what users type. */
  readonly development: boolean
  /** Whether it is a page of `app.live`: links to others of them are taken over. */
  readonly routes: 'live' | 'none'
  /** Whether pages of `app.live` take the place of each other in view transitions. */
  readonly transitions: boolean
  /** Whether caches may keep the page: then it has no token, and asks for one. */
  readonly cached?: boolean
  /** Whether the page answers a request that is not to be repeated. */
  readonly posted: boolean
  /** Those that views have set on `<html>` and `<body>`: the browser has to know them to take them away. */
  readonly classes: { readonly html: string; readonly body: string }
  /** Where the scripts of hooks are, as JSON; empty where there are none. */
  readonly hooks: string
  /** The addresses of the modules that the page will need, which are loaded beside the script. */
  readonly needs: readonly string[]
}

type PreloadOptions = Pick<ScriptOptions, 'nonce' | 'base' | 'needs'>

/** The script that makes a page live. It finds its token on itself, so there is no inline script. */
export function scriptTag(
  token: string,
  {
    nonce,
    base,
    login,
    development,
    posted,
    routes,
    transitions,
    cached = false,
    hooks,
    needs,
    classes,
  }: ScriptOptions,
): string {
  // The base comes from the request line.
  const at = escapeAttribute(base)
  const allowed = nonceAttribute(nonce)
  const addressOf = (name: LazyModule): string => at + modulePath(name, development)
  const preloads = modulePreloads({ nonce, needs })
  const attributes = [
    `src="${at}${clientPath}"`,
    `data-live-token="${token}"`,
    ...LAZY_MODULES.map((name) => `data-live-${name}="${addressOf(name)}"`),
    `data-live-socket="${SOCKET_PATH}"`,
    ...(hooks === '' ? [] : [`data-live-hook-scripts="${escapeAttribute(hooks)}"`]),
    ...(login === null ? [] : [`data-live-login="${login}"`]),
    ...Object.entries(classes).flatMap(([name, value]) =>
      value === '' ? [] : [`data-live-${name}="${escapeAttribute(value)}"`],
    ),
    ...(posted ? ['data-live-posted'] : []),
    ...(cached ? [`data-live-public="${at}${PAGE_PATH}"`] : []),
    ...(routes === 'live' ? [`data-live-routes="${at}"`] : []),
    ...(routes === 'live' && transitions ? ['data-live-transition'] : []),
  ]
  const helper = development ? `<script defer src="${at}${developmentPath}"${allowed}></script>` : ''
  return `${preloads}${helper}<script defer ${attributes.join(' ')}${allowed}></script>`
}

/** What the head of a page has where its script tag comes at the end: the scripts load while the rest comes. */
export function preloadTags(options: PreloadOptions): string {
  const address = escapeAttribute(options.base) + clientPath
  const script = `<link rel="preload" as="script" href="${address}"${nonceAttribute(options.nonce)}>`
  return script + modulePreloads(options)
}

function modulePreloads({ nonce, needs }: Pick<ScriptOptions, 'nonce' | 'needs'>): string {
  const tags = needs.map(
    (address) => `<link rel="modulepreload" href="${escapeAttribute(address)}"${nonceAttribute(nonce)}>`,
  )
  return tags.join('')
}

/** It may be any text. */
function nonceAttribute(nonce: string): string {
  return nonce === '' ? '' : ` nonce="${escapeAttribute(nonce)}"`
}

/** What views have put into the head. A policy for style sheets wants its nonce on their links. */
export function tagsWith(nonce: string, tags: ReadonlyMap<string, string>): string {
  const link = nonce === '' ? '<link' : `<link nonce="${escapeAttribute(nonce)}"`
  return [...tags.values()].map((markup) => markup.replace(/^<link/, () => link)).join('')
}

/** The element that holds a root. By its key a browser knows that it has the same in another page. */
export function rootContainer(root: number, key: string, html: string): string {
  return `<div data-live-root="${root}" data-live-key="${key}">${html}</div>`
}
