import { describe, expect, test } from 'vitest'
import { HeldPlatform } from '../../test/circuit/wire-browser.ts'
import { ForeignWarnings } from './foreign-warnings.ts'

describe('warnings about what browsers send', () => {
  test('are written five times a minute for one page, and the others are counted', async () => {
    const { warnings, log, time } = fixture()
    const page = {}
    for (let n = 0; n < 1_000; n++) warnings.warn(page, `warning ${n}`)
    warnings.warn({}, 'of another page')
    expect(log).toEqual([0, 1, 2, 3, 4].map((n) => `warning ${n}`).concat('of another page'))
    await time.pass(60_000)
    expect(log.at(-1)).toMatch(/^995 more warnings about what browsers sent/)
    warnings.warn(page, 'a minute later')
    expect(log.at(-1)).toBe('a minute later')
  })

  test('are written once where they say the same, and the others are counted', async () => {
    const { warnings, log, time } = fixture()
    for (let n = 0; n < 10; n++) warnings.warn({}, 'the same')
    expect(log).toEqual(['the same'])
    await time.pass(60_000)
    expect(log.at(-1)).toMatch(/^9 more warnings/)
  })

  test('are written 50 times a minute for all pages together', async () => {
    const { warnings, log, time } = fixture()
    for (let n = 0; n < 1_000; n++) warnings.warn({}, `warning ${n}`)
    expect(log).toHaveLength(50)
    await time.pass(60_000)
    expect(log.at(-1)).toMatch(/^950 more warnings/)
    await time.pass(600_000)
    expect(log).toHaveLength(51)
  })
})

function fixture() {
  const log: string[] = []
  const time = new HeldPlatform()
  const note = (message: string): void => void log.push(message)
  return { warnings: new ForeignWarnings({ info: note, warn: note, error: note }, time.clock), log, time }
}
