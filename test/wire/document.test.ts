import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { decodeDown, decodeUp, encodeDown, encodeUp, type Outgoing } from '../../src/protocol/codec.ts'
import type { UpMessage } from '../../src/protocol/messages.ts'
import { readTranscript, transcriptNames } from './transcript.ts'

const protocol = readFileSync(join(root, 'docs/reference/protocol.md'), 'utf8')

const FROM_BROWSER = ['join', 'rejoin', 'ack', 'mismatch', 'left', 'problem', 'beat', 'here', 'leave']
const FROM_SERVER = ['joined', 'rejoined', 'received', 'refused', 'beat', 'here']

describe('the document of the protocol', () => {
  test('ends with the exchange of counter.json', () => {
    const [, exchange = ''] = protocol.split('## An exchange')
    const told = [...exchange.matchAll(/^\*\*(Up|Down)\.\*\*[\s\S]*?```json\n([\s\S]*?)```/gm)]
    const crossings = told.map(([, way = '', json = '']) => ({
      [way.toLowerCase()]: JSON.parse(json) as unknown,
    }))
    expect(crossings).toEqual(
      readTranscript('counter').steps.filter((step) => 'up' in step || 'down' in step),
    )
    expect(exchange).toContain(`\`${readTranscript('counter').html}\``)
  })

  test('shows messages that the codec reads and writes alike', () => {
    const messages = jsonIn(protocol).filter(isMessage)
    expect(messages.length).toBeGreaterThan(10)
    expect(messages.map(roundTrip)).toEqual(messages.map((message) => JSON.stringify(message)))
  })

  test('has a form for every message that a transcript holds', () => {
    const steps = transcriptNames().flatMap((name) => readTranscript(name).steps)
    const messages = steps.flatMap((step) => ('up' in step ? [step.up] : 'down' in step ? [step.down] : []))
    expect(messages.map(roundTrip)).toEqual(messages.map((message) => JSON.stringify(message)))
  })

  test('names every close code, every reason of a refusal and every problem', async () => {
    const { CLOSE_CODES } = await import('../../src/protocol/messages.ts')
    for (const code of Object.values(CLOSE_CODES))
      expect(protocol).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'))
    const source = readFileSync(join(root, 'src/protocol/messages.ts'), 'utf8')
    const unions = [...source.matchAll(/export type (?:RefusalCode|EventRefusal|ProblemCode) =([^/]*?)\n\n/g)]
    const words = unions.flatMap(([, union = '']) =>
      [...union.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word),
    )
    expect(words.length).toBeGreaterThan(15)
    expect(words.filter((word) => !new RegExp(`[\`"]${word}[\`"]`).test(protocol))).toEqual([])
  })
})

/** Whatever in a document is a JSON array: its blocks, and code between backticks. */
function jsonIn(document: string): unknown[][] {
  const blocks = [...document.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json)
  const spans = [...document.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`(\[[^`\n]*\])`/g)]
  return [...blocks, ...spans.map(([, json = '']) => json)].flatMap((json) => {
    try {
      return [JSON.parse(json) as unknown[]]
    } catch {
      // A form with names in the place of values.
      return []
    }
  })
}

function isMessage([first, second]: readonly unknown[]): boolean {
  // An effect looks like the message of its name without its fields.
  if (first === 'ack' && second === undefined) return false
  return typeof first === 'string' ? [...FROM_BROWSER, ...FROM_SERVER].includes(first) : first !== undefined
}

/** What the codec makes of a message, back in its text. */
function roundTrip(message: readonly unknown[]): string {
  const [first, second] = message
  const text = JSON.stringify(message)
  // `[0]` is a frame, and any other number alone an event that was given up.
  const isEvent = typeof first === 'number' && (typeof second === 'string' || (first > 0 && !second))
  const isUp = isEvent || FROM_BROWSER.includes(String(first))
  return isUp ? encodeUp(asUsual(decodeUp(text))) : encodeDown(decodeDown(text))
}

/** As the browser says it: a join leaves out what is as usual. */
function asUsual(message: UpMessage): Outgoing {
  if (message.kind !== 'join' || !message.hydrate) return message
  const { hydrate: _, templates: none, ...usual } = message
  return none.length === 0 ? usual : message
}
