import { defineMessages } from 'overwire/messages'
import { de } from './de.ts'
import { en } from './en.ts'

/** What the site says, in its languages. The articles are in English. */
export const messages = defineMessages({ en, de })

/** Gives a text in the language of the page: `messages(this.live)`. */
export type Texts = ReturnType<typeof messages>
