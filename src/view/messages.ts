import { MessageFormat } from 'messageformat'
import { DraftFunctions } from 'messageformat/functions'
import { invalidMessage, missingMessage } from '../errors/view.ts'
import { inProduction } from './in-production.ts'
import { directionOf, matchLocale } from './locale.ts'
import type {
  CompleteTree,
  MessageArguments,
  MessageCatalog,
  MessageKey,
  MessageTree,
  MessageValue,
} from './message-types.ts'

/** Whose language it is: `this.live`, or a context. */
export interface MessageReader {
  readonly locale: string
  readonly timeZone?: string
}

/** Gives the text of a message in the language that its reader has at that moment. */
export type Translate<Trees> = <Key extends MessageKey<Trees>>(
  key: Key,
  ...values: MessageArguments<Trees, Key>
) => string

/** The messages of an application. */
export interface Messages<Trees> {
  (reader: MessageReader): Translate<Trees>
  /** The languages, for `createApp({ locales })`. */
  readonly locales: readonly [string, ...string[]]
}

/** Options of {@link defineMessages}. */
export interface MessageOptions {
  /** Is told, once for each, of messages that are missing or cannot be formatted. Default: the console, in development. */
  readonly warn?: (message: string) => void
}

/**
 * The texts of an application in all of its languages, in the syntax of Unicode MessageFormat 2. Their keys and what
 * they are told are typed; a key that a language lacks does not compile. Throws `invalid-message` for a text that has
 * another syntax. The first language stands in where another has no text.
 *
 * ```ts
 * const messages = defineMessages({
 *   en: { hello: 'Hello {$name}!', items: '.input {$count :integer} .match $count one {{One item}} * {{{$count} items}}' },
 *   de: { hello: 'Hallo {$name}!', items: '.input {$count :integer} .match $count one {{Ein Stück}} * {{{$count} Stück}}' },
 * })
 *
 * class Cart extends LiveView {
 *   t = messages(this.live)
 *   render() {
 *     return html`<p>${this.t('items', { count: 3 })}</p>`
 *   }
 * }
 * ```
 */
export function defineMessages<const Catalog extends MessageCatalog>(
  catalog: Catalog & { readonly [Locale in keyof Catalog]: CompleteTree<Catalog[keyof Catalog]> },
  options: MessageOptions = {},
): Messages<Catalog[keyof Catalog]> {
  const texts = new Texts(catalog, options.warn ?? (inProduction() ? undefined : consoleWarning))
  const read = (reader: MessageReader): Translate<Catalog[keyof Catalog]> => {
    const translate = (key: string, values?: Values): string => texts.text(reader, key, values)
    return translate
  }
  return Object.assign(read, { locales: texts.locales })
}

type Values = Readonly<Record<string, MessageValue>>

type Formatter = Pick<MessageFormat, 'format'>

/** How many warnings are remembered: keys may be made of what visitors send. */
const MOST_WARNINGS = 1_000
/** How many texts are remembered, those that are not long: a page asks for the same ones with each render. */
const MOST_TEXTS = 2_000
const LONG_TEXT = 500

class Texts {
  readonly locales: readonly [string, ...string[]]
  readonly #formats: ReadonlyMap<string, ReadonlyMap<string, Formatter>>
  readonly #warn: ((message: string) => void) | undefined
  readonly #warned = new Set<string>()
  /** Of those that were asked for last, by all that they are made of. Formatting takes a hundred times as long. */
  readonly #texts = new Map<string, string>()

  constructor(catalog: MessageCatalog, warn: ((message: string) => void) | undefined) {
    const [first = 'en', ...others] = Object.keys(catalog)
    this.locales = [first, ...others]
    this.#warn = warn
    this.#formats = new Map(
      Object.entries(catalog).map(([locale, tree]) => [
        locale,
        new Map(textsIn(tree).map(([key, text]) => [key, formatOf(locale, key, text)])),
      ]),
    )
  }

  /** The text of a message, remembered. */
  text(reader: MessageReader, key: string, values: Values = {}): string {
    const { locale } = reader
    // A browser is asked for its time zone only where dates are told.
    const hasDates = Object.values(values).some((value) => value instanceof Date)
    const timeZone = (hasDates && reader.timeZone) || 'UTC'
    const asked = JSON.stringify([locale, timeZone, key, Object.entries(values).map(nameOf)])
    const known = this.#texts.get(asked)
    if (known !== undefined) return known
    const text = this.#format({ locale, timeZone }, key, values)
    if (asked.length + text.length > LONG_TEXT) return text
    const [oldest] = this.#texts.size < MOST_TEXTS ? [] : this.#texts.keys()
    if (oldest !== undefined) this.#texts.delete(oldest)
    this.#texts.set(asked, text)
    return text
  }

  #format({ locale, timeZone }: Required<MessageReader>, key: string, values: Values): string {
    const [fallback] = this.locales
    const wanted = matchLocale([locale], this.locales) ?? fallback
    const own = this.#formats.get(wanted)?.get(key)
    if (!own) this.#report(missingMessage({ key, locale: wanted }).message)
    const format = own ?? this.#formats.get(fallback)?.get(key)
    if (!format) return key
    return format.format(localised(values, wanted, timeZone), (error) =>
      this.#report(invalidMessage({ key, locale: wanted, reason: reasonOf(error) }).message),
    )
  }

  #report(message: string): void {
    if (!this.#warn || this.#warned.has(message) || this.#warned.size >= MOST_WARNINGS) return
    this.#warned.add(message)
    this.#warn(message)
  }
}

/** The texts of a tree by their whole keys. */
function textsIn(tree: MessageTree, group: string = ''): (readonly [key: string, text: string])[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[group + name, value] as const] : textsIn(value, `${group}${name}.`),
  )
}

function formatOf(locale: string, key: string, text: string): Formatter {
  try {
    // Marks around what is inserted keep directions apart. Texts that run from left to right mostly hold such, and are
    // compared and measured.
    const bidiIsolation = directionOf(locale) === 'rtl' ? 'default' : 'none'
    return new MessageFormat(locale, text, { functions: DraftFunctions, bidiIsolation })
  } catch (error) {
    throw invalidMessage({ key, locale, reason: reasonOf(error) }, { cause: error })
  }
}

/** Tells a value from all others. */
function nameOf([name, value]: readonly [name: string, value: MessageValue]): readonly unknown[] {
  return [name, value instanceof Date ? value.getTime() : `${typeof value} ${String(value)}`]
}

/** Dates are those of the reader's time zone, also where a text only names them. */
function localised(values: Values, locale: string, timeZone: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value instanceof Date ? inZone(value, locale, timeZone) : value,
    ]),
  )
}

/** As the functions of the library take it: a value with options. */
function inZone(date: Date, locale: string, timeZone: string): object {
  return {
    options: { timeZone },
    valueOf: () => date,
    toString: () =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(date),
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function consoleWarning(message: string): void {
  console.warn(message)
}
