import { describe, expect, test } from 'vitest'
import { OverwireError } from '../errors/overwire-error.ts'
import { unsafeHTML } from '../template/directives.ts'
import { moveRow } from './commands/expected.ts'
import { focus } from './commands/plain.ts'
import { hide } from './commands/visibility.ts'
import { self } from './commands/command.ts'
import { onWindow } from './observers.ts'
import { chain, on } from './on.ts'
import type { HandlerOptions, LocalOptions } from './handler-options.ts'

const none = (): void => {}
const UP = moveRow(self, 'up')
const told = (options: HandlerOptions) => on(none, options).client

describe('of the options of a handler the browser is told', () => {
  test.each<[options: HandlerOptions, told: object | null]>([
    [{}, null],
    [{ allow: () => true, key: 'k' }, null],
    [{ debounce: 300 }, { x: { debounce: 300 } }],
    [{ debounce: 0, throttle: 50 }, { x: { throttle: 50 } }],
    [{ passive: true }, { prevent: 0 }],
    [{ confirm: 'Sure?', capture: true }, { x: { confirm: 'Sure?', capture: 1 } }],
    // Names of keys are compared by the first script, whichever way they are written.
    [{ keys: ['Enter', 'ArrowUp'] }, { keys: ['Enter', 'ArrowUp'] }],
    [{ keys: 'esc' }, { keys: ['Escape'] }],
    [{ keys: ['Shift', 'Unidentified'] }, { keys: ['Shift', 'Unidentified'] }],
    [{ keys: 'mod+k' }, { x: { shortcuts: [['p', 'k']] } }],
    [
      { keys: ['shift+ctrl+P', 'Escape', '?'] },
      {
        x: {
          shortcuts: [
            ['cs', 'p'],
            ['', 'Escape'],
            ['', '?'],
          ],
        },
      },
    ],
    [{ keys: 'Enter', repeat: true }, { x: { shortcuts: [['', 'Enter']], repeat: 1 } }],
    [{ keys: ['a'], typing: true }, { x: { shortcuts: [['', 'a']], typing: 1 } }],
    [{ keys: 'mod+z', typing: false }, { x: { shortcuts: [['p', 'z']], typing: 0 } }],
    [{ keys: 'Escape', typing: false }, { x: { shortcuts: [['', 'Escape']], typing: 0 } }],
    // Effects by key are told as the keys are: by names, or as shortcuts.
    [
      { keys: ['up', 'Delete'], optimistic: { up: UP, Delete: [hide(self), UP] } },
      {
        keys: ['ArrowUp', 'Delete'],
        optimistic: [
          [
            ['ArrowUp', ['moveRow', {}, 'up']],
            ['Delete', ['hide', {}], ['moveRow', {}, 'up']],
          ],
        ],
      },
    ],
    [
      { keys: ['ArrowUp', 'mod+ArrowUp'], optimistic: { ArrowUp: UP } },
      {
        optimistic: [
          [
            [
              ['', 'ArrowUp'],
              ['moveRow', {}, 'up'],
            ],
          ],
        ],
        x: {
          shortcuts: [
            ['', 'ArrowUp'],
            ['p', 'ArrowUp'],
          ],
        },
      },
    ],
    [{ optimistic: { ArrowUp: UP } }, { optimistic: [[['ArrowUp', ['moveRow', {}, 'up']]]] }],
    // Without `keys` the module that tells shortcuts is needed all the same.
    [
      { optimistic: { 'mod+ArrowUp': UP } },
      {
        optimistic: [
          [
            [
              ['p', 'ArrowUp'],
              ['moveRow', {}, 'up'],
            ],
          ],
        ],
        x: {},
      },
    ],
  ])('%j as %j', (options, expected) => {
    expect(told(options)).toEqual(expected)
  })

  test('those of both, where handlers are chained', () => {
    const { client } = chain(on(none, { debounce: 300 }), on(none, { confirm: 'Sure?', stop: true }))
    expect(client).toEqual({ stop: 1, x: { debounce: 300, confirm: 'Sure?' } })
  })

  test('the keys and the clock of the later one, where handlers are chained', () => {
    const named = on(none, { keys: 'Escape', debounce: 300 })
    const combined = on(none, { keys: 'mod+k', throttle: 100, confirm: 'Sure?' })
    expect(chain(named, combined).client).toEqual({
      x: { shortcuts: [['p', 'k']], throttle: 100, confirm: 'Sure?' },
    })
    expect(chain(combined, named).client).toEqual({
      keys: ['Escape'],
      x: { debounce: 300, confirm: 'Sure?' },
    })
  })

  test('the effects of all, where handlers are chained', () => {
    const moves = on(none, { optimistic: { 'mod+ArrowUp': UP } })
    const hides = on(none, { keys: 'mod+ArrowUp', optimistic: hide('#menu') })
    const shortcut = ['p', 'ArrowUp']
    expect(chain(moves, hides).client).toEqual({
      optimistic: [[[shortcut, ['moveRow', {}, 'up']]], ['hide', '#menu']],
      x: { shortcuts: [shortcut] },
    })
    expect(chain(moves, on({ stop: true })).client).toMatchObject({ x: {} })
  })

  test('those beside commands, and beside what is chained with them', () => {
    expect(on(hide('#menu'), { keys: 'Escape', stop: true }).client).toEqual({
      run: [['hide', '#menu']],
      local: 1,
      keys: ['Escape'],
      stop: 1,
    })
    const both = on(chain(hide('#menu'), none), { confirm: 'Sure?', key: 'k' })
    expect([both.client, both.options, both.handler]).toEqual([
      { run: [['hide', '#menu']], x: { confirm: 'Sure?' } },
      { key: 'k' },
      none,
    ])
    expect(onWindow('keydown', hide('#menu'), { keys: 'Escape' })).toMatchObject({
      handler: { client: { keys: ['Escape'], run: [['hide', '#menu']], local: 1 } },
    })
  })

  test('markup that is shown meanwhile, without the actions of others', () => {
    // The client takes an empty text for none.
    expect(told({ disableWith: '' })).toEqual({ pending: { h: '' } })
    const disableWith = unsafeHTML('<b live-click="delete-all">Saving</b>')
    expect(told({ disableWith })).toEqual({ pending: { h: '<b>Saving</b>' } })
  })

  test('that a form is locked or not, whatever is shown meanwhile', () => {
    expect(
      [
        { lock: true },
        { disableWith: 'Saving…', lock: true },
        { disableWith: 'Saving…', lock: false },
        { lock: false },
      ].map((options) => told(options)),
    ).toEqual([{ pending: 1 }, { pending: 'Saving…' }, { pending: ['Saving…'] }, { pending: [] }])
  })

  test('those alone, where there is no handler', () => {
    expect(on({ prevent: true })).toEqual({
      kind: 'binding',
      handler: null,
      client: { prevent: 1 },
      options: {},
    })
  })
})

