import { expect, test } from 'vitest'
import { peerOf } from './peer.ts'

const of = (ip: string): string | null => peerOf({ headers: '', secure: false, ip }).address

test.each([
  ['10.0.0.1', 'address 10.0.0.1'],
  ['::ffff:10.0.0.1', 'address 10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', 'address 2001:db8:1:2'],
  ['2001:0DB8:1:0002::6', 'address 2001:db8:1:2'],
  ['2001:db8::1', 'address 2001:db8:0:0'],
  ['::1', 'address 0:0:0:0'],
  ['', null],
])('%s is counted as %s', (ip, address) => {
  expect(of(ip)).toBe(address)
})

test('the visitor is the one that the cookie names', () => {
  const id = 'a'.repeat(22)
  expect(peerOf({ headers: `host:x\ncookie:a=b; live_visitor=${id}`, secure: false, ip: '' }).visitor).toBe(
    id,
  )
  expect(peerOf({ headers: 'cookie:live_visitor=short', secure: false, ip: '' }).visitor).toBe(null)
})
