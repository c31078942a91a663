/** The examples of the guide to commands, run as they stand there. */
import { createApp } from 'overwire'
import { visit, type User } from 'overwire/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleViews, type ExampleViews } from '../project/example-views.ts'

let examples: ExampleViews
const opened = new Set<string>()

beforeAll(async () => {
  examples = await exampleViews('docs/guides/commands.md')
})
afterAll(() => examples[Symbol.asyncDispose]())

/** Visits the view of an example. */
async function open(name: string): Promise<User> {
  const view = examples.views.get(name)
  if (!view) throw new Error(`${name}.ts exports no view.`)
  opened.add(name)
  return visit(createApp().live('/', view), '/')
}

function html(user: User, selector: string): string | undefined {
  const element = user.document.querySelector(selector)?.cloneNode(false) as Element | undefined
  return element?.outerHTML.replace(/<\/.*/, '')
}

function texts(user: User, selector: string): string[] {
  return [...user.document.querySelectorAll(selector)].map((each) => each.textContent.trim())
}

describe('the guide to commands', () => {
  test('shows and hides', async () => {
    await using user = await open('menu')
    await user.click('Menu')
    expect(html(user, '#menu')).toBe('<nav id="menu">')
    await user.click('Save')
    expect(html(user, '#menu')).toBe('<nav id="menu" hidden="">')
    expect(user.text('p')).toBe('1')
    await user.click('Search')
    expect(user.document.activeElement).toBe(user.document.querySelector('#search input'))
  })

  test('changes classes and attributes', async () => {
    await using user = await open('card')
    await user.click('Details')
    expect(html(user, 'section')).toBe('<section class="card open">')
    expect(html(user, 'button')).toBe('<button aria-expanded="true">')
    await user.click('Seen')
    expect(html(user, 'section')).toBe('<section class="card open seen" lang="de">')
    await user.click('Not seen')
    expect(html(user, 'section')).toBe('<section class="card open">')
    await user.click('As it was')
    expect(html(user, 'section')).toBe('<section class="card">')
  })

  test('moves the focus and gives it back', async () => {
    await using user = await open('settings')
    const filters = [...user.document.querySelectorAll('button')].find(
      (each) => each.textContent === 'Filters',
    )
    filters?.focus()
    await user.click('Filters')
    expect(user.document.activeElement).toBe(user.document.querySelector('#filters input'))
    await user.click('Back')
    expect(user.document.activeElement).toBe(filters)
  })

  test('tells scripts, and runs the commands of other elements', async () => {
    await using user = await open('tools')
    const heard: unknown[] = []
    user.document.addEventListener('zoom', (event) => heard.push((event as CustomEvent).detail))
    await user.click('Closer')
    await user.click('Closer, too')
    expect(heard).toEqual([{ by: 2 }, { by: 2 }])
  })

  test('takes commands from the server', async () => {
    await using user = await open('save')
    await user.click('Save')
    expect(user.document.querySelector('#editor')?.hasAttribute('hidden')).toBe(true)
    expect(html(user, '#note')).toBe('<p id="note" class="saved">')
  })

  test('lets content go', async () => {
    await using user = await open('notes')
    await user.click('Remove Milk')
    expect(texts(user, 'button')).toEqual(['Remove Bread'])
  })

  test('shows what is expected, and then what the view renders', async () => {
    await using likes = await open('likes')
    await likes.click('Like')
    expect(html(likes, 'button')).toBe('<button class="liked">')
    await using todos = await open('todos')
    await todos.type('Title', 'Tea')
    await todos.click('Add')
    await todos.click('Urgent')
    await todos.click('Raise Bread')
    await todos.click('Remove Milk')
    expect(texts(todos, 'li span')).toEqual(['Bread', 'Urgent', 'Tea'])
    expect(todos.document.querySelectorAll('[data-live-optimistic], [style]')).toHaveLength(0)
    await using errands = await open('errands')
    await errands.type('Name', 'Post office')
    await errands.click('Rename')
    await errands.click('Done')
    expect(texts(errands, '#done b')).toEqual(['Post office'])
  })

  test('shows something else for each key', async () => {
    await using user = await open('tasks')
    const rows = (): string[] => texts(user, 'li')
    const focus = (at: number): void => user.document.querySelectorAll('li')[at]?.focus()
    focus(2)
    await user.press('ArrowUp')
    expect(rows()).toEqual(['Milk', 'Tea', 'Bread'])
    await user.press('Control+Home')
    expect(rows()).toEqual(['Tea', 'Milk', 'Bread'])
    await user.press('Home')
    expect(rows()).toEqual(['Tea', 'Milk', 'Bread'])
    await user.press('Delete')
    expect(rows()).toEqual(['Milk', 'Bread'])
    expect(user.document.querySelectorAll('[style]')).toHaveLength(0)
  })

  test('goes from row to row by the arrow keys', async () => {
    await using user = await open('names')
    const focused = () => user.document.activeElement?.textContent
    await user.click('Ada')
    for (const [key, name] of [
      ['ArrowDown', 'Bea'],
      ['ArrowDown', 'Cleo'],
      ['ArrowUp', 'Bea'],
      ['ArrowUp', 'Ada'],
    ] as const) {
      await user.press(key)
      expect(focused()).toBe(name)
    }
  })

  test('removes with a way back, and gives the focus to the next row', async () => {
    await using user = await open('undo')
    await user.click('Remove Bank')
    expect(texts(user, 'li b')).toEqual(['Aunt'])
    expect(user.document.activeElement).toBe(user.document.querySelector('li'))
    await user.click('Remove Aunt')
    expect(user.document.activeElement?.id).toBe('count')
    await user.click('Undo')
    expect(texts(user, 'li b')).toEqual(['Aunt'])
    await user.click('Undo')
    expect(texts(user, 'li b')).toEqual(['Bank', 'Aunt'])
    expect(user.document.querySelector('#toast')).toBeNull()
  })
})

test('every example of it was opened', () => {
  expect([...examples.views.keys()].filter((name) => !opened.has(name))).toEqual([])
})
