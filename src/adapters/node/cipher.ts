import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { CIPHER_FORMAT, isHeaderOf, type CipherFactory, type CipherPurpose } from '../../server/cipher.ts'

interface Key {
  readonly id: Uint8Array
  readonly key: Uint8Array
}

const ALGORITHM = 'aes-256-gcm'
const TAG_BYTES = 16

/** The cipher of Node: the same format as that of the web, but it answers at once. */
export const nodeCipher: CipherFactory = (secrets, purpose = 'page token') => {
  const { version, nonceBytes, headerBytes } = CIPHER_FORMAT
  const keys = secrets.map((secret) => deriveKey(secret, purpose))

  return { seal, open }

  function seal(content: Uint8Array): Uint8Array {
    const [first] = keys
    if (first === undefined) throw new RangeError('There is no secret to seal with.')
    const header = Uint8Array.of(version, ...first.id)
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(ALGORITHM, first.key, nonce).setAAD(header)
    return Buffer.concat([header, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
  }

  function open(sealed: Uint8Array): Uint8Array | null {
    const header = sealed.subarray(0, headerBytes)
    const used = keys.find((key) => isHeaderOf(header, key.id))
    if (used === undefined || sealed.length < headerBytes + nonceBytes + TAG_BYTES) return null
    const nonce = sealed.subarray(headerBytes, headerBytes + nonceBytes)
    const decipher = createDecipheriv(ALGORITHM, used.key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(header).setAuthTag(sealed.subarray(-TAG_BYTES))
    try {
      const text = sealed.subarray(headerBytes + nonceBytes, -TAG_BYTES)
      return Buffer.concat([decipher.update(text), decipher.final()])
    } catch {
      // It was not sealed with this key, or was changed since.
      return null
    }
  }
}

function deriveKey(secret: string, purpose: CipherPurpose): Key {
  const { salt, keyBytes, idBytes } = CIPHER_FORMAT
  const bits = new Uint8Array(hkdfSync('sha256', secret, salt, purpose, keyBytes + idBytes))
  return { id: bits.subarray(keyBytes), key: bits.subarray(0, keyBytes) }
}
