import { isThenable } from '../view/thenable.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import type { Cipher } from './cipher.ts'

/** A list that was sealed, or null for a text that we did not seal. */
type Opened = readonly unknown[] | null

/** Seals lists of values as texts that may leave the process, and opens them. */
export class SealedTexts {
  /** Replaced by an adapter that brings one that answers at once. */
  cipher: Cipher
  readonly #longest: number

  /** `longest`: a longer text is none of ours. */
  constructor(cipher: Cipher, longest: number) {
    this.cipher = cipher
    this.#longest = longest
  }

  /** Another text each time. */
  seal(content: readonly unknown[]): string | Promise<string> {
    const sealed = this.cipher.seal(new TextEncoder().encode(JSON.stringify(content)))
    return isThenable(sealed) ? sealed.then(toBase64Url) : toBase64Url(sealed)
  }

  /** Nothing is parsed before it is authenticated. */
  open(text: string): Opened | Promise<Opened> {
    const sealed = text.length <= this.#longest ? fromBase64Url(text) : null
    const content = sealed && this.cipher.open(sealed)
    return isThenable(content) ? content.then(listIn) : listIn(content)
  }
}

function listIn(content: Uint8Array | null): Opened {
  // Only we can have sealed it, so it is the list that we gave it.
  return content && (JSON.parse(new TextDecoder().decode(content)) as readonly unknown[])
}
