/** The processes that WebKitGTK needs: a display, and the driver, which starts the browser. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { browserProgram } from '../../../scripts/browsers.ts'

export interface WebKitDriver extends AsyncDisposable {
  /** Where it takes commands. */
  readonly address: string
}

/** How long each of the processes may take to start, in milliseconds. */
const START = 60_000

export async function startWebKitDriver(): Promise<WebKitDriver> {
  const home = await mkdtemp(join(tmpdir(), 'overwire-webkit-'))
  const processes: ChildProcess[] = []
  const driver: WebKitDriver = {
    address: '',
    async [Symbol.asyncDispose]() {
      // The display last: a browser that is still there ends with it.
      for (const each of processes.toReversed()) await end(each)
      await rm(home, { recursive: true, force: true })
    },
  }
  try {
    const display = start(processes, ['Xvfb', '-displayfd', '3', '-nolisten', 'tcp'], {
      PATH: process.env['PATH'],
    })
    const environment = {
      PATH: process.env['PATH'],
      DISPLAY: `:${await displayNumber(display)}`,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      // There is no bus of a desktop to ask for accessibility, and no graphics card.
      NO_AT_BRIDGE: '1',
      GTK_A11Y: 'none',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    }
    const port = await freePort()
    start(processes, [browserProgram('webkit'), `--port=${port}`], environment)
    const address = `http://127.0.0.1:${port}`
    await answers(`${address}/status`)
    return { ...driver, address }
  } catch (error) {
    await driver[Symbol.asyncDispose]()
    throw error
  }
}

/** Starts a program that the kernel ends when we end, however that happens. Its output at 3 can be read. */
function start(
  processes: ChildProcess[],
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): ChildProcess {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  processes.push(child)
  return child
}

/** The display takes a number that is free, and writes it. */
async function displayNumber(display: ChildProcess): Promise<number> {
  // It was asked for when the process was started.
  const output = display.stdio[3] as Readable
  const timer = setTimeout(() => output.destroy(new Error('Xvfb did not start.')), START)
  let written = ''
  for await (const bytes of output) {
    written += String(bytes)
    if (written.endsWith('\n')) break
  }
  clearTimeout(timer)
  if (written === '') throw new Error('Xvfb ended without a display.')
  return Number(written)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

async function answers(address: string): Promise<void> {
  const until = Date.now() + START
  for (;;) {
    const response = await fetch(address).catch(() => null)
    if (response?.ok) return
    if (Date.now() > until) throw new Error('WebKitWebDriver did not start.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill()
  await ended
}
