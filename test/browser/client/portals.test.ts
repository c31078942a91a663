/** What the HTML of a response shows elsewhere, in pages that come in values. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { joinAgain, openUnbound } from './shown.ts'
import { openTestBrowser, type TestBrowser } from './fixture.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

/** A text, and what may be a portal: then its content stands in the target below it. */
const TEMPLATES = {
  1: ['one', '<p _></p><!----><div id="target"><h2>Target</h2></div>', ['s', 'c']],
  2: ['two', '<b _></b>', ['s']],
}
const html = (target: string, after = ''): string =>
  `<p>first</p><!--portal 0.0--><!----><div id="target"><h2>Target</h2>${target}</div>${after}`
const PORTAL = '<!--portal:0.0--><b>shown elsewhere</b><!---->'

it.each([
  ['in its target', html(PORTAL)],
  ['in a template', html('', `<template data-live-portal>${PORTAL}</template>`)],
])('content %s goes when the page is joined in a state without it', async (_, shown) => {
  await using fixture = await openUnbound(testBrowser, shown)
  await joinAgain(fixture, TEMPLATES, [1, 'now', null])
  await fixture.page.waitForFunction('!document.documentElement.innerHTML.includes("shown elsewhere")')
  await fixture.page.waitForFunction('document.querySelector("p").textContent === "now"')
  expect(await fixture.page.innerText('#target')).toBe('Target')
  expect(await fixture.page.locator('template').count()).toBe(0)
  // It comes again as any other.
  fixture.say([0, [0, 1, { p: 'target', c: [2, 'later'] }]])
  await fixture.quiet()
  expect((await fixture.page.innerText('#target')).split('\n')).toEqual(['Target', 'later'])
})

it('content of a portal that is still there is not taken for what is left', async () => {
  await using fixture = await openUnbound(testBrowser, html(PORTAL))
  await joinAgain(fixture, TEMPLATES, [1, 'now', { p: 'target', c: [2, 'new'] }])
  await fixture.page.waitForFunction('document.querySelector("p").textContent === "now"')
  expect((await fixture.page.innerText('#target')).split('\n')).toEqual(['Target', 'new'])
})

it('a page whose HTML has no portal does not load their module', async () => {
  await using fixture = await openUnbound(
    testBrowser,
    '<p>first</p><!----><div id="target"><h2>Target</h2></div>',
  )
  await joinAgain(fixture, TEMPLATES, [1, 'now', null])
  await fixture.page.waitForFunction('document.querySelector("p").textContent === "now"')
  await fixture.page.waitForLoadState('networkidle')
  expect(fixture.requests).not.toContain('GET /portals.js')
})
