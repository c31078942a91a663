import { expect, test } from 'vitest'
import { streamedBody } from './streamed-body.ts'

/** Texts that come when a test wants them, and whether somebody still waits for them. */
class Source implements AsyncIterable<string> {
  isOver = false
  taken = 0
  #come: (text: string) => void = () => {}
  #fail: (error: Error) => void = () => {}

  come(text: string): Promise<void> {
    this.#come(text)
    return turn()
  }

  fail(error: Error): Promise<void> {
    this.#fail(error)
    return turn()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      for (;;) {
        const text = await new Promise<string>((resolve, reject) => {
          this.#come = resolve
          this.#fail = reject
        })
        if (text === 'end') return
        this.taken++
        yield text
      }
    } finally {
      this.isOver = true
    }
  }
}

function open() {
  const source = new Source()
  const events: unknown[] = []
  const body = streamedBody(source, {
    failed: (error) => events.push(error),
    ended: () => events.push('ended'),
  })
  const reader = body.getReader()
  const read = async (): Promise<string | undefined> => {
    const { value } = await reader.read()
    return value && new TextDecoder().decode(value)
  }
  return { source, events, read, cancel: () => reader.cancel() }
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done))

test('a body is there text by text, and ends once', async () => {
  const { source, events, read } = open()
  await source.come('one')
  expect(await read()).toBe('one')
  await source.come('')
  await source.come('zwölf')
  expect([await read(), events]).toEqual(['zwölf', []])
  await source.come('end')
  expect([await read(), events, source.isOver]).toEqual([undefined, ['ended'], true])
})

test('texts are taken from their maker though nobody reads them', async () => {
  const { source, events } = open()
  for (let texts = 0; texts < 50; texts++) await source.come('text')
  await source.come('end')
  expect([source.taken, events]).toEqual([50, ['ended']])
})

test('a body that fails is not taken for whole, and its maker is told why and then that it is over', async () => {
  const { source, events, read } = open()
  await source.come('one')
  await read()
  const error = new Error('no database')
  await source.fail(error)
  expect(events).toEqual([error, 'ended'])
  await expect(read()).rejects.toThrow('could not be completed')
})

test('of a body whose reader is gone nothing more is taken, and what fails then is no failure', async () => {
  for (const end of ['goes on', 'fails']) {
    const { source, events, read, cancel } = open()
    await source.come('one')
    await read()
    await cancel()
    expect(events).toEqual(['ended'])
    // What is empty is not sent, so the stream does not refuse it.
    await (end === 'goes on' ? source.come('') : source.fail(new Error('aborted')))
    expect([source.isOver, events]).toEqual([true, ['ended']])
  }
})
