import { expect, test } from 'vitest'
import type { Effect } from '../protocol/messages.ts'
import { createOperations } from './operations.ts'

/** A promise of a library, which is no instance of `Promise`. Its type says that it is one. */
function ofLibrary<Value>(value: Value): Promise<Value> {
  const settled = Promise.resolve(value)
  // oxlint-disable-next-line unicorn/no-thenable -- what this is about
  return { then: settled.then.bind(settled) } as Promise<Value>
}

test('content that is a promise of a library is put into the page once it is there', async () => {
  const performed: (Effect | Promise<Effect>)[] = []
  const { replace } = createOperations((effect) => performed.push(effect), undefined)
  replace('#a', ofLibrary('<b>'))
  expect(await performed[0]).toEqual(['replace', '#a', '&lt;b&gt;'])
})
