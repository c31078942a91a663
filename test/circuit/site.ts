import { Component, html, LiveView, type TemplateResult, type ViewClass } from 'overwire'
import { expect } from 'vitest'
import { HandlerRates } from '../../src/circuit/handler-rates.ts'
import { ByteBudget } from '../../src/circuit/byte-budget.ts'
import { Circuits } from '../../src/circuit/circuits.ts'
import type { ActionCall, CircuitServices, VisitAnswer } from '../../src/circuit/services.ts'
import type { MountableClass } from '../../src/page/component-instance.ts'
import type { Limits } from '../../src/page/limits.ts'
import type { Visit } from '../../src/page/visit.ts'
import type { NavigationKind } from '../../src/protocol/navigation-messages.ts'
import type { Effect } from '../../src/protocol/messages.ts'
import { Router } from '../../src/server/router.ts'
import type { Context } from '../../src/view/context.ts'
import { NotFound, Redirect } from '../../src/view/signals.ts'
import { CONTEXT, pageServices, type Content } from '../page/page-services.ts'
import { SiteBrowser } from './site-browser.ts'
import { HeldPlatform, settled } from './wire-browser.ts'

/** The layout of all pages: it shows where the page is. */
export class Shell extends Component<Content> {
  render() {
    return html`<nav>${this.live.context.url.pathname}</nav><main>${this.props.content}</main>`
  }
}

class NotHere extends LiveView {
  render() {
    return html`<h1>${'Not here'}</h1>`
  }
}

class Broken extends LiveView {
  render() {
    return html`<h1>${'Broken'}</h1>`
  }
}

export interface SiteOptions {
  readonly limits?: Partial<Limits>
  readonly layouts?: readonly MountableClass[]
  /** Pages without layouts and without pages for errors. */
  readonly alone?: Readonly<Record<string, ViewClass>>
  action?(call: ActionCall): Promise<undefined>
}

/** Pages of routes, in one layout, as their circuits see them. */
export interface Site {
  readonly platform: HeldPlatform
  readonly reports: string[]
  readonly circuits: Circuits
  /** Loads a page and joins it; `location` is where its user wants to be by then. */
  open(path: string, location?: string): Promise<SiteBrowser>
}

/** Serves these views, each at its path. */
export function site(views: Readonly<Record<string, ViewClass>>, options: SiteOptions = {}): Site {
  const { limits = {}, layouts = [Shell], alone = {}, action } = options
  const router = new Router<Pick<Visit, 'view' | 'layouts'>>()
  for (const [path, view] of Object.entries(views)) router.add(path, { view, layouts })
  for (const [path, view] of Object.entries(alone)) router.add(path, { view, layouts: [] })
  const platform = new HeldPlatform()
  const { services: forPages, reports } = pageServices({ limits })
  const services: CircuitServices = {
    ...forPages,
    clock: platform.clock,
    random: platform.random,
    handlerRates: new HandlerRates(platform.clock),
    eventBytes: new ByteBudget(1e9),
    prefetchBytes: new ByteBudget(1e9),
    warnOf: (_, message) => void reports.push(message),
    action: async (call) => action?.(call),
    actionQueue: () => ({}),
    around: null,
    visit: (from, href) => Promise.resolve(answer(from, href)),
    heldUntil: () => Infinity,
    visitAfter: (visit, thrown) => {
      if (thrown instanceof Redirect) return { kind: 'redirect', to: thrown.to }
      if (visit.status !== undefined || visit.layouts.length === 0) {
        return { kind: 'load', href: visit.context.url.pathname }
      }
      const isMissing = thrown instanceof NotFound
      const instead = { view: isMissing ? NotHere : Broken, status: isMissing ? 404 : 500 } as const
      return { kind: 'failed', visit: { ...visit, ...instead } }
    },
  }
  const circuits = new Circuits(services)
  return {
    platform,
    reports,
    circuits,
    open: async (path, location) => {
      const opened = answer(CONTEXT, path)
      if (opened.kind !== 'visit') throw new Error(`nothing at ${path}`)
      return SiteBrowser.open({ circuits, services, visit: opened.visit, location })
    },
  }

  function answer(from: Context, href: string): VisitAnswer {
    const url = new URL(href, from.url)
    const match = url.origin === from.url.origin ? router.match(url.pathname) : null
    if (!match) return { kind: 'load', href }
    url.hash = ''
    const { pattern, target, params } = match
    const search = Object.fromEntries(url.searchParams)
    return { kind: 'visit', visit: { pattern, ...target, params, context: { ...from, url, params, search } } }
  }
}

/** A view that shows its name. */
export function page(name: string, content: () => TemplateResult | null = () => null): ViewClass {
  return class extends LiveView {
    render() {
      return html`<h1>${name}</h1>${content()}`
    }
  }
}

/** A view that does this when it mounts. */
export function mounting(work: (view: LiveView) => unknown): ViewClass {
  return class extends LiveView {
    override async mount() {
      await work(this)
    }
    render() {
      return html`<h1>Mounted</h1>`
    }
  }
}

/** A view whose button does this. */
export function doing(work: (view: LiveView) => unknown): ViewClass {
  return class extends LiveView {
    render() {
      return html`<button @click=${() => work(this)}>Go</button>`
    }
  }
}

/** Where the button of such a view is. */
export const BUTTON = [0, 1, 0]

/** The user follows a link, or goes to an entry of the history that the visit that is shown has made, or another one. */
export async function navigate(
  browser: SiteBrowser,
  href: string,
  how: NavigationKind = 'push',
  entry: 'own' | 'other' = 'other',
): Promise<void> {
  browser.sendEvent(href, 'navigate', { data: { how, ...(entry === 'own' && { shown: '1' }) } })
  await settled()
}

/** The key of a root in the effect of a page. */
export const KEY: unknown = expect.any(String)

/** The effects that name an address, in order. */
export function addresses(browser: { readonly effects: readonly Effect[] }): Effect[] {
  return browser.effects.filter(
    (effect) => typeof effect === 'object' && ['page', 'address', 'load'].includes(effect[0]),
  )
}

/** The newest difference. */
export function lastShown(browser: SiteBrowser): string {
  return JSON.stringify(browser.frames.findLast(({ difference }) => difference !== 0)?.difference)
}
