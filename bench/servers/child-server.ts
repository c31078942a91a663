import { fork, type ChildProcess } from 'node:child_process'
import { root } from '../../scripts/root.ts'
import { programPath, type Program } from '../build.ts'
import type { Answer, Questions } from './questions.ts'

/** A server in a process of its own, whose CPU and memory are nobody else's. */
export class ChildServer implements AsyncDisposable {
  readonly #process: ChildProcess
  readonly #answers = new Map<number, (answer: Answer['answer']) => void>()
  #asked = 0
  port = 0

  private constructor(process: ChildProcess) {
    this.#process = process
    process.on('message', (message) => {
      // Only our own servers run there.
      const { id, answer } = message as Answer
      this.#answers.get(id)?.(answer)
      this.#answers.delete(id)
    })
  }

  static async start(name: Program): Promise<ChildServer> {
    const child = fork(programPath(name), {
      cwd: root,
      execArgv: ['--expose-gc', ...profiling(name)],
      stdio: ['ignore', 2, 2, 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    })
    const server = new ChildServer(child)
    server.port = await new Promise<number>((resolve, reject) => {
      server.#answers.set(0, (port) => resolve(Number(port)))
      child.once('exit', (code) => reject(new Error(`The ${name} ended with ${code}.`)))
    })
    return server
  }

  async ask<Name extends keyof Questions>(ask: Name): Promise<Awaited<ReturnType<Questions[Name]>>> {
    const id = ++this.#asked
    return new Promise<Awaited<ReturnType<Questions[Name]>>>((resolve) => {
      // The answer to a question has the type that its name says.
      this.#answers.set(id, resolve as (answer: Answer['answer']) => void)
      this.#process.send({ id, ask })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.disconnect()
    await ended
  }
}

/** `BENCH_PROFILE=folder npm run bench` leaves a CPU profile of each server there. */
function profiling(name: string): string[] {
  const folder = process.env['BENCH_PROFILE']
  return folder === undefined
    ? []
    : ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}-${Date.now()}.cpuprofile`]
}
