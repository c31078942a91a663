/** Forms whose rows, checks and schemas take a while, or go, while their users type on. */
import { createApp, form, html, LiveView, repeat } from 'overwire'
import { visit } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

type User = Awaited<ReturnType<typeof visit>>

/** Types in place of what is there, and leaves the field. */
async function fill(user: User, field: string, text: string): Promise<void> {
  await user.type(field, text, { replace: true })
  await user.press('Tab')
}

interface Asked {
  readonly value: string
  readonly answer: (message: string | null) => void
}

describe('what is sent while its user types on', () => {
  class Nick extends LiveView {
    nick = form(z.object({ name: z.string(), mail: z.string().max(3, 'Too long.') }), {
      values: { name: 'taken', mail: '' },
      checks: {
        name: (value: string | undefined, { signal }: { readonly signal: AbortSignal }) =>
          new Promise<string | null>((answer, reject) => {
            asked.push({ value: value ?? '', answer })
            signal.addEventListener('abort', () => reject(new Error('aborted')))
          }),
      },
    })
    saved: string[] = []
    render() {
      return html`<form ${this.nick} @submit=${this.nick.submit(({ name }) => (this.saved = [...this.saved, name]))}>
          <label>Nick <input ${this.nick.field('name')} /></label> ${this.nick.errors('name')}
          <label>Mail <input ${this.nick.field('mail')} /></label> ${this.nick.errors('mail')}
          <button>Take</button>
        </form>
        <output>${this.saved.join()}</output>`
    }
  }
  const asked: Asked[] = []
  const answered = (value: string, message: string | null) =>
    asked.filter((each) => each.value === value).forEach(({ answer }) => answer(message))

  test.each([
    ['It is taken.', ''],
    [null, 'taken'],
  ])('is checked, though another value has taken its place: %s', async (message, saved) => {
    asked.length = 0
    await using user = await visit(createApp().live('/', Nick), '/')
    await user.click('Take', { settle: false })
    await user.until(() => asked.length > 0)
    await user.type('Nick', 'other', { replace: true, settle: false })
    await user.until(() => asked.some(({ value }) => value === 'other'))
    answered('other', null)
    answered('taken', message)
    await user.settled()
    expect([user.text('output'), user.value('Nick'), user.text('.field-errors')]).toEqual([
      saved,
      'other',
      '',
    ])
    await user.click('Take')
    expect(user.text('output')).toBe([saved, 'other'].filter(Boolean).join())
  })

  test('is not refused for what is half typed since', async () => {
    asked.length = 0
    await using user = await visit(createApp().live('/', Nick), '/')
    await user.click('Take', { settle: false })
    await user.until(() => asked.length > 0)
    await user.type('Mail', 'long', { settle: false })
    await user.until(() => user.value('Mail') === 'long')
    await new Promise((resolve) => setTimeout(resolve, 50))
    answered('taken', null)
    await user.settled()
    expect(user.text('output')).toBe('taken')
  })

  test('leaves no error of the old value beside a new one, with a schema that takes a while', async () => {
    const asked: Asked[] = []
    const schema = z.object({
      name: z
        .string()
        .refine(
          (value) =>
            new Promise<boolean>((resolve) =>
              asked.push({ value, answer: (message) => resolve(message === null) }),
            ),
          'It is taken.',
        ),
    })
    class Handle extends LiveView {
      handle = form(schema, { values: { name: '' } })
      saved = ''
      render() {
        return html`<form ${this.handle} @submit=${this.handle.submit(({ name }) => (this.saved = name))}>
            <label>Handle <input ${this.handle.field('name')} /></label> ${this.handle.errors('name')}
            <button>Have</button>
          </form>
          <output>${this.saved}</output>`
      }
    }
    await using user = await visit(createApp().live('/', Handle), '/')
    await user.type('Handle', 'taken')
    await user.click('Have', { settle: false })
    const looks = () => asked.filter(({ value }) => value === 'taken').length
    await user.until(() => looks() > 1)
    await user.type('Handle', 'free', { replace: true, settle: false })
    await user.until(() => asked.some(({ value }) => value === 'free'))
    asked.findLast(({ value }) => value === 'free')?.answer(null)
    await new Promise((resolve) => setTimeout(resolve, 20))
    for (const { value, answer } of asked) if (value === 'taken') answer('It is taken.')
    await user.settled()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([user.value('Handle'), user.text('output')]).toEqual(['free', ''])
    expect(user.text('.field-errors')).toBe('')
  })
})

