import { visit, type User } from 'overwire/testing'
import { describe, expect, test } from 'vitest'
import { deskApp } from '../server/session-views.ts'

/** The desk in a tab of a visitor, and in another one. */
async function tabs(): Promise<readonly [first: User, second: User]> {
  const { app } = deskApp()
  const first = await visit(app, '/')
  return [first, await first.tab('/')]
}

describe('a page that logs in over its socket', () => {
  test('goes on as it was, and belongs to the login from then on', async () => {
    const { app } = deskApp()
    await using user = await visit(app, '/')
    await user.click('Add')
    await user.type('Draft', 'typed before')
    await user.click('Ada')
    expect([user.text('h1'), user.text('p'), user.value('Draft')]).toEqual([
      'Ada, light',
      '1',
      'typed before',
    ])
    expect(user.errors).toEqual([])
    await user.goto('/')
    expect(user.text('h1')).toBe('Ada, light')
  })

  test('shows nothing of what was typed to who has logged in while it was away', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await first.click('Ada')
    await first.type('Draft', 'a secret of Ada')
    await first.disconnect()
    await second.click('Bob')
    expect(second.text('h1')).toBe('Bob, light')
    await first.reconnect()
    expect([first.text('h1'), first.value('Draft')]).toEqual(['Bob, light', ''])
  })

  test('is loaded again when somebody else logs in, in another tab', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await first.click('Ada')
    await first.type('Draft', 'a secret of Ada')
    await second.click('Bob')
    await first.until(() => first.text('h1') === 'Bob, light')
    expect(first.value('Draft')).toBe('')
  })

  test('leaves pages of nobody alone', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await second.type('Draft', 'typed by nobody')
    await first.click('Ada')
    await second.click('Add')
    expect([second.text('p'), second.value('Draft')]).toEqual(['1', 'typed by nobody'])
  })
})

describe('a page that logs out', () => {
  test('goes on as nobody, and the other tabs are loaded again', async () => {
    const [first, second] = await tabs()
    await using _ = first
    await first.click('Ada')
    await second.goto('/')
    await second.type('Draft', 'a secret of Ada')
    await first.click('Log out')
    expect(first.text('h1')).toBe('nobody, light')
    await second.until(() => second.text('h1') === 'nobody, light')
    expect(second.value('Draft')).toBe('')
  })
})

test('a change that is no login leaves the other tabs alone', async () => {
  const [first, second] = await tabs()
  await using _ = first
  await first.click('Ada')
  await second.goto('/')
  await second.type('Draft', 'typed')
  await first.click('Dark')
  expect(first.text('h1')).toBe('Ada, dark')
  await second.click('Add')
  expect([second.text('h1'), second.text('p'), second.value('Draft')]).toEqual(['Ada, light', '1', 'typed'])
})
