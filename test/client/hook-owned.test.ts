import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { isOwned, setOwner } from '../../src/client/hooks/owned.ts'
import { useCore } from '../../src/client/modules/core.ts'

const { window } = new JSDOM(`
  <div id="dialog"><input id="field"><span id="inner"></span></div>
  <div id="calendar"><div id="day"></div></div>
  <div id="menu"><b id="item"></b></div>
  <p id="free"></p>`)
Object.assign(globalThis, { ShadowRoot: window.ShadowRoot })
// There is no form here that could hide anything.
useCore({ natural: (node) => node, loaded: {} })
const $ = (id: string): Element => window.document.querySelector(`#${id}`) as Element

test('a node that a hook has put elsewhere belongs to its element and to all around that, with what it has put elsewhere in turn', () => {
  const root = $('day').attachShadow({ mode: 'open' })
  const deep = root.appendChild(window.document.createElement('u'))
  setOwner($('calendar'), $('field'))
  setOwner($('menu'), $('day'))
  expect([$('day'), deep, $('item')].map((node) => isOwned(node, $('dialog')))).toEqual([true, true, true])
  expect(isOwned($('day'), $('field'))).toBe(true)
  expect([$('inner'), $('free'), $('field')].map((node) => isOwned(node, $('dialog')))).toEqual([
    false,
    false,
    false,
  ])
  expect(isOwned($('day'), $('inner'))).toBe(false)
  setOwner($('calendar'), undefined)
  expect(isOwned($('item'), $('dialog'))).toBe(false)
})

test('nodes that belong to what is in them belong to nobody else', () => {
  setOwner($('dialog'), $('inner'))
  expect(isOwned($('inner'), $('free'))).toBe(false)
  setOwner($('dialog'), undefined)
})
