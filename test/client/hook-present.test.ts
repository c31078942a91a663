import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createPresent } from '../../src/client/hooks/present.ts'

/** Collects what nobody holds. References that were read stay until the end of the job. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  // It is there by that flag.
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => setTimeout(resolve))
    collect()
  }
}

test('a hook that nobody else knows any more is told that its element is gone, and is forgotten then', async () => {
  const present = createPresent<{ readonly name: string }>()
  const gone = new Set<string>()
  const update = (): void => present.update(({ name }) => !gone.has(name))
  const names = (): string[] => [...present].map(({ name }) => name)
  present.add({ name: 'chart' })
  present.add({ name: 'map' })
  update()
  await collectGarbage()
  expect(names()).toEqual(['chart', 'map'])
  gone.add('chart')
  await collectGarbage()
  expect(names()).toEqual(['chart', 'map'])
  update()
  await collectGarbage()
  expect(names()).toEqual(['map'])
})
