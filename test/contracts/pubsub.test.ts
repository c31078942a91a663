import { createMemoryPubSub } from 'overwire'
import { describe } from 'vitest'
import { testPubSub } from './pubsub.ts'

describe('in memory', () => {
  testPubSub(() => createMemoryPubSub())
})
