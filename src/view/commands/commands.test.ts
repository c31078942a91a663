import { describe, expect, test } from 'vitest'
import { html } from '../../template/html.ts'
import { chain, on } from '../on.ts'
import { restore, setAttribute, toggleAttribute } from './attributes.ts'
import { addClass, toggleClass } from './classes.ts'
import { self, type ClientCommand } from './command.ts'
import { copy } from './copy.ts'
import { appendRow, setValue } from './expected.ts'
import { popFocus, pushFocus, scrollIntoView } from './focus.ts'
import { dispatch, focus, scrollTo } from './plain.ts'
import { commandsOf } from './sendable.ts'
import { hide, show, toggle, transition } from './visibility.ts'

describe('commands are data', () => {
  test.each([
    [focus('#a'), ['focus', '#a']],
    [scrollTo('#a', 'smooth'), ['scroll', '#a', 'smooth']],
    [scrollIntoView('#a', { block: 'center' }), ['scroll', '#a', 'auto', 'center']],
    [dispatch(self, 'zoom', { by: 2 }), ['dispatch', {}, 'zoom', { by: 2 }]],
    [show('#a'), ['show', '#a']],
    [hide({ closest: 'li' }, { transition: 'fade' }), ['hide', { closest: 'li' }, ['fade']]],
    [toggle('#a', { leave: { from: 'here', to: 'gone' } }), ['toggle', '#a', null, ['', 'here', 'gone']]],
    [transition('#a', 'shake'), ['transition', '#a', ['shake']]],
    [addClass('#a', ' b  c '), ['addClass', '#a', 'b  c']],
    [
      toggleAttribute('#a', 'aria-expanded', 'true', 'false'),
      ['toggleAttribute', '#a', 'aria-expanded', 'true', 'false'],
    ],
    [restore('#a'), ['restore', '#a']],
    [pushFocus(), ['pushFocus']],
    [popFocus(), ['popFocus']],
    [copy({ text: 'x' }), ['copyText', 'x']],
    [copy('#a'), ['copy', '#a']],
  ])('%#: $client', ({ client }, command) => {
    expect(client).toEqual({ run: [command], local: 1 })
  })

  test('and what is shown before an outcome goes with its handler', () => {
    const { client } = on(() => {}, { optimistic: [toggleClass(self, 'on'), setValue('#a', '')] })
    expect(client).toEqual({
      optimistic: [
        ['toggleClass', {}, 'on'],
        ['setValue', '#a', ''],
      ],
    })
  })

  test('and a row that is shown before an outcome is HTML, escaped as ever', () => {
    expect(appendRow('ul', html`<li>${'<b>'}</li>`).reversible).toEqual([
      ['appendRow', 'ul', '<li>&lt;b&gt;</li>'],
    ])
  })

  test('and a chain keeps all of them', () => {
    const first = on(() => {}, { optimistic: addClass(self, 'a') })
    const { client } = chain(
      first,
      focus('#a'),
      on(() => {}, { optimistic: addClass(self, 'b') }),
    )
    expect(client).toEqual({
      run: [['focus', '#a']],
      optimistic: [
        ['addClass', {}, 'a'],
        ['addClass', {}, 'b'],
      ],
    })
  })
})

describe('refuses with the way to write it', () => {
  test.each([
    ['onclick', 'alert(1)', 'would run a string as script'],
    ['href', 'java\nscript:alert(1)', 'would run script'],
    ['xlink:href', 'javascript:alert(1)', 'would run script'],
    ['formaction', 'data:text/html,x', 'would run script'],
    ['values', '/a;javascript:alert(1)', 'would run script'],
    ['srcdoc', '<p>', 'holds a document'],
    ['style', 'color: red', 'strict content security policy'],
    ['http-equiv', 'refresh', 'http-equiv'],
    ['data-live-click', 'delete', "Overwire's own"],
    ['live-click', 'delete', "Overwire's own"],
    ['DATA-LIVE-ROOT', '1', "Overwire's own"],
    ['class', 'open', "addClass(target, 'open')"],
    ['open', '', 'close(target)'],
    ['value', 'x', 'setValue'],
    ['a b', 'x', 'no name of an attribute'],
    ['', 'x', 'no name of an attribute'],
  ])('the attribute "%s"', (name, value, words) => {
    expect(() => setAttribute('#a', name, value)).toThrow(words)
    expect(() => toggleAttribute('#a', name, '/', value)).toThrow(words)
  })

  test('no class', () => {
    expect(() => addClass('#a', ' ')).toThrow("addClass(target, 'open')")
  })

  test('what the server cannot send', () => {
    // What JavaScript can do, and types do not allow.
    const lost = hide({ closest: 'li' }) as ClientCommand as ClientCommand<'page'>
    expect(() => commandsOf([lost], 'this.live.run')).toThrow(
      'there is no element that {"closest":"li"} could be looked for from',
    )
    const own = pushFocus({ closest: 'li' }) as ClientCommand as ClientCommand<'page'>
    expect(() => commandsOf([own], 'this.live.run')).toThrow('no element that {"closest":"li"}')
    const sent = [hide('#a'), pushFocus(), pushFocus('#a'), popFocus(), copy({ text: 'x' })]
    expect(commandsOf(sent, 'this.live.run')).toEqual([
      ['hide', '#a'],
      ['pushFocus'],
      ['pushFocus', '#a'],
      ['popFocus'],
      ['copyText', 'x'],
    ])
  })

  test('a handler in a row that is shown before an outcome', () => {
    expect(() => appendRow('ul', html`<li @click=${() => {}}></li>`)).toThrow(
      'the server does not know the row yet',
    )
  })
})
