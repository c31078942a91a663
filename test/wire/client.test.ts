import { describe, test } from 'vitest'
import { openInJsdom } from './jsdom-side.ts'
import { expectTranscript } from './play-browser.ts'
import { readTranscript, transcriptNames } from './transcript.ts'

/** The same in Chromium: `test/browser/wire.test.ts`. */
describe('the client on jsdom', () => {
  // The assertions are in `expectTranscript`.
  test.each(transcriptNames())('says and shows what %s.json says', async (name) => {
    const transcript = readTranscript(name)
    await using browser = await openInJsdom(transcript.shown ?? transcript.html, transcript.routes)
    await expectTranscript(transcript, browser)
  })
})
