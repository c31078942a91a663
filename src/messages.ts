/**
 * Texts in several languages, with plurals and dates. Needs the package `messageformat`.
 *
 * ```ts
 * import { defineMessages } from 'overwire/messages'
 *
 * const messages = defineMessages({
 *   en: { hello: 'Hello {$name}!' },
 *   de: { hello: 'Hallo {$name}!' },
 * })
 * const t = messages({ locale: 'de' })
 * t('hello', { name: 'Ada' }) // 'Hallo Ada!'
 * ```
 */
export { defineMessages } from './view/messages.ts'
export type { MessageOptions, MessageReader, Messages, Translate } from './view/messages.ts'
