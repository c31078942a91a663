/** What the script of the browser reports in a word or two, told in sentences by the server. */
import { expect, test } from 'vitest'
import { browserMismatch, operationProblem } from '../../src/errors/circuit.ts'
import { filesIn, read } from './repository.ts'

const sources = filesIn('src/client', '.ts')
  .filter((file) => !file.endsWith('.test.ts'))
  .map(read)

test.each(['row ids', 'other content', 'taken apart', 'its place is gone', 'event is over'])(
  'a page that cannot go on because of "%s" is reported in a sentence',
  (word) => {
    expect(sources.some((text) => text.includes(`throw new Error('${word}')`))).toBe(true)
    const { message } = browserMismatch({ reason: `Error: ${word}` })
    expect(message).toMatch(new RegExp(`given the page anew: \\w+( \\w+){6,} \\(${word}\\)\\.\n`))
  },
)

test('each problem of an operation says what it means', () => {
  const codes = ['missing-target', 'owned-by-view', 'invalid-selector', 'command-failed', 'hook-failed']
  const messages = codes.map((code) => operationProblem({ code, detail: '#x' }).message)
  expect(messages.filter((message) => !/Whatever came with it was\. \w.+\.$/.test(message))).toEqual([])
  expect(new Set(messages).size).toBe(codes.length)
})
