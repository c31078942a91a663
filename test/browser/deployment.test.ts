/** What the guide to deployment says of builds and proxies, done with its own commands and configurations. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { filesOf } from '../project/markdown.ts'
import { read } from '../project/repository.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { startProgram, type DocumentProgram } from './document-program.ts'
import { expectEventually } from './expect-eventually.ts'
import { innerTexts } from './inner-texts.ts'
import type { TakenPage } from './pages.ts'
import { startProxy } from './prefix-proxy.ts'
import { isLive } from './wire-tap.ts'

const GUIDE = 'docs/guides/deployment.md'
const files = filesOf(GUIDE)
const configuration = (name: string): string => files[name] ?? ''

let opened: TestBrowser
let shared: TakenPage
let page: Page

beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())
beforeEach(async () => {
  shared = await opened.pages.shared()
  ;({ page } = shared)
})
afterEach(() => shared[Symbol.asyncDispose]())

// --- builds ---

const command = /^npx (esbuild .+)$/m.exec(read(GUIDE))?.[1] ?? ''
const banner = /`(--banner:js="[^`]+")`/.exec(read(GUIDE))?.[1] ?? ''

test.each([
  ['with packages outside', command],
  ['with everything in one file', command.replace('--packages=external', banner)],
])('the guest book is bundled %s, and runs', async (_name, line) => {
  const built = build(filesOf('docs/getting-started.md'), line)
  await using guestBook = await startProgram({ files: { 'main.js': built }, main: 'main.js' })

  await page.goto(guestBook.url)
  await isLive(page)
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('Text').fill('Hello')
  await page.keyboard.press('Enter')

  await expectEventually(() => innerTexts(page, 'li')).toEqual(['Ada Hello'])
})

function build(sources: Readonly<Record<string, string>>, line: string): string {
  const folder = join(root, '.cache/bundle')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(sources)) {
    if (name.endsWith('.ts')) writeFileSync(join(folder, name), text)
  }
  // The shell takes the quotes away; the bundle is printed instead of written. In a clone the package is its sources.
  const args = line.split(/ (?=--|main)/).slice(1)
  const flags = args.filter((each) => !each.startsWith('--outfile')).map((each) => each.replaceAll('"', ''))
  const esbuild = join(root, 'node_modules/esbuild/bin/esbuild')
  const own = ['--conditions=@overwire/source', '--log-level=error']
  return execFileSync(esbuild, [...flags, ...own], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 })
}

// --- proxies ---

/** What stands behind all proxies. */
let program: DocumentProgram
beforeAll(async () => {
  // What visitors meet: in development some refusals are answered at greater length.
  const environment = { NODE_ENV: 'production' }
  program = await startProgram({ files, main: 'shop.ts', environment })
})
afterAll(() => program[Symbol.asyncDispose]())

/** Opens the cart and clicks Add. */
async function addToCart(address: string): Promise<void> {
  await page.goto(`${address}/shop/cart`)
  await isLive(page)
  await page.getByRole('button', { name: 'Add' }).click()
}

test('an application under a prefix works behind the proxy of the guide, and finds its socket', async () => {
  const locations = configuration('prefix.conf').replaceAll('3000', String(program.port))
  await using proxy = await startProxy(locations)

  await addToCart(proxy.url)

  await expectEventually(() => page.locator('h1').innerText()).toBe('1 items')
})

test('an application at the root works behind the proxy of the guide', async () => {
  await using proxy = await startProxy(configuration('nginx.conf').replaceAll('3000', String(program.port)))

  await addToCart(proxy.url)

  await expectEventually(() => page.locator('h1').innerText()).toBe('1 items')
})

test('behind a proxy that takes the prefix away nothing is found', async () => {
  const kept = configuration('prefix.conf').replaceAll('3000', String(program.port))
  const taken = kept.replace(/(location \/shop\/ \{\s+proxy_pass [^;]+);/, '$1/;')
  expect(taken).not.toBe(kept)
  await using proxy = await startProxy(taken)

  expect((await fetch(`${proxy.url}/shop/cart`)).status).toBe(404)
})

test.each([
  { mistake: 'does not pass the socket on', removed: /location = [^}]*\}/, answer: 404 },
  { mistake: 'passes no upgrades on', removed: / *proxy_set_header Upgrade [^;]*;\n/, answer: 404 },
  { mistake: 'changes the host', removed: / *proxy_set_header Host [^;]*;\n/g, answer: 403 },
])('behind a proxy that $mistake the socket is refused with $answer', async ({ removed, answer }) => {
  const right = configuration('prefix.conf').replaceAll('3000', String(program.port))
  const wrong = right.replace(removed, '')
  expect(wrong).not.toBe(right)
  await using proxy = await startProxy(wrong)
  const failed = page.waitForEvent('console', (message) => message.text().includes('WebSocket connection'))

  await page.goto(`${proxy.url}/shop/cart`)

  expect((await failed).text()).toContain(`Unexpected response code: ${answer}`)
  expect(await page.locator('h1').innerText()).toBe('0 items')
})
