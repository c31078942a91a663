/** Streams and forms, by what users of other libraries have met. */
import { createApp, form, html, LiveView, repeat } from 'overwire'
import { visit } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

type User = Awaited<ReturnType<typeof visit>>

interface Entry {
  readonly id: string
  readonly text: string
}
const entry = (id: string, text = id): Entry => ({ id, text })

class Log extends LiveView {
  log = this.live.stream(
    (each: Entry) => each.id,
    ({ text }) => html`<li>${text}</li>`,
  )
  few = this.live.stream(
    (each: Entry) => each.id,
    ({ text }) => html`<li>${text}</li>`,
    { limit: 3 },
  )
  override mount() {
    this.log.append(entry('a'), entry('b'), entry('c'), entry('d'))
    this.few.append(...'abcdef'.split('').map((id) => entry(id)))
  }
  step(name: string) {
    const { log, few } = this
    const steps: Record<string, () => void> = {
      twice: () => log.append(entry('e', 'e1'), entry('e', 'e2'), entry('a', 'a2')),
      again: () => {
        log.append(entry('f', 'f1'))
        log.prepend(entry('f', 'f2'))
        log.remove('b')
        log.append(entry('b', 'b2'))
      },
      order: () => log.reset([entry('d'), entry('x'), entry('a'), entry('b'), entry('y')]),
      'reset then at': () => {
        log.reset([entry('a'), entry('b')])
        log.insert({ at: 0 }, entry('b', 'first'), entry('n'))
      },
      'gone and back': () => {
        log.remove('a', 'b')
        log.insert({ before: 'd' }, entry('a', 'back'))
        log.reset()
        log.append(entry('z'))
      },
      many: () => few.append(...'ghijklm'.split('').map((id) => entry(id))),
      front: () => few.prepend(...'1234'.split('').map((id) => entry(id))),
      'few reset': () => few.reset('vwxyz'.split('').map((id) => entry(id))),
      moved: () => few.insert({ after: 'x' }, entry('v', 'v2')),
    }
    steps[name]?.()
  }
  render() {
    const names = [
      'twice',
      'again',
      'order',
      'reset then at',
      'gone and back',
      'many',
      'front',
      'few reset',
      'moved',
    ]
    return html`<ul id="log">${this.log}</ul><ul id="few">${this.few}</ul><output>${this.log.size} ${this.few.size}</output>
      ${names.map((name) => html`<button @click=${() => this.step(name)}>${name}</button>`)}`
  }
}

describe('a stream', () => {
  test('shows each key once, with its last text and where it stands, however often it comes', async () => {
    await using user = await visit(createApp().live('/', Log), '/')
    const rows = () => user.texts('#log > li').join(' ')
    const few = () => user.texts('#few > li').join(' ')
    const seen: Record<string, string> = { start: `${rows()} / ${few()}` }
    for (const name of [
      'twice',
      'again',
      'order',
      'reset then at',
      'gone and back',
      'many',
      'front',
      'few reset',
      'moved',
    ]) {
      await user.click(name)
      seen[name] = `${rows()} / ${few()}`
      expect(user.text('output')).toBe(`${user.texts('#log > li').length} ${user.texts('#few > li').length}`)
    }
    expect(seen).toEqual({
      start: 'a b c d / d e f',
      twice: 'a2 b c d e2 / d e f',
      again: 'a2 c d e2 f2 b2 / d e f',
      order: 'd x a b y / d e f',
      'reset then at': 'first n a / d e f',
      'gone and back': 'z / d e f',
      many: 'z / k l m',
      front: 'z / 1 2 3',
      'few reset': 'z / v w x',
      moved: 'z / w x v2',
    })
  })
})

