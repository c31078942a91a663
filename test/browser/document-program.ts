/** Programs of the documents, run as their readers would: files of one document in a folder, one of them started. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { root } from '../../scripts/root.ts'
import { filesOf } from '../project/markdown.ts'
import { bundleProgram } from './bundled-program.ts'

/** A program that listens. `await using` ends it. */
export interface DocumentProgram extends AsyncDisposable {
  readonly port: number
  readonly url: string
}

/** The files of a document by their names, the one to start, and its environment. */
export interface ProgramOptions {
  readonly files: Readonly<Record<string, string>>
  readonly main: string
  readonly environment?: Readonly<Record<string, string>>
  /** How long it may take until it answers, in milliseconds. */
  readonly patience?: number
}

/** Starts an example of a document, as its readers would. */
export function startDocument(document: string, main: string): Promise<DocumentProgram> {
  return startProgram({ files: filesOf(document), main })
}

/** Starts a program on a free port, which takes the place of the port 3000 that documents name. */
export async function startProgram(options: ProgramOptions): Promise<DocumentProgram> {
  // A process takes its time to start on a busy machine.
  const { files, main, environment, patience = 45_000 } = options
  const port = await freePort()
  const folder = join(root, '.cache/programs', String(port))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text.replaceAll('3000', String(port)))
  }
  // Where readers have installed what they need.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  const child = spawn(process.execPath, await argumentsFor(main, folder), {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += String(chunk)))
  const url = `http://localhost:${port}`
  const end = Date.now() + patience
  while (!(await answers(url))) {
    const hasEnded = child.exitCode !== null
    if (!hasEnded && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
    else {
      await stop()
      throw new Error(hasEnded ? `${main} has ended: ${complaints}` : `${main} does not answer.`)
    }
  }
  return { port, url, [Symbol.asyncDispose]: stop }

  async function stop(): Promise<void> {
    const isRunning = child.exitCode === null && child.signalCode === null
    if (isRunning && child.kill()) await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What Node is to run: what readers write in TypeScript is bundled with the library. */
async function argumentsFor(main: string, folder: string): Promise<string[]> {
  if (!main.endsWith('.ts')) return ['--import', 'tsx', '--conditions=@overwire/source', main]
  try {
    return [await bundleProgram(join(folder, main), join(folder, main.replace(/ts$/, 'mjs')))]
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}