describe('rows', () => {
  const list = z.object({
    title: z.string().optional(),
    items: z
      .array(
        z.object({
          name: z.string().min(2, 'Who?'),
          tags: z.array(z.object({ tag: z.string().min(1, 'Which?') })),
        }),
      )
      .superRefine((items, context) => {
        if (items.length > 3) context.addIssue({ code: 'custom', message: 'Three at most.' })
        items.forEach(({ name }, index) => {
          if (name !== '' && items.findIndex((item) => item.name === name) < index)
            context.addIssue({ code: 'custom', path: [index, 'name'], message: 'Twice.' })
        })
      }),
  })
  const goes: (() => void)[] = []
  class Rows extends LiveView {
    list = form(list, {
      values: {
        items: [
          { name: 'Ada', tags: [] },
          { name: 'Bea', tags: [] },
        ],
      },
    })
    saved = ''
    render() {
      const { list } = this
      return html`<form ${list} @submit=${list.submit((values) => (this.saved = JSON.stringify(values)))}>
          <label>Title <input ${list.field('title')} /></label>
          ${repeat(
            list.rows('items'),
            (row) => row.key,
            (row) => html`<fieldset>
              <label>Name ${row.index} <input ${row.field('name')} /></label> ${row.errors('name')}
              ${repeat(
                row.rows('tags'),
                (tag) => tag.key,
                (tag) =>
                  html`<label>Tag ${row.index} ${tag.index} <input ${tag.field('tag')} /></label> ${tag.errors('tag')}`,
              )}
              <button type="button" @click=${() => row.add('tags', { tag: '' })}>Tag ${row.index}</button>
              <button type="button" @click=${() => row.remove()}>Drop ${row.index}</button>
              <button
                type="button"
                @click=${async () => {
                  await new Promise<void>((go) => goes.push(go))
                  row.remove()
                }}
              >
                Late ${row.index}
              </button>
            </fieldset>`,
          )}
          ${list.errors('items')}
          <button type="button" @click=${() => list.add('items', { name: '', tags: [] })}>New</button>
          <button type="button" @click=${() => list.add('items', { name: '', tags: [] }, 0)}>New first</button>
          <button>Keep</button>
        </form>
        <output>${this.saved}</output><i>${list.isDirty() ? 'dirty' : 'clean'}</i>`
    }
  }
  const open = () => visit(createApp().live('/', Rows), '/')
  const names = (user: User) =>
    [...user.document.querySelectorAll<HTMLInputElement>('[name$=".name"]')].map((each) => each.value)

  test('that are removed late are the ones that were meant, and once', async () => {
    await using user = await open()
    await user.click('Late 1', { settle: false })
    await user.until(() => goes.length === 1)
    await user.click('New first', { settle: false })
    await user.until(() => names(user).length === 3)
    goes.pop()?.()
    await user.until(() => names(user).length === 2)
    await user.settled()
    expect(names(user)).toEqual(['', 'Ada'])
    await user.click('Late 1', { settle: false })
    await user.until(() => goes.length === 1)
    await user.click('Drop 1', { settle: false })
    await user.until(() => names(user).length === 1)
    goes.pop()?.()
    await user.settled()
    expect(names(user)).toEqual([''])
  })

  test('have errors that come and go with those of the whole list', async () => {
    await using user = await open()
    await user.click('New')
    await fill(user, 'Name 2', 'Ada')
    const errors = () => user.texts('.field-errors').filter((text) => text !== '')
    expect(errors()).toEqual(['Twice.'])
    await user.click('New')
    expect(errors()).toEqual(['Twice.', 'Three at most.'])
    await user.click('Drop 0')
    expect(errors()).toEqual([])
    await user.click('New first')
    await fill(user, 'Name 0', 'Ada')
    expect(errors()).toEqual(['Twice.', 'Three at most.'])
    expect(user.texts('fieldset')[2]).toContain('Twice.')
  })

  test('within rows keep what is typed and what is wrong when outer rows go', async () => {
    await using user = await open()
    await user.click('Tag 1')
    await user.click('Tag 1')
    await fill(user, 'Tag 1 1', 'x')
    await fill(user, 'Tag 1 1', '')
    await user.click('Drop 0')
    expect(user.text('fieldset')).toMatch(/Which\?/)
    await fill(user, 'Tag 0 0', 'one')
    await fill(user, 'Tag 0 1', 'two')
    await user.click('Keep')
    expect(JSON.parse(user.text('output'))).toEqual({
      items: [{ name: 'Bea', tags: [{ tag: 'one' }, { tag: 'two' }] }],
    })
  })

  test('that were all removed stay away when something else changes', async () => {
    await using user = await open()
    await user.click('Drop 0')
    await user.click('Drop 0')
    await fill(user, 'Title', 'None')
    await user.click('Keep')
    expect(JSON.parse(user.text('output'))).toEqual({ title: 'None', items: [] })
    await user.click('New')
    expect(names(user)).toEqual([''])
  })

  test('that came and went leave a form clean, and so does a text that came and went', async () => {
    await using user = await open()
    await user.click('New')
    expect(user.text('i')).toBe('dirty')
    await user.click('Drop 2')
    expect(user.text('i')).toBe('clean')
    await fill(user, 'Title', 'x')
    expect(user.text('i')).toBe('dirty')
    await fill(user, 'Title', '')
    expect(user.text('i')).toBe('clean')
  })
})

