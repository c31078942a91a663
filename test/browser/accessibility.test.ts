/** The example as assistive technology finds it: axe-core looks at each of its pages, light and dark, wide and narrow. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectEventually } from './expect-eventually.ts'
import { logIn, openReaders, shown, type Reader, type Readers } from './readers.ts'
import { violations } from './violations.ts'
import { isLive } from './wire-tap.ts'

let readers: Readers
beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers[Symbol.asyncDispose]())

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const

const PAGES = [
  '/',
  '/articles?q=the',
  '/articles/1',
  '/authors',
  '/settings',
  '/login',
  '/nowhere',
  '/desk',
  '/desk/8',
]

describe.each(LOOKS)('axe-core finds nothing wrong, $colorScheme at $viewport.width pixels,', (look) => {
  let reader: Reader
  beforeAll(async () => {
    reader = await readers.open('/', look)
  })
  afterAll(() => reader[Symbol.asyncDispose]())

  test.each(PAGES)('with %s', async (path) => {
    const { page } = reader
    await page.goto(readers.url + path)
    await isLive(page)
    // The desk is for authors.
    if (path === '/desk') {
      await logIn(page)
      await expectEventually(() => shown(page)).toEqual(['Your desk', '/desk'])
    }
    expect(await violations(page)).toEqual([])
  })

  test('with an article that a link has led to, and a comment that was refused', async () => {
    const { page } = reader
    await page.goto(`${readers.url}/articles`)
    await isLive(page)
    await page.getByRole('link', { name: 'The life of a click' }).click()
    await page.getByRole('button', { name: 'Send comment' }).click()
    await expectEventually(() => page.locator('.error').first().innerText()).not.toBe('')
    expect(await violations(page)).toEqual([])
  })
})
