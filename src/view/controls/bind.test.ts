import { describe, expect, it } from 'vitest'
import { OverwireError } from '../../errors/overwire-error.ts'
import type { LiveEvent } from '../../template/live-event.ts'
import type { EventBinding, ExpandedElement, Expansion } from '../../template/template-value.ts'
import { bind } from './bind.ts'

function element(tag: string, attributes: Readonly<Record<string, unknown>> = {}): ExpandedElement {
  return { tag, attribute: (name) => attributes[name] }
}

function refusal(expansion: Expansion, on: ExpandedElement): OverwireError {
  try {
    expansion.attributes(on)
  } catch (error) {
    if (error instanceof OverwireError) return error
    throw error
  }
  throw new Error('It was bound.')
}

/** Calls the handler for an event with what the event tells. */
function tell(expansion: Expansion, on: ExpandedElement, event: Partial<LiveEvent>): void {
  for (const [written, value] of expansion.attributes(on)) {
    // What is named by an event is bound as `on` gives it.
    if (written.startsWith('@')) (value as EventBinding).handler?.(event)
  }
}

describe('bind', () => {
  it('copies what is on the way, and leaves instances of classes what they are', () => {
    class Place {
      city = ''
    }
    const owner = { address: { city: 'a' }, items: [{ done: false }], place: new Place() }
    const { address, items, place } = owner
    tell(bind(owner, 'address', 'city'), element('input'), { value: 'b' })
    tell(bind(owner, 'items', 0, 'done'), element('input', { type: 'checkbox' }), { checked: true })
    tell(bind(owner, 'place', 'city'), element('input'), { value: 'c' })
    expect(owner).toMatchObject({ address: { city: 'b' }, items: [{ done: true }], place: { city: 'c' } })
    expect([owner.address === address, owner.items === items, owner.place === place]).toEqual([
      false,
      false,
      true,
    ])
    expect([address, items]).toEqual([{ city: 'a' }, [{ done: false }]])
  })

  it('loses none of two boxes that were changed one right after the other', () => {
    const owner = { extras: ['wine'] }
    const [wine, cake] = ['wine', 'cake'].map((value) => {
      const box = element('input', { type: 'checkbox', value })
      const attributes = bind(owner, 'extras').attributes(box)
      // What is named by an event is bound as `on` gives it.
      return attributes.find(([written]) => written === '@change')?.[1] as EventBinding
    })
    // Both of one rendering: the first event is on its way when the second one happens.
    cake?.handler?.({ checked: true })
    wine?.handler?.({ checked: false })
    expect(owner.extras).toEqual(['cake'])
  })

  it('assigns null for a number that is none, whatever the browser says', () => {
    const owner = { count: 1 as number | null }
    for (const value of ['', 'abc', 'Infinity', '1e999']) {
      owner.count = 1
      tell(bind(owner, 'count'), element('input', { type: 'number' }), { value })
      expect(owner.count).toBe(null)
    }
    tell(bind(owner, 'count'), element('input', { type: 'number' }), { value: '0.50' })
    expect(owner.count).toBe(0.5)
  })

  it('keeps a text a text where a number is typed', () => {
    const owner = { zip: '01234' }
    tell(bind(owner, 'zip'), element('input', { type: 'number' }), { value: '00042' })
    expect(owner.zip).toBe('00042')
  })

  it('does nothing for what has gone since it was rendered', () => {
    const owner: { row: { name: string } | null } = { row: { name: 'a' } }
    const bound = bind(owner, 'row', 'name' as never)
    const [[, shown] = [], [, handler] = []] = bound.attributes(element('input'))
    expect(shown).toBe('a')
    owner.row = null
    // What is named by an event is bound as `on` gives it.
    ;(handler as EventBinding).handler?.({ value: 'b' })
    expect(owner.row).toBe(null)
  })

  it.each([
    ['p', {}, 'A <p> has no value'],
    ['input', { type: 'file' }, 'Files have no value'],
    ['button', {}, 'A <button> has no value'],
    ['input', { type: 'submit' }, 'A button has no value'],
    ['input', { type: 'checkbox' }, 'It is on or off, and the value is "a"'],
    ['input', { type: 'radio' }, 'It stands for one of several values and does not say which'],
    ['select', { multiple: '' }, 'Of several options it makes a list, and the value is "a"'],
    ['details', {}, 'It is on or off'],
  ])('says what is wrong with <%s> %o', (tag, attributes, problem) => {
    const error = refusal(bind({ title: 'a' }, 'title'), element(tag, attributes))
    expect([error.code, error.message]).toEqual(['control-refused', expect.stringContaining(problem)])
    expect(error.message).toContain("${bind(this, 'title')}")
  })

  it('says that an object is no text', () => {
    const error = refusal(bind({ born: new Date() }, 'born'), element('input', { type: 'date' }))
    expect(error.message).toContain('It shows text, and the value is a Date')
  })

  it('says which field is not there', () => {
    const owner: { draft?: { title: string } } = {}
    const error = refusal(bind(owner, 'draft', 'title' as never), element('input'))
    expect([error.code, error.message]).toEqual([
      'bind-refused',
      expect.stringContaining(`bind(this, 'draft', 'title') found no "draft" in an object`),
    ])
  })
})