describe('a form', () => {
  class Guest extends LiveView {
    guest = form(
      z.object({ name: z.string().min(2, 'Short.'), stays: z.array(z.object({ night: z.string() })) }),
      {
        values: { name: 'Ada', stays: [{ night: 'mo' }] },
        checks: { name: (name) => (name === 'Ada' ? 'There is an Ada.' : null) },
      },
    )
    saved: string[] = []
    render() {
      const { guest } = this
      return html`<form ${guest} @submit=${guest.submit((values) => this.save(values.name))}>
          <label>Guest <input ${guest.field('name')} /></label> ${guest.errors('name')}
          ${repeat(
            guest.rows('stays'),
            (row) => row.key,
            (row) => html`<label>Night ${row.index} <input ${row.field('night')} /></label>`,
          )}
          <button type="button" @click=${() => guest.reset({ name: 'Bea', stays: [{ night: 'x' }, { night: 'y' }, { night: 'z' }] })}>Other</button>
          <button type="button" @click=${() => guest.add('stays', { night: '' }, 1)}>Stay</button>
          <button type="button" @click=${() => guest.update({ name: 'Carla', stays: [] })}>Update</button>
          <button>Let in</button>
        </form>
        <output>${this.saved.join()}</output><i>${guest.isDirty() ? 'dirty' : 'clean'}</i>`
    }
    save(name: string) {
      if (name === 'Eve') throw new Error('The house is full.')
      this.saved = [...this.saved, name]
    }
  }
  const nights = (user: User) =>
    [...user.document.querySelectorAll<HTMLInputElement>('[name$=".night"]')].map(({ value }) => value)

  test('says what a check found each time it is sent, and leads to the field', async () => {
    await using user = await visit(createApp().live('/', Guest), '/')
    for (let time = 0; time < 3; time++) {
      await user.click('Let in')
      expect([user.text('.field-errors'), user.text('output')]).toEqual(['There is an Ada.', ''])
      expect(user.document.activeElement?.getAttribute('name')).toBe('name')
    }
  })

  test('that is reset to other rows has these, and new ones come where they are put', async () => {
    await using user = await visit(createApp().live('/', Guest), '/')
    await user.type('Night 0', 'tu', { replace: true })
    await user.click('Other')
    expect([nights(user), user.text('i')]).toEqual([['x', 'y', 'z'], 'clean'])
    await user.click('Stay')
    expect([nights(user), user.text('i')]).toEqual([['x', '', 'y', 'z'], 'dirty'])
    await user.type('Night 1', 'new')
    await user.click('Let in')
    expect([user.text('output'), user.text('i'), nights(user)]).toEqual([
      'Bea',
      'clean',
      ['x', 'new', 'y', 'z'],
    ])
  })

  test('whose handler fails is not saved, and is sent again as it is', async () => {
    await using user = await visit(
      createApp({ logger: { info() {}, warn() {}, error() {} } }).live('/', Guest),
      '/',
    )
    await user.type('Guest', 'Eve', { replace: true })
    await user.click('Let in').catch(() => {})
    expect([user.value('Guest'), user.text('i')]).toEqual(['Eve', 'dirty'])
    await user.type('Guest', 'Eva', { replace: true })
    await user.click('Let in')
    expect([user.text('output'), user.text('i')]).toEqual(['Eva', 'clean'])
  })

  test('that was emptied of a text again takes what others save', async () => {
    await using user = await visit(createApp().live('/', Guest), '/')
    await user.type('Night 0', 'tu', { replace: true })
    await user.click('Update')
    expect([user.value('Guest'), nights(user)]).toEqual(['Carla', ['tu']])
  })

  test('with steps leads to the first field of the next one, after a check that takes a while', async () => {
    class Steps extends LiveView {
      trip = form(z.object({ from: z.string(), to: z.string() }), {
        values: { from: 'Rome', to: '' },
        steps: { start: ['from'], end: ['to'] },
        checks: { from: () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 20)) },
      })
      render() {
        const { trip } = this
        return html`<form ${trip} @submit=${trip.submit(() => {})}>
          ${
            trip.step === 'start'
              ? html`<label>From <input ${trip.field('from')} /></label>`
              : html`<label>To <input ${trip.field('to')} /></label>`
          }
          <button>Go on</button>
        </form>`
      }
    }
    await using user = await visit(createApp().live('/', Steps), '/')
    await user.click('Go on')
    await user.until(() => user.has('[name=to]'))
    await user.settled()
    expect(user.document.activeElement?.getAttribute('name')).toBe('to')
  })
})
