/** Plays a transcript to a browser: its cues and frames down. */
import { expect } from 'vitest'
import type { BrowserSide } from './browser-side.ts'
import { gesturesOf, type Transcript } from './transcript.ts'

/** Ends a test that would fail. In milliseconds. */
const SOON = { timeout: 20_000, interval: 10 }

/** The browser must say the frames up, to the byte, and show what the transcript shows. */
export async function expectTranscript({ steps }: Transcript, browser: BrowserSide): Promise<void> {
  const said: string[] = []
  for (const step of steps) {
    if ('down' in step) {
      if (!step.lost) await browser.receive(JSON.stringify(step.down))
    } else if ('up' in step) {
      // It may have to ask for its page first.
      if (said.length === 0)
        await expect.poll(async () => said.push(...(await browser.take())), SOON).toBeGreaterThan(0)
      expect(said.shift()).toBe(JSON.stringify(step.up))
    } else if ('closed' in step) {
      await browser.close(step.closed)
    } else if ('dom' in step) {
      expect(await browser.see()).toEqual(step)
    } else {
      for (const gesture of gesturesOf(step)) await browser.gesture(gesture)
      if (step.time !== undefined) await browser.pass(step.time)
      if (step.connection === 'found') await browser.findConnection()
      if (step.connection === 'lost') {
        // Sent before the connection was cut: the steps that follow say what.
        said.push(...(await browser.take()))
        await browser.loseConnection()
      }
    }
  }
  said.push(...(await browser.take()))
  expect(said).toEqual([])
}
