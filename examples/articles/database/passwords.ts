/** Passwords are kept as what scrypt makes of them, with a salt: `salt:hash`. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const LENGTH = 32

/** What is kept of a password. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('base64url')
  return `${salt}:${(await derive(password, salt)).toString('base64url')}`
}

/** Whether it is the password of which this was kept. */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [salt = '', hash = ''] = kept.split(':')
  const expected = Buffer.from(hash, 'base64url')
  return expected.length === LENGTH && timingSafeEqual(await derive(password, salt), expected)
}

function derive(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, LENGTH, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
