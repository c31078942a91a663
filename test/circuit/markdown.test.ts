/** What an answer in Markdown costs that comes token by token. */
import { html, LiveView } from 'overwire'
import { markdown } from 'overwire/markdown'
import { describe, expect, test } from 'vitest'
import { encodeDown } from '../../src/protocol/codec.ts'
import { appWith, settled, WireBrowser } from './wire-browser.ts'

const WORDS = [
  'The ',
  'engine ',
  'weaves ',
  'algebraic ',
  'patterns, ',
  'as ',
  'the ',
  'loom ',
  'weaves ',
  'flowers. ',
]

/** The tokens of an answer, each some letters long. */
function tokens(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => WORDS[at % WORDS.length] ?? '')
}

/** Has a page append these tokens one by one; gives the bytes of each frame. */
async function streamed(before: string, added: readonly string[]): Promise<readonly number[]> {
  let view: Answer | undefined
  class Answer extends LiveView {
    text = before
    override start() {
      view = this
    }
    render() {
      return html`<article>${markdown(this.text, { growing: true })}</article>`
    }
  }
  const browser = await WireBrowser.open(appWith(Answer).app)
  const frames = browser.frames.length
  for (const token of added) {
    if (view) view.text += token
    view?.update()
    await settled()
    await browser.send({ kind: 'ack', seen: browser.frames.length })
  }
  return browser.frames.slice(frames).map((frame) => Buffer.byteLength(encodeDown(frame)))
}

const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0)
const ONE = Buffer.byteLength(JSON.stringify([[0, [0, 0, { u: [9, [0, { u: [9, [0, '>']] }]] }]]]))

describe('an answer that comes token by token', () => {
  test('costs its length, and some bytes for each frame, in a paragraph', async () => {
    const bytes = await streamed('# Looms\n\nFirst.\n\nThey say: ', tokens(100))
    expect(bytes).toHaveLength(100)
    expect(sum(bytes)).toBeLessThan(tokens(100).join('').length + 100 * (ONE + 10))
  })

  test('costs no more at the end of a long text than at its beginning', async () => {
    const long = `${'A paragraph with **bold** text, and [a link](/about).\n\n'.repeat(200)}- item\n- `
    const [short, after] = [await streamed('- item\n- ', tokens(50)), await streamed(long, tokens(50))]
    // The number of the row is longer.
    expect(sum(after) - sum(short)).toBeLessThan(50 * 4)
  })

  test('costs its length where bold words, code and blocks come and go', async () => {
    const text =
      'Some **bold words** and `code` and *more*.\n\n' +
      '- **One**: first\n- **Two**: second\n\n```ts\nconst a = 1\nconst b = 2\n```\n\n' +
      '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nAnd [a link](https://example.com/about) at the end.\n\n'
    const all = text.repeat(10).match(/[^]{1,4}/g) ?? []
    const bytes = await streamed('', all)
    // Sent whole each time it would be a thousand times as much.
    expect(sum(bytes)).toBeLessThan(text.length * 10 + all.length * (ONE + 40))
  })
})
