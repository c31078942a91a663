import { expect, test } from 'vitest'
import { MOST_ENTRIES, setNewest } from '../../src/client/navigation/newest.ts'

test('what is remembered of entries of the history is bounded, and what was written last stays', () => {
  const map = new Map<string, number>()
  for (let entry = 0; entry < MOST_ENTRIES; entry++) setNewest(map, `${entry}`, entry)
  setNewest(map, '0', -1)
  setNewest(map, 'new', 1)
  expect([map.size, map.get('0'), map.get('1'), map.get('2'), map.get('new')]).toEqual([
    200,
    -1,
    undefined,
    2,
    1,
  ])
})
