import type { Context } from '../../src/view/context.ts'
import type { MountableClass } from '../../src/page/component-instance.ts'
import type { Visit } from '../../src/page/visit.ts'
import { Advice } from '../../src/page/advice.ts'
import { ClassRegistry } from '../../src/page/class-registry.ts'
import { KeyDigests } from '../../src/page/key-digests.ts'
import { DEFAULT_LIMITS, type Limits } from '../../src/page/limits.ts'
import type { PageFollower } from '../../src/page/page-follower.ts'
import type { PageServices } from '../../src/page/services.ts'
import type { ComponentValue } from '../../src/template/template-value.ts'
import type { CustomTypes } from '../../src/pubsub/custom-types.ts'
import { createMemoryPubSub } from '../../src/pubsub/memory.ts'
import { Topics } from '../../src/pubsub/topics.ts'
import { Locales } from '../../src/server/locale.ts'
import { TemplateRegistry } from '../../src/template/output/template-registry.ts'

export interface ServiceOptions {
  readonly limits?: Partial<Limits>
  readonly types?: CustomTypes
  readonly development?: boolean
}

/** Services of pages without a server, and what was reported. */
export function pageServices({ limits, types = {}, development = false }: ServiceOptions = {}): {
  services: PageServices
  reports: string[]
} {
  const reports: string[] = []
  const report = (error: unknown, where: string): void => void reports.push(`${where}: ${String(error)}`)
  const services: PageServices = {
    limits: { ...DEFAULT_LIMITS, ...limits },
    clock: { now: () => performance.now(), wall: () => Date.now(), after: () => () => {} },
    topics: new Topics(createMemoryPubSub(), { types, report, after: () => () => {} }),
    templates: new TemplateRegistry(),
    classes: new ClassRegistry(),
    keys: new KeyDigests('secret'),
    locales: new Locales(null),
    development,
    advice: development ? new Advice((message) => void reports.push(message)) : null,
    types,
    report,
    warn: (message) => void reports.push(message),
  }
  return { services, reports }
}

export const CONTEXT: Context = {
  url: new URL('http://localhost/shop?page=2'),
  base: '',
  params: {},
  search: {},
  headers: new Headers(),
  cookies: {},
  ip: '',
  locale: 'en',
  timeZone: 'UTC',
  nonce: '',
  login: '',
  session: {},
  setSession: async () => {},
  clearSession: async () => {},
}

/** What layouts get. */
export interface Content {
  readonly content: ComponentValue
}

/** A visit to a view, at the address of {@link CONTEXT}. */
export function visitOf(view: MountableClass, differs: Partial<Visit> = {}): Visit {
  return { pattern: '/shop', layouts: [], view, params: {}, context: CONTEXT, ...differs }
}

/** A circuit that does what it is asked at once, and sends nothing. */
export const FOLLOWER: PageFollower = {
  turn: (work) => work(),
  schedule() {},
  navigate() {},
  contextChanged() {},
  rested() {},
  yieldIfBusy: () => undefined,
  queued() {},
  overflow() {},
}
