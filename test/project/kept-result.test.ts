import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptResult } from '../../scripts/kept-result.ts'

let folder: string
let made: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overwire-kept-'))
  made = 0
  write('source/a.ts', 'one')
  write('lock.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): void {
  if (name.startsWith('source/')) mkdirSync(join(folder, 'source'), { recursive: true })
  writeFileSync(join(folder, name), text)
}

function result(): Promise<number> {
  const sources = ['source', 'lock.json'].map((name) => join(folder, name))
  return keptResult(join(folder, 'kept/result.json'), sources, () => Promise.resolve(++made))
}

test('what was made is kept while nothing changes that it is made of', async () => {
  expect([await result(), await result()]).toEqual([1, 1])
})

test.each([
  ['a file in a folder', 'source/a.ts'],
  ['another file in it', 'source/b.ts'],
  ['a file of its own', 'lock.json'],
])('it is made again when %s changes', async (_, name) => {
  await result()
  write(name, 'two')
  expect([await result(), await result()]).toEqual([2, 2])
})

test('it is made again when what is kept is not whole', async () => {
  await result()
  write('kept/result.json', '{"madeOf":"')
  expect(await result()).toBe(2)
})