test('controls of fields that nobody has given a value are clean once what was put there is taken back', async () => {
  const schema = z.object({
    text: z.string().nullable().optional(),
    count: z.number().optional(),
    box: z.boolean().optional(),
    some: z.array(z.string()).optional(),
    pick: z.string().optional(),
  })
  class Empty extends LiveView {
    empty = form(schema, { values: { text: null, some: [], box: false } })
    render() {
      const { empty } = this
      return html`<form ${empty}>
          <label>Text <input ${empty.field('text')} /></label>
          <label>Count <input type="number" ${empty.field('count')} /></label>
          <label><input type="checkbox" ${empty.field('box')} /> Box</label>
          <label>Some <select multiple ${empty.field('some')}><option value="a" ${empty.field('some')}>a</option><option value="b" ${empty.field('some')}>b</option></select></label>
          <label>Pick <select ${empty.field('pick')}><option value="">None</option><option value="p">P</option></select></label>
        </form>
        <i>${empty.isDirty() ? 'dirty' : 'clean'} ${JSON.stringify(empty.values)}</i>`
    }
  }
  await using user = await visit(createApp().live('/', Empty), '/')
  const seen: string[] = []
  const look = () => seen.push(user.text('i'))
  await fill(user, 'Text', 'x')
  await fill(user, 'Text', '')
  look()
  await fill(user, 'Count', '1')
  await fill(user, 'Count', '')
  look()
  await user.check('Box')
  await user.uncheck('Box')
  look()
  await user.select('Some', ['a', 'b'])
  await user.select('Some', [])
  look()
  await user.select('Pick', 'P')
  await user.select('Pick', 'None')
  look()
  expect(seen.filter((text) => !text.startsWith('clean'))).toEqual([])
})
