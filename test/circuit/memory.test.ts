import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { root } from '../../scripts/root.ts'
import { encodeUp } from '../../src/protocol/codec.ts'
import { bundleProgram } from '../browser/bundled-program.ts'

const MEGABYTES_PARKED = 64
/** Their pages would hold 180 MB. */
const REQUESTS = 90

describe('pages that nobody comes for', () => {
  test.each(['OwnClass', 'PrivateField', 'LoadedData', 'RenderedText'])(
    'stay near their bound when each holds 2 MB: %s',
    async (view) => {
      const child = await start('parked-pages.ts', view, String(REQUESTS))
      const [grown] = await lines(child, /^-?\d+$/)
      expect(Number(grown)).toBeLessThan(2.5 * MEGABYTES_PARKED)
    },
    180_000,
  )
})

describe('tabs that acknowledge and do not read', () => {
  test('leave no more waiting in the server than is bounded', { timeout: 180_000 }, async () => {
    const child = await start('large-frames.ts')
    const held: number[] = []
    const tabs: DeafTab[] = []
    let acknowledged = 0
    const url = await new Promise<string>((resolve) => {
      createInterface(outputOf(child)).on('line', (browser) => {
        const [address] = /http:\S+/.exec(browser) ?? []
        if (address !== undefined) resolve(address)
        const [, sent, megabytes] = /sent (\d+) holds (\d+)/.exec(browser) ?? []
        if (sent === undefined || tabs.length < 10) return
        held.push(Number(megabytes))
        for (const tab of tabs) tab.acknowledge(Number(sent))
        acknowledged = Number(sent)
      })
    })
    while (tabs.length < 10) tabs.push(await DeafTab.open(url))
    await pause(6_000)
    for (const tab of tabs) tab.close()
    child.kill()
    expect(acknowledged).toBeGreaterThan(10)
    // A megabyte and a frame for each tab, twice as much until it is collected, and what the program takes.
    expect(Math.max(...held)).toBeLessThan(70)
  })
})

/** A browser that joins, reads nothing more, and acknowledges what it has not read. */
class DeafTab {
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  acknowledge(seen: number): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(encodeUp({ kind: 'ack', seen }))
  }

  static async open(url: string): Promise<DeafTab> {
    const response = await fetch(url)
    const [cookie] = response.headers.get('set-cookie')?.split(';') ?? []
    const [, token = ''] = /data-live-token="([^"]+)"/.exec(await response.text()) ?? []
    const socket = new WebSocket(new URL('/_live/socket', url.replace('http', 'ws')), {
      headers: { cookie },
      origin: new URL(url).origin,
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const joined = new Promise((resolve) => socket.once('message', resolve))
    const join = {
      kind: 'join',
      version: 1,
      token,
      nonce: 'n',
      attempt: 1,
      hydrate: true,
      templates: [],
    } as const
    socket.send(encodeUp(join))
    await joined
    socket.pause()
    return new DeafTab(socket)
  }

  close(): void {
    this.#socket.terminate()
  }
}

async function start(program: string, ...args: string[]): Promise<ChildProcess> {
  const file = await bundleProgram(join(root, 'test/circuit/programs', program))
  return spawn(process.execPath, ['--expose-gc', file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function lines(child: ChildProcess, pattern: RegExp): Promise<string[]> {
  const found: string[] = []
  for await (const browser of createInterface(outputOf(child))) if (pattern.test(browser)) found.push(browser)
  return found
}

function outputOf(child: ChildProcess): NonNullable<ChildProcess['stdout']> {
  if (!child.stdout) throw new Error('the program has no output')
  return child.stdout
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
