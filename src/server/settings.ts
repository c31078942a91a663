import type { Limits } from '../page/limits.ts'
import { createMemoryPubSub } from '../pubsub/memory.ts'
import type { CustomTypes } from '../pubsub/custom-types.ts'
import type { PubSub } from '../pubsub/pubsub.ts'
import type { HookName } from '../view/hook.ts'
import type { SessionDefinition } from '../view/session.ts'
import { checkLimits } from './check-limits.ts'
import type { Engine } from './content.ts'
import type { ExtendContext } from './context.ts'
import { HookScripts } from './hook-scripts.ts'
import { plainDocument, type DocumentTemplate } from './document.ts'
import { inProduction } from '../view/in-production.ts'
import { readLocales, type LocaleOptions, type LocaleSettings } from './locale.ts'
import { consoleLogger, createSafeLogger, type Logger } from './logger.ts'
import type { Platform } from './platform.ts'

/** Options of `createApp`. All of them may be left out. */
export interface AppOptions {
  /**
   * Seals what leaves the process. Without one a random secret is made, which ends with the process: pages
   * that were open then load anew. Several: the first seals, all open, so that a secret can be replaced.
   */
  readonly secret?: string | readonly string[] | undefined
  /** Hosts whose pages may connect: `example.com`, `*.example.com`, `https://example.com`. Default: the one asked. */
  readonly hosts?: readonly string[]
  /** Bounds that differ from the defaults. */
  readonly limits?: Partial<Limits>
  /** The document around every page. */
  readonly document?: DocumentTemplate
  /** Renders the templates of another engine by name, for `page.view(name, data)`. */
  readonly engine?: Engine
  /** Classes of your own that state may hold. */
  readonly types?: CustomTypes
  /** Carries messages and groups between processes. Default: {@link createMemoryPubSub}, for a single process. */
  readonly pubsub?: PubSub
  /**
   * The languages of the application, the best known first. Which of them a visitor gets is said by a cookie, and else by
   * the browser; with more options by the URL too. See `this.live.locale`.
   */
  readonly locales?: readonly [string, ...string[]] | LocaleOptions
  /** Where the framework logs. Default: the console. */
  readonly logger?: Logger
  /** Checks more, logs more, and shows errors in the browser. Default: unless `NODE_ENV` is `production`. */
  readonly development?: boolean
  /** What your application knows of a visitor, with the cookies of the very request: see `Context`. */
  readonly context?: ExtendContext
  /** What the session of a visitor holds: see `defineSession`. */
  readonly session?: SessionDefinition
  /**
   * Where browsers find the scripts of hooks, by the names of the hooks: `{ chart: '/hooks/chart.js' }`. Each is a module whose
   * default export is the hook. See `hook`.
   */
  readonly hooks?: { readonly [Name in HookName]?: string }
}

/** The options with everything that was left out. */
export interface Settings {
  readonly secrets: readonly string[]
  readonly hosts: readonly string[] | undefined
  readonly limits: Limits
  readonly document: DocumentTemplate
  readonly engine: Engine | undefined
  readonly types: CustomTypes
  readonly pubsub: PubSub
  readonly locales: LocaleSettings | null
  readonly logger: Logger
  readonly development: boolean
  readonly extend: ExtendContext | undefined
  readonly session: SessionDefinition | undefined
  readonly hooks: HookScripts
}

/** A secret that is shorter can be guessed. */
const SHORTEST_SECRET = 32

export function readOptions(options: AppOptions, platform: Platform): Settings {
  const { secret, development = !inProduction() } = options
  const logger = createSafeLogger(options.logger ?? consoleLogger)
  const secrets = typeof secret === 'string' ? [secret] : (secret ?? [])
  if (!development) warnOfSecrets(secrets, logger)
  return {
    secrets: secrets.length > 0 ? secrets : [platform.random(32)],
    hosts: options.hosts,
    limits: checkLimits(options.limits ?? {}),
    document: options.document ?? plainDocument,
    engine: options.engine,
    types: options.types ?? {},
    pubsub: options.pubsub ?? createMemoryPubSub(),
    locales: readLocales(options.locales),
    logger,
    development,
    extend: options.context,
    session: options.session,
    hooks: new HookScripts(options.hooks ?? {}),
  }
}

function warnOfSecrets(secrets: readonly string[], logger: Logger): void {
  if (secrets.length === 0) {
    logger.warn(
      'createApp() was given no "secret", so a random one was made. Pages that are open when this process ends, and pages that another process rendered, will load anew. Set createApp({ secret }) to 32 or more random characters, from an environment variable.',
    )
  } else if (secrets.some((each) => each.length < SHORTEST_SECRET)) {
    logger.warn(
      `A "secret" of createApp() is shorter than ${SHORTEST_SECRET} characters. Anyone who guesses it can forge page tokens: make one with "openssl rand -base64 32".`,
    )
  }
}
