import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compress, encodingFor } from './compression.ts'

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['GZIP;q=0.5', 'gzip'],
  ['deflate', null],
  ['', null],
  [undefined, null],
])('for "accept-encoding: %s" HTML is sent as %s', (accepted, encoding) => {
  expect(encodingFor(accepted, 'text/html; charset=utf-8', 10_000)).toBe(encoding)
})

test.each([
  ['text/css', 10_000, 'br'],
  ['application/json', 10_000, 'br'],
  ['image/svg+xml', 10_000, 'br'],
  ['image/png', 10_000, null],
  ['application/octet-stream', 10_000, null],
  ['text/html', 900, null],
])('%s of %d bytes is sent as %s', (type, bytes, encoding) => {
  expect(encodingFor('br', type, bytes)).toBe(encoding)
})

test('what is compressed is the same afterwards', async () => {
  const body = Buffer.from('text '.repeat(1000))
  expect(brotliDecompressSync(await compress(body, 'br', 'best'))).toEqual(body)
  expect(gunzipSync(await compress(body, 'gzip', 'fast'))).toEqual(body)
})
