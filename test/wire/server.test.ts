import { describe, expect, test } from 'vitest'
import { ServerSide } from './server-side.ts'
import { readTranscript, transcriptNames } from './transcript.ts'

/** Each transcript, played by its cues and frames up: the server must say the frames down, to the byte. */
describe('the server', () => {
  test.each(transcriptNames())('says what %s.json says', async (name) => {
    const { page, html, steps } = readTranscript(name)
    using server = await ServerSide.start(page)
    const said: string[] = []
    expect(server.html).toBe(html)
    for (const step of steps) {
      if ('up' in step) {
        if (!step.lost) server.receive(JSON.stringify(step.up))
      } else if ('down' in step) {
        if (said.length === 0) await hear()
        expect(said.shift()).toBe(JSON.stringify(step.down))
      } else if ('closed' in step) {
        expect(server.takeClosed()).toBe(step.closed)
      } else if (!('dom' in step)) {
        if (step.server !== undefined) await server.act(step.server)
        // What is under way comes first.
        await hear()
        if (step.time !== undefined) server.pass(step.time)
        if (step.connection === 'lost') server.loseConnection()
      }
    }
    await hear()
    expect(said).toEqual([])
    expect(server.takeClosed()).toBe(undefined)

    async function hear(): Promise<void> {
      await server.settles()
      said.push(...server.take())
    }
  })
})
