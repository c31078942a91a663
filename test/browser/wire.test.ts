import { afterAll, beforeAll, describe, test } from 'vitest'
import { openInChromium } from '../wire/chromium-side.ts'
import { expectTranscript } from '../wire/play-browser.ts'
import { readTranscript, transcriptNames } from '../wire/transcript.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'

describe('the client in Chromium', () => {
  let chromium: TestBrowser
  beforeAll(async () => {
    chromium = await openBrowser()
  })
  afterAll(() => chromium[Symbol.asyncDispose]())

  // The assertions are in `expectTranscript`.
  test.each(transcriptNames())('says and shows what %s.json says', async (name) => {
    const transcript = readTranscript(name)
    const { html, shown = html, routes } = transcript
    await using browser = await openInChromium(chromium.browser, shown, routes)
    await expectTranscript(transcript, browser)
  })
})
