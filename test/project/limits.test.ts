import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/page/limits.ts'
import { read } from './repository.ts'

test('the reference of the server names every limit', () => {
  const reference = read('docs/reference/server.md')
  const missing = Object.keys(DEFAULT_LIMITS).filter((name) => !reference.includes(`\`${name}\``))
  expect(missing).toEqual([])
})