test.each<[options: HandlerOptions & LocalOptions, message: string]>([
  [{ keys: 'ctrl+k+j' }, "on(…, { keys: 'ctrl+k+j' }) would never fire: it has more than one key."],
  [{ keys: ['Escape', 'crtl+k'] }, "keys: 'crtl+k' }) would never fire: there is no such modifier."],
  [{ keys: 'g i' }, 'there is no such key'],
  [{ keys: ['enterr'] }, 'there is no such key'],
  [{ keys: '' }, 'it has no key'],
  [{ passive: true, prevent: true }, 'A handler has the option "passive" and "prevent".'],
  [{ debounce: 100, throttle: 100 }, 'A handler has the option "debounce" and "throttle".'],
  [{ debounce: -1 }, '"debounce: -1". It is a time in milliseconds.'],
  [{ throttle: Number.NaN }, '"throttle: NaN"'],
  [{ repeat: true }, '"typing" or "repeat" without "keys"'],
  [
    { keys: ['ArrowUp', 'mod+k'], optimistic: { ArrowDown: UP } },
    "has an effect for 'ArrowDown' that would never be shown: the option \"keys\" lets 'ArrowUp', 'mod+k' through, and nothing else.",
  ],
  [
    { keys: 'ctrl+ArrowUp', optimistic: { ArrowUp: UP } },
    "has an effect for 'ArrowUp' that would never be shown",
  ],
  [
    { optimistic: { 'crtl+k': UP } },
    "on(…, { optimistic: { 'crtl+k': … } }) would never fire: there is no such modifier.",
  ],
])('%j is refused where it is written: %s', (options, message) => {
  expect(() => on(none, options)).toThrow(OverwireError)
  expect(() => on(none, options)).toThrow(message)
})

describe('what cannot be taken back is refused as `optimistic`, with what to write', () => {
  // What JavaScript hands in, or a type that is too wide.
  const cases: readonly (readonly [string, unknown])[] = [
    ['a handler with options', focus('#x')],
    ['a handler with options', [chain(hide('#menu'), focus('#x'))]],
    ['false', [hide('#menu'), false]],
    ['a handler with options', { ArrowUp: focus('#x') }],
    ['undefined', { ArrowUp: undefined }],
  ]
  test.each(cases)('%s', (named, optimistic) => {
    const bind = (): unknown => on(none, { optimistic: optimistic as never })
    expect(bind).toThrow(OverwireError)
    expect(bind).toThrow(`has ${named} in it, which cannot be taken back`)
    expect(bind).toThrow('one, or a list of them, not a chain')
  })
})
