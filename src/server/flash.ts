import { html } from '../template/html.ts'
import type { FlashMessage } from '../view/flash-message.ts'
import { webCipher, type CipherFactory } from './cipher.ts'
import { renderContent } from '../template/output/render-content.ts'
import { parseCookies } from './cookies.ts'
import type { Incoming } from './incoming.ts'
import { packedHeader } from './packed-headers.ts'
import { isRenewal } from './public-page.ts'
import { SealedTexts } from './sealed-texts.ts'

/** No cookie holds a longer text. */
const LONGEST = 4_096
/** What of that messages may take, in bytes: sealed and encoded they are half as long again. */
const ROOM = 2_600
/** Seconds: who is led elsewhere is there by then. */
const MAX_AGE = 60

/**
 * Messages on their way to the next page that a browser loads: in a sealed cookie of their own, for a minute. The first page
 * that is shown takes them.
 */
export class FlashCookie {
  readonly #secrets: readonly string[]
  readonly #texts: SealedTexts

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
    this.#texts = new SealedTexts(webCipher(secrets, 'flash'), LONGEST)
  }

  /** Brings a cipher that answers at once, where the platform has one. */
  sealWith(factory: CipherFactory): void {
    this.#texts.cipher = factory(this.#secrets, 'flash')
  }

  /** The messages for the page of a request. One that nobody sees takes none. */
  messagesFor(incoming: Incoming): readonly FlashMessage[] | Promise<readonly FlashMessage[]> {
    return isRenewal(incoming) || isPrefetch(incoming) ? NONE : this.messagesIn(incoming)
  }

  /** The messages that a request brings, whatever it is for. */
  messagesIn({ headers, secure }: Incoming): readonly FlashMessage[] | Promise<readonly FlashMessage[]> {
    const text = parseCookies(packedHeader(headers, 'cookie'))[nameFor(secure)]
    return text === undefined ? NONE : this.#open(text)
  }

  /** The header that keeps these messages, behind those that the request has brought: the newest that there is room for. */
  async headerWith(messages: readonly FlashMessage[], incoming: Incoming): Promise<string> {
    const kept: FlashMessage[] = []
    let room = ROOM
    for (const message of [...(await this.messagesIn(incoming)), ...messages].reverse()) {
      room -= bytesOf(message)
      if (room < 0 && kept.length > 0) break
      kept.unshift(room < 0 ? shortened(message) : message)
    }
    return this.#header(await this.#texts.seal(kept), MAX_AGE, incoming)
  }

  /** The header that takes all messages away. */
  headerWithout(incoming: Incoming): string {
    return this.#header('', 0, incoming)
  }

  async #open(text: string): Promise<readonly FlashMessage[]> {
    // What was sealed as messages are messages.
    return ((await this.#texts.open(text)) ?? NONE) as readonly FlashMessage[]
  }

  #header(sealed: string, age: number, { secure }: Incoming): string {
    const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
    return `${nameFor(secure)}=${sealed}; ${attributes}; Max-Age=${age}`
  }
}

/** What a page says above its content. The script of the page moves it to where the author has a place for it. */
export function flashMarkup(messages: readonly FlashMessage[]): string {
  if (messages.length === 0) return ''
  const lines = messages.map(([text, kind]) => html`<p data-kind=${kind}>${text}</p>`)
  return renderContent(html`<div data-live-flash="sent" role="status">${lines}</div>`, 'flash')
}

const NONE: readonly FlashMessage[] = []

/** With this prefix nobody on a line without encryption can set it. */
function nameFor(secure: boolean): string {
  return secure ? '__Host-live_flash' : 'live_flash'
}

/** Whether it may be that nobody ever sees the answer. */
export function isPrefetch({ headers }: Incoming): boolean {
  return /^(?:sec-)?purpose:.*prefetch/m.test(headers)
}

function bytesOf(message: FlashMessage): number {
  return new TextEncoder().encode(JSON.stringify(message)).length
}

/** As much of a message as no cookie is too small for: a character takes six bytes at most. */
function shortened([text, kind]: FlashMessage): FlashMessage {
  return [`${Array.from(text).slice(0, 300).join('')}…`, kind.slice(0, 20)]
}
