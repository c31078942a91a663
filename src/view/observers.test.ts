import { describe, expect, test } from 'vitest'
import { focus } from './commands/plain.ts'
import { onWindow, outside } from './observers.ts'
import { on } from './on.ts'

describe('options beside what has options of its own', () => {
  test('a command for the window runs for its shortcut alone, and not for every key', () => {
    expect(onWindow('keydown', focus('#search'), { keys: 'mod+k', prevent: true })).toMatchObject({
      handler: {
        client: { run: [['focus', '#search']], local: 1, prevent: 1, x: { shortcuts: [['p', 'k']] } },
      },
    })
  })

  test('a handler keeps its own options, and gets these besides', () => {
    const handler = on(() => {}, { key: 'undo' })
    expect(onWindow('keydown', handler, { keys: 'z', overlap: 'drop' })).toMatchObject({
      handler: { client: { x: { shortcuts: [['', 'z']] } }, options: { key: 'undo', overlap: 'drop' } },
    })
  })

  test('without options it is left as it is', () => {
    const command = focus('#search')
    expect(outside(command)).toMatchObject({ handler: command })
  })
})
