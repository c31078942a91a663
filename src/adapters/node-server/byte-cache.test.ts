import { describe, expect, test } from 'vitest'
import { ByteCache } from './byte-cache.ts'

describe('a cache of bytes', () => {
  test('makes a content once', async () => {
    const cache = new ByteCache(100)
    let made = 0
    const make = async (): Promise<Buffer> => Buffer.alloc(10, ++made)
    expect(await cache.get('a', 10, make)).toBe(await cache.get('a', 10, make))
    expect(made).toBe(1)
  })

  test('keeps within its bytes, and drops what was used least recently', async () => {
    const cache = new ByteCache(100)
    const made: string[] = []
    const get = (key: string): Promise<Buffer> =>
      cache.get(key, 40, async () => {
        made.push(key)
        return Buffer.alloc(40)
      })
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key)
    expect(made).toEqual(['a', 'b', 'c', 'b'])
    expect(cache.bytes).toBe(80)
  })

  test('does not keep what is larger than all of it', async () => {
    const cache = new ByteCache(100)
    await cache.get('a', 1000, async () => Buffer.alloc(1000))
    expect(cache.bytes).toBe(0)
  })

  test('does not keep a failure', async () => {
    const cache = new ByteCache(100)
    await expect(cache.get('a', 10, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
    expect(String(await cache.get('a', 10, async () => Buffer.from('content')))).toBe('content')
    expect(cache.bytes).toBe(10)
  })
})
