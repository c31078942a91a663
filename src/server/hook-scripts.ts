import { hookAddress } from '../errors/server.ts'

/** Where browsers find the scripts of hooks, by the names of the hooks. */
export class HookScripts {
  readonly #addresses = new Map<string, string>()

  constructor(addresses: Readonly<Record<string, string | undefined>>) {
    for (const [name, address] of Object.entries(addresses)) {
      if (address === undefined) continue
      if (!isAddress(address)) throw hookAddress({ name, address: String(address) })
      this.#addresses.set(name, address)
    }
  }

  /** All of them, as the script of the page reads them; empty where there are none. */
  text(base: string): string {
    if (this.#addresses.size === 0) return ''
    return JSON.stringify(
      Object.fromEntries([...this.#addresses].map(([name, address]) => [name, within(base, address)])),
    )
  }

  /** That of one hook; undefined where it has none. */
  of(name: string, base: string): string | undefined {
    const address = this.#addresses.get(name)
    return address === undefined ? undefined : within(base, address)
  }
}

/** A path of this site, or an http(s) URL, as browsers read it. */
function isAddress(address: unknown): boolean {
  return typeof address === 'string' && /^(\/(?![/\\])|https?:\/\/[^/\\])[^\s\\]*$/i.test(address)
}

/** Paths are those of the application, wherever it is mounted. */
function within(base: string, address: string): string {
  return address.startsWith('/') ? base + address : address
}
