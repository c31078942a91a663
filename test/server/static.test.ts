import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from 'overwire'
import { serve } from 'overwire/node'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as compression from '../../src/adapters/node-server/compression.ts'
import { createLog } from './log.ts'

vi.mock(import('../../src/adapters/node-server/compression.ts'), { spy: true })
const compress = vi.mocked(compression.compress)

describe('a static file', () => {
  let folder = ''
  let root = ''
  let url = ''
  let close = async (): Promise<void> => {}

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'overwire-static-'))
    root = join(folder, 'public')
    await mkdir(join(root, 'inside'), { recursive: true })
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await writeFile(join(root, 'small.txt'), '0123456789')
    await writeFile(join(root, 'large.css'), 'p{}'.repeat(1000))
    await writeFile(join(root, 'huge.bin'), Buffer.alloc(2_000_000, 'abcdefghij'))
    await writeFile(join(root, '.env'), 'secret')
    await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'))
    await symlink(folder, join(root, 'up'))
    await symlink(join(root, '.env'), join(root, 'env.txt'))
    await symlink(join(root, 'small.txt'), join(root, 'inside', 'alias.txt'))
    await symlink(root, join(folder, 'linked'))
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
    const site = await serve(app, { port: 0, signals: false, static: join(folder, 'linked') })
    url = site.url
    close = () => site.close()
  })

  afterAll(async () => {
    await close()
    await rm(folder, { recursive: true, force: true })
  })

  test.each(['/link.txt', '/up/secret.txt', '/env.txt'])(
    'that a link leads out of the folder for, or to something hidden, is not found: %s',
    async (path) => {
      expect((await fetch(url + path)).status).toBe(404)
    },
  )

  test('that a link within the folder leads to is found, also when the folder is a link', async () => {
    expect(await (await fetch(`${url}/inside/alias.txt`)).text()).toBe('0123456789')
  })

  test.each([
    ['small.txt', 'bytes=2-4', '234', 'bytes 2-4/10'],
    ['small.txt', 'bytes=-3', '789', 'bytes 7-9/10'],
    ['huge.bin', 'bytes=1999995-', 'fghij', 'bytes 1999995-1999999/2000000'],
    ['large.css', 'bytes=3-5', 'p{}', 'bytes 3-5/3000'],
  ])('is sent in part: %s %s', async (name, range, part, contentRange) => {
    const response = await fetch(`${url}/${name}`, { headers: { range, 'accept-encoding': 'br' } })
    expect([response.status, await response.text()]).toEqual([206, part])
    expect(response.headers.get('content-range')).toBe(contentRange)
    expect(response.headers.get('content-encoding')).toBeNull()
  })

  test('has no part outside of it', async () => {
    const response = await fetch(`${url}/small.txt`, { headers: { range: 'bytes=10-' } })
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  })

  test('is continued only while it is the same', async () => {
    const etag = (await fetch(`${url}/small.txt`)).headers.get('etag') ?? ''
    const range = 'bytes=2-4'
    const same = await fetch(`${url}/small.txt`, { headers: { range, 'if-range': etag } })
    const changed = await fetch(`${url}/small.txt`, { headers: { range, 'if-range': '"other"' } })
    expect([same.status, changed.status, await changed.text()]).toEqual([206, 200, '0123456789'])
  })

  test('that the browser has is not sent again, whoever has weakened its tag', async () => {
    const etag = (await fetch(`${url}/large.css`)).headers.get('etag') ?? ''
    const strong = etag.replace(/^W\//, '')
    for (const tag of [strong, `W/${strong}`, `"x", W/${strong}`, '*']) {
      const response = await fetch(`${url}/large.css`, { headers: { 'if-none-match': tag } })
      expect([tag, response.status]).toEqual([tag, 304])
    }
  })
})

describe('a script of the framework', () => {
  test('is compressed once, whatever query it is asked with', async () => {
    const app = createApp({ logger: createLog(), secret: 's'.repeat(32) })
    app.page('/', () => 'x')
    await using site = await serve(app, { port: 0, signals: false })
    const [, path = ''] = /src="([^"]+client[^"]+)"/.exec(await (await fetch(site.url)).text()) ?? []
    compress.mockClear()
    for (const encoding of ['br', 'gzip', 'gzip;q=0, br', 'identity']) {
      for (let n = 0; n < 20; n++) {
        const headers = { 'accept-encoding': encoding }
        const response = await fetch(`${site.url}${path}?${encoding}=${n}`, { headers })
        expect(await response.text()).toContain('liveToken')
      }
    }
    expect(compress.mock.calls.map(([, encoding]) => encoding).toSorted()).toEqual(['br', 'gzip'])
  })
})
