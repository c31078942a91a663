import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { OwnedNodes } from '../../src/client/hooks/owned-nodes.ts'

test('nodes of a hook are in the document while its element is, where they were', () => {
  const { document } = new JSDOM('<main></main><i id="a"></i><i id="b"></i><i id="c"></i>').window
  const $ = (id: string): Element => document.querySelector(`#${id}`) as Element
  const [a, b] = [$('a'), $('b')]
  const order = (): string => [...document.querySelectorAll('i')].map(({ id }) => id).join('')
  const owned = new OwnedNodes(document.querySelector('main') as Element)
  owned.add(b)
  owned.add(a)
  owned.show(true)
  expect(order()).toBe('abc')
  owned.show(false)
  expect(order()).toBe('c')
  owned.show(true)
  expect(order()).toBe('abc')
  owned.show(false)
  // Somebody else has put it elsewhere meanwhile, and what it stood before is gone.
  document.querySelector('main')?.append(b)
  $('c').remove()
  owned.show(true)
  expect([b.parentElement?.localName, a.parentElement?.localName]).toEqual(['main', 'body'])
  owned.end()
  expect(order()).toBe('')
  // It has ended: nothing comes back.
  owned.show(false)
  owned.show(true)
  expect(order()).toBe('')
})
