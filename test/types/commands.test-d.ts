import { chain, html, LiveView, on, onRow, onWindow, type ActionPage } from 'overwire'
import {
  addClass,
  animated,
  appendRow,
  copy,
  focus,
  hide,
  moveRow,
  popFocus,
  removeRow,
  self,
  setValue,
  show,
  toggle,
} from 'overwire/commands'
import { expectTypeOf, test } from 'vitest'

test('a target is a selector, or the way to it from the element of the handler', () => {
  show('#menu')
  show(self)
  show({ closest: 'li', inside: '.menu' })
  show({ closest: 'li', previous: 'li', inside: '.menu' })
  // @ts-expect-error -- A step that there is not.
  show({ closet: 'li' })
  // @ts-expect-error -- A number is no target.
  show(1)
  // @ts-expect-error -- It needs a target.
  toggle()
  // @ts-expect-error -- The class is missing.
  addClass('#menu')
  // @ts-expect-error -- Neither a target nor a text.
  copy({ txt: 'x' })
  // @ts-expect-error -- A direction that there is not.
  moveRow(self, 'left')
  // @ts-expect-error -- A place that there is not.
  moveRow(self, { behind: '#done' })
})

test('commands are handlers', () => {
  void html`<button @click=${hide('#menu')}>Close</button>`
})

test('what only makes sense before an outcome is no handler', () => {
  // @ts-expect-error -- It belongs into the option `optimistic`.
  void html`<button @click=${setValue('#title', '')}>Empty</button>`
  // @ts-expect-error -- As above.
  void html`<button @click=${removeRow({ closest: 'li' })}>Remove</button>`
})

test('the option optimistic takes what can be taken back', () => {
  on(() => {}, { optimistic: addClass(self, 'liked') })
  on(() => {}, { optimistic: [hide(self), appendRow('ul', html`<li></li>`)] })
  // @ts-expect-error -- The focus cannot be taken back.
  on(() => {}, { optimistic: focus('#menu') })
  // @ts-expect-error -- A handler is no effect.
  on(() => {}, { optimistic: () => {} })
})

test('the option optimistic takes effects by key, for keys that the handler gets', () => {
  on('keydown', () => {}, {
    keys: ['ArrowUp', 'mod+ArrowUp'],
    optimistic: { ArrowUp: moveRow(self, 'up'), 'mod+ArrowUp': [moveRow(self, 'first'), hide('#menu')] },
  })
  on(() => {}, { keys: 'Delete', optimistic: { Delete: removeRow(self) } })
  on('keyup', () => {}, { optimistic: { Delete: removeRow(self) } })
  onRow('keydown', () => {}, { keys: ['Delete'], optimistic: { Delete: removeRow(self) } })
  const keys: string[] = []
  on('keydown', () => {}, { keys, optimistic: { Delete: removeRow(self) } })
  // @ts-expect-error -- The handler never gets this key.
  on('keydown', () => {}, { keys: ['ArrowUp'], optimistic: { ArrowDown: moveRow(self, 'down') } })
  // @ts-expect-error -- As above.
  on(() => {}, { keys: 'ArrowUp', optimistic: { ArrowUp: moveRow(self, 'up'), Delete: removeRow(self) } })
  // @ts-expect-error -- As above.
  onRow('keydown', () => {}, { keys: ['ArrowUp'], optimistic: { Delete: removeRow(self) } })
  // @ts-expect-error -- A click has no keys.
  on('click', () => {}, { optimistic: { Delete: removeRow(self) } })
  // @ts-expect-error -- The focus cannot be taken back.
  on('keydown', () => {}, { optimistic: { Delete: focus('#menu') } })
})

test('commands can have the options of the browser', () => {
  void html`<input @keydown=${on(hide('#menu'), { keys: 'Escape', once: true })} />`
  void html`<input ${onWindow('keydown', hide('#menu'), { keys: 'Escape' })} />`
  void html`<button @click=${on(
    chain(hide('#menu'), () => {}),
    { confirm: 'Sure?', overlap: 'drop' },
  )}>Save</button>`
  // @ts-expect-error -- Commands have no form.
  on(hide('#menu'), { schema: null })
})

test('the server sends commands with selectors', () => {
  class Page extends LiveView {
    render() {
      this.live.run(hide('#menu'), popFocus())
      // @ts-expect-error -- There is no element to look from.
      this.live.run(hide({ closest: 'li' }))
      // @ts-expect-error -- A handler is no command.
      this.live.run(on(() => {}))
      return html``
    }
  }
  expectTypeOf<Parameters<ActionPage['run']>>().toEqualTypeOf<Parameters<LiveView['live']['run']>>()
  void Page
})

test('rows glide for a time, by an easing function', () => {
  animated({ move: true })
  animated({ enter: 'fade-in', move: { duration: 100, easing: 'linear' } })
  // @ts-expect-error -- The duration is in milliseconds.
  animated({ move: { duration: '1s' } })
  // @ts-expect-error -- An option that there is not.
  animated({ move: { delay: 100 } })
  // @ts-expect-error -- Classes are for what comes and goes.
  animated({ move: 'slide' })
})
