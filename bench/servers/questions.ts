/** What a server in a process of its own tells of itself, and does when it is asked. */
export interface Questions {
  /** Microseconds of CPU, user and system, since it started. */
  cpu(): number
  /** Bytes that are in use after a full collection of garbage. */
  memory(): Promise<Memory>
  /** Tells all clients something new. */
  broadcast(): number
}

export interface Memory {
  /** Objects of JavaScript, and buffers outside of its heap. */
  readonly heap: number
  /** All that the process has of the machine. */
  readonly resident: number
}

export interface Question {
  readonly id: number
  readonly ask: keyof Questions
}

export interface Answer {
  readonly id: number
  readonly answer: number | Memory
}

/** Answers the process that started this one, and tells it the port. */
export function answerParent(port: number, broadcast: () => void = () => {}): void {
  const questions: Questions = {
    cpu() {
      const { user, system } = process.cpuUsage()
      return user + system
    },
    memory,
    broadcast() {
      broadcast()
      return 0
    },
  }
  process.on('message', (message) => {
    // Only the benchmark starts this process.
    const { id, ask } = message as Question
    void Promise.resolve(questions[ask]()).then((answer) => process.send?.({ id, answer } satisfies Answer))
  })
  process.on('disconnect', () => process.exit())
  process.send?.({ id: 0, answer: port } satisfies Answer)
}

async function memory(): Promise<Memory> {
  // What a collection sets free may set more free: finalizers run between them.
  for (let round = 0; round < 4; round++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, resident: rss }
}
