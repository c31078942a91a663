/** An example in a process of its own: files of tests share modules, and one of them would end it for another. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../scripts/root.ts'
import { bundleProgram } from './bundled-program.ts'

/** `await using` ends it. */
export interface Example extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

export type ExampleName = 'admin' | 'articles' | 'board'

/** Starts it on a free port, with its database in memory. */
export async function startExample(name: ExampleName = 'articles'): Promise<Example> {
  const program = await bundleProgram(join(root, `examples/${name}/main.ts`))
  const databases = { ADMIN_DATABASE: ':memory:', ARTICLES_DATABASE: ':memory:', BOARD_DATABASE: ':memory:' }
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, NODE_OPTIONS: '', PORT: '0', ...databases },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = async (): Promise<void> => {
    const isRunning = child.exitCode === null && child.signalCode === null
    if (isRunning && child.kill()) await once(child, 'exit')
  }
  const lines = createInterface(child.stdout)
  for await (const line of lines) {
    const url = /http:\S+/.exec(line)?.[0]
    if (!url) continue
    child.stdout.resume()
    return { url, port: Number(new URL(url).port), [Symbol.asyncDispose]: end }
  }
  throw new Error('The example has ended before it listened.')
}
