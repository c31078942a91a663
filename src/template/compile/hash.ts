/**
 * A hash of text in two 32-bit lanes, for identity and not for secrecy. Each lane multiplies and folds
 * every UTF-16 unit with a constant of its own; at the end each lane is mixed with the other, so that both
 * halves depend on everything.
 */
export class Hasher {
  #low = 0x6d2b79f5
  #high = 0x41c64e6d

  /** Adds a text. Its length goes in first, so `ab` + `c` differs from `a` + `bc`. */
  add(text: string): this {
    let low = Math.imul(this.#low ^ text.length, 0x9e3779b1)
    let high = Math.imul(this.#high ^ text.length, 0x85ebca77)
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      low = Math.imul(low ^ unit, 0xcc9e2d51)
      low ^= low >>> 15
      high = Math.imul(high ^ unit, 0x1b873593)
      high ^= high >>> 13
    }
    this.#low = low
    this.#high = high
    return this
  }

  /** 64 bits as 11 characters of base64url. */
  text(): string {
    const [low, high] = this.#mixed()
    let out = ''
    for (let shift = 58; shift >= 4; shift -= 6) out += DIGITS[bits(low, high, shift)]
    return out + DIGITS[(low & 15) << 2]
  }

  /** 53 bits as a number that JSON and doubles hold exactly. */
  number(): number {
    const [low, high] = this.#mixed()
    return (high & 0x1fffff) * 0x100000000 + low
  }

  #mixed(): [low: number, high: number] {
    const low = scramble(this.#low ^ Math.imul(this.#high, 0x2c1b3c6d))
    const high = scramble(this.#high ^ Math.imul(low, 0x297a2d39))
    return [low, high]
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function scramble(lane: number): number {
  let mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Six bits of the 64, counted from the lowest. */
function bits(low: number, high: number, shift: number): number {
  if (shift >= 32) return (high >>> (shift - 32)) & 63
  const lower = low >>> shift
  return (shift > 26 ? lower | (high << (32 - shift)) : lower) & 63
}
