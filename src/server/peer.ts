import type { Incoming } from './incoming.ts'
import { knownVisitor } from './visitor.ts'

/**
 * Whom a request is counted for. Anybody can invent a cookie, so its visitor alone bounds nobody who means harm; an
 * address may be that of many visitors, so it may have more.
 */
export interface Peer {
  /** The visitor that its cookie names; null without one. */
  readonly visitor: string | null
  /** Its address; null where the adapter does not know it. */
  readonly address: string | null
}

export function peerOf({ ip, ...request }: Pick<Incoming, 'headers' | 'secure' | 'ip'>): Peer {
  return { visitor: knownVisitor(request), address: ip === '' ? null : `address ${networkOf(ip)}` }
}

/**
 * What one customer of a provider has: an IPv4 address, or of an IPv6 address the first 64 bits, as everybody chooses
 * the others freely.
 */
function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(ip)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.toLowerCase().split('::', 2)
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

/** The groups of a part of an IPv6 address, without the zeros that they may begin with. */
function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''))
}
