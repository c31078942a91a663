/**
 * Records the transcripts anew: plays their cues to the real server and the real client at once, and writes
 * down what crosses between them. For changes of the protocol that are meant; read the difference before you
 * commit it.
 *
 *     node --import tsx --conditions=@overwire/source test/wire/record.ts [name …]
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { openInJsdom } from './jsdom-side.ts'
import { ServerSide } from './server-side.ts'
import {
  FOLDER,
  gesturesOf,
  isCue,
  readTranscript,
  transcriptNames,
  type Cue,
  type Step,
  type Transcript,
} from './transcript.ts'

const names = process.argv.length > 2 ? process.argv.slice(2) : transcriptNames()
for (const name of names) {
  const recorded = await record(readTranscript(name))
  const text = await format(JSON.stringify(recorded), { parser: 'json', printWidth: 110 })
  writeFileSync(join(FOLDER, `${name}.json`), text)
  console.log(`${name}: ${recorded.steps.length} steps`)
}

async function record({ title, page, routes, shown, steps }: Transcript): Promise<Transcript> {
  using server = await ServerSide.start(page)
  await using browser = await openInJsdom(shown ?? server.html, routes)
  const written: Step[] = []
  let seen = ''
  await exchange()
  for (const cue of steps.filter(isCue)) {
    written.push(cue)
    await act(cue)
    await exchange()
  }
  return {
    title,
    page,
    ...(routes && { routes }),
    html: server.html,
    ...(shown !== undefined && { shown }),
    steps: written,
  }

  async function act({ server: what, connection, time, ...cue }: Cue): Promise<void> {
    if (what !== undefined) await server.act(what)
    for (const gesture of gesturesOf(cue)) await browser.gesture(gesture)
    if (time !== undefined) {
      server.pass(time)
      await browser.pass(time)
    }
    if (connection === 'found') await browser.findConnection()
    if (connection === 'lost') await loseConnection()
  }

  async function noteLost(): Promise<void> {
    for (const text of server.take()) written.push({ down: JSON.parse(text) as unknown[], lost: true })
    for (const text of await browser.take()) written.push({ up: JSON.parse(text) as unknown[], lost: true })
  }

  async function loseConnection(): Promise<void> {
    await noteLost()
    server.loseConnection()
    await browser.loseConnection()
  }

  /** Carries texts between the ends until there are no more, then looks at the page. */
  async function exchange(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet++) {
      for (const text of await browser.take()) {
        quiet = -1
        written.push({ up: JSON.parse(text) as unknown[] })
        server.receive(text)
      }
      await server.settles()
      for (const text of server.take()) {
        quiet = -1
        written.push({ down: JSON.parse(text) as unknown[] })
        await browser.receive(text)
      }
      const code = server.takeClosed()
      if (code === undefined) continue
      quiet = -1
      written.push({ closed: code })
      await browser.close(code)
    }
    const sight = await browser.see()
    if (JSON.stringify(sight) !== seen) written.push(sight)
    seen = JSON.stringify(sight)
  }
}
