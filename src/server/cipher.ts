/**
 * Authenticated encryption with the application's secrets. What is sealed says which key did it, so that a
 * secret can be replaced: the first seals, all of them open.
 *
 * A sealed text is the format's version (1 byte), the key's id (4), the nonce (12), and what AES-256-GCM
 * makes of the content; version and key id are authenticated with it. Implementations that are given the
 * same secrets open what the other sealed.
 */
export interface Cipher {
  seal(content: Uint8Array<ArrayBuffer>): Uint8Array | Promise<Uint8Array>
  /** The content, or null when it was not sealed with one of our secrets or was changed since. */
  open(sealed: Uint8Array<ArrayBuffer>): Uint8Array | null | Promise<Uint8Array | null>
}

/** What is sealed: what was sealed for one purpose does not open for another. */
export type CipherPurpose = 'page token' | 'session' | 'session ticket' | 'flash' | 'form'

/** Makes a cipher of the application's secrets, by default the one of page tokens. */
export type CipherFactory = (secrets: readonly string[], purpose?: CipherPurpose) => Cipher

export const CIPHER_FORMAT = {
  version: 1,
  /** HKDF-SHA-256 with this salt, and the purpose as info, gives 36 bytes: the key, then its id. */
  salt: 'overwire',
  keyBytes: 32,
  idBytes: 4,
  nonceBytes: 12,
  headerBytes: 5,
} as const

interface Key {
  readonly id: Uint8Array<ArrayBuffer>
  readonly key: CryptoKey
}

/** The cipher of every platform that has WebCrypto. */
export const webCipher: CipherFactory = (secrets, purpose = 'page token') => {
  const { nonceBytes, headerBytes } = CIPHER_FORMAT
  let derived: Promise<readonly Key[]> | undefined
  const keys = (): Promise<readonly Key[]> =>
    (derived ??= Promise.all(secrets.map(async (secret) => deriveKey(secret, purpose))))

  return { seal, open }

  async function seal(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const [first] = await keys()
    if (first === undefined) throw new RangeError('There is no secret to seal with.')
    const header = Uint8Array.of(CIPHER_FORMAT.version, ...first.id)
    const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
    const text = await crypto.subtle.encrypt(algorithm(nonce, header), first.key, content)
    return concatenate(header, nonce, new Uint8Array(text))
  }

  async function open(sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array | null> {
    const header = sealed.subarray(0, headerBytes)
    const used = (await keys()).find((key) => isHeaderOf(header, key.id))
    if (used === undefined) return null
    const nonce = sealed.subarray(headerBytes, headerBytes + nonceBytes)
    const text = sealed.subarray(headerBytes + nonceBytes)
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm(nonce, header), used.key, text))
    } catch {
      // WebCrypto gives no reason, which is right: none may reach the outside.
      return null
    }
  }
}

/** Whether what is sealed has our version and was sealed with the key of this id. */
export function isHeaderOf(header: Uint8Array, id: Uint8Array): boolean {
  return (
    header.length === CIPHER_FORMAT.headerBytes &&
    header[0] === CIPHER_FORMAT.version &&
    id.every((byte, index) => byte === header[index + 1])
  )
}

async function deriveKey(secret: string, purpose: CipherPurpose): Promise<Key> {
  const { salt, keyBytes, idBytes } = CIPHER_FORMAT
  const text = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', text.encode(secret), 'HKDF', false, ['deriveBits'])
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: text.encode(salt), info: text.encode(purpose) }
  const bits = await crypto.subtle.deriveBits(parameters, material, (keyBytes + idBytes) * 8)
  const key = await crypto.subtle.importKey('raw', bits.slice(0, keyBytes), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  return { id: new Uint8Array(bits.slice(keyBytes)), key }
}

function algorithm(iv: Uint8Array<ArrayBuffer>, additionalData: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData }
}

function concatenate(...chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
