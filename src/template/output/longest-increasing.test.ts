import { describe, expect, it } from 'vitest'
import { longestIncreasing } from './longest-increasing.ts'

describe('a longest increasing subsequence', () => {
  it('leaves out what is not part of it', () => {
    expect([...longestIncreasing([3, 0, 1, 2, 4])]).toEqual([0, 1, 1, 1, 1])
    expect([...longestIncreasing([-1, 2, -1, 1, 3])].filter((mark) => mark === 1)).toHaveLength(2)
    expect([...longestIncreasing([])]).toEqual([])
    expect([...longestIncreasing([-1])]).toEqual([0])
  })
})
