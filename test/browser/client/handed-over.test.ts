/** What users did in a circuit that is over, and how a new one is told. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const COUNT = 120
const indexes = Array.from({ length: COUNT }, (_, index) => index)

/** Types into all fields, in as many goes as the outbox has room for; each text is accepted. */
async function typeIntoAll(fixture: Fixture): Promise<void> {
  for (const from of [0, 60]) {
    await fixture.page.evaluate((first) => {
      for (const [index, field] of [...document.querySelectorAll('input')]
        .slice(first, first + 60)
        .entries()) {
        field.value = `text ${first + index}`
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }, from)
    for (let index = from; index < from + 60; index++) {
      expect((await fixture.heard()).slice(1, 3)).toEqual(['input', [0, 0, index, 1]])
      fixture.say([0, [0, 0, { u: [index, [0, `text ${index}`]] }]], index + 1)
    }
  }
  await fixture.quiet()
}

it('tells a new circuit of more texts than may be under way, in their order', async () => {
  await using fixture = await openShown(testBrowser, {
    html: `<ul>${'<li><input value=""></li>'.repeat(COUNT)}</ul>`,
    templates: {
      1: ['h', '<ul _></ul>', ['s']],
      2: ['i', '<li><input _="2"></li>', ['.value', '@input']],
    },
    shape: [1, 0, { r: indexes.flatMap((index) => [1, [2, -1, index]]) }],
  })
  await typeIntoAll(fixture)
  await loseCircuit(fixture)
  await joinAgain(fixture, { 1: 'h', 2: 'i' }, [1, { i: [[2, ...indexes.map((index) => ['', 0, index])]] }])
  const told: unknown[] = []
  for (const index of indexes) {
    const event = await fixture.heard()
    told.push((event[3] as { value: string }).value)
    fixture.say([0, [0, 0, { u: [index, [0, `text ${index}`]] }]], index + 1)
  }
  expect(told).toEqual(indexes.map((index) => `text ${index}`))
  expect(await fixture.quiet()).toEqual([])
  expect(await fixture.page.evaluate('window.outcomes')).toEqual([])
})
