/** A new circuit and a mismatch bring all values in full: only what differs is written, and what is gone goes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestBrowser, type Fixture, type TestBrowser } from './fixture.ts'
import { joinAgain, loseCircuit, mismatch, openShown } from './shown.ts'

let testBrowser: TestBrowser
beforeAll(async () => {
  testBrowser = await openTestBrowser()
})
afterAll(() => testBrowser[Symbol.asyncDispose]())

const WAYS = ['a new circuit', 'a mismatch'] as const

/** The templates are known from before. */
async function renew(fixture: Fixture, way: (typeof WAYS)[number], content: unknown): Promise<void> {
  if (way === 'a mismatch') return mismatch(fixture, content)
  await loseCircuit(fixture)
  await joinAgain(fixture, { 1: 'h' }, content)
  await fixture.quiet()
}

// --- what is gone ---

it.each(WAYS)(
  'a button is enabled again, and content shown, by %s that renders neither "disabled" nor a style',
  async (way) => {
    await using fixture = await openShown(testBrowser, {
      html: '<button class="wide red" type="submit" disabled title="busy" style="color: red; display: none; margin: 1px">Go</button>',
      templates: {
        1: ['h', '<button class="wide" style="color: red" _="3">Go</button>', ['~', '*', '=type']],
      },
      shape: 1,
    })
    const { page } = fixture
    await page.evaluate(`document.querySelector('button').setAttribute('data-live-pending', '')`)
    await renew(fixture, way, [1, { margin: '2px' }, { lang: 'de' }, 'submit'])
    const attributes = `Object.fromEntries([...document.querySelector('button').attributes].map(({ name, value }) => [name, value]))`
    expect(await page.evaluate(attributes)).toEqual({
      class: 'wide red',
      type: 'submit',
      lang: 'de',
      style: 'color: red; margin: 2px;',
      'data-live-pending': '',
    })
  },
)

it('an attribute of the template comes back when the spread that replaced it has it no more', async () => {
  await using fixture = await openShown(testBrowser, {
    html: '<p class="late">x</p>',
    templates: { 1: ['h', '<p class="map" _>x</p>', ['*']] },
    shape: 1,
  })
  await mismatch(fixture, [1, {}])
  expect(await fixture.page.innerHTML('main')).toBe('<p class="map">x</p>')
})

// --- what is the same ---

it.each(WAYS)('a frame whose address does not change is not loaded again by %s', async (way) => {
  await using fixture = await openShown(testBrowser, {
    html: '<iframe src="/client.js"></iframe><iframe src="/client.js?a"></iframe><iframe src="/client.js"></iframe>',
    templates: {
      1: [
        'h',
        '<iframe _></iframe><iframe _></iframe><iframe _></iframe>',
        ['=src', ['=src', '/', '?', ''], '*'],
      ],
    },
    shape: 1,
  })
  const { page } = fixture
  const each = `[...document.querySelectorAll('iframe')]`
  await page.waitForFunction(`${each}.every((frame) => frame.contentDocument?.readyState === 'complete')`)
  await page.evaluate(`window.loads = 0
    for (const frame of ${each}) frame.addEventListener('load', () => window.loads++)`)
  await renew(fixture, way, [1, '/client.js', 'client.js', 'a', { src: '/client.js' }])
  await page.evaluate('new Promise((done) => setTimeout(done, 300))')
  expect(await page.evaluate('window.loads')).toBe(0)
})

it('media whose address does not change go on through a new circuit', async () => {
  const address = 'data:video/mp4;base64,AAAA'
  await using fixture = await openShown(testBrowser, {
    html: `<video src="${address}"></video>`,
    templates: { 1: ['h', '<video _></video>', ['=src']] },
    shape: 1,
  })
  const { page } = fixture
  await page.waitForFunction(`document.querySelector('video').error`)
  await page.evaluate(`window.starts = 0
    document.querySelector('video').addEventListener('loadstart', () => window.starts++)`)
  await renew(fixture, 'a new circuit', [1, address])
  await page.evaluate('new Promise((done) => setTimeout(done, 100))')
  expect(await page.evaluate('window.starts')).toBe(0)
})

it('a custom element is not called for attributes and properties that do not change', async () => {
  const definition = `customElements.define('x-chart', class extends HTMLElement {
    static observedAttributes = ['unit']
    attributeChangedCallback() { (window.calls ??= []).push('unit') }
    get data() { return this.shown }
    set data(value) { this.shown = value; (window.calls ??= []).push('data') }
  })`
  const root = `<main data-live-root="0" data-live-key="view"><x-chart unit="kg"></x-chart></main>`
  await using fixture = await testBrowser.open(`<script>${definition}</script>${root}`, { join: false })
  const { page } = fixture
  const template = ['h', '<x-chart _="2"></x-chart>', ['=unit', '.data']]
  await fixture.join([[0, 'shape', [1, 1, { v: [1, 2] }]]], { 1: template })
  await fixture.quiet()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate('window.calls.splice(0)')).toEqual(['unit', 'data'])
  await renew(fixture, 'a new circuit', [1, 'kg', [1, 2]])
  expect(await page.evaluate('window.calls')).toEqual([])
})

it.each(WAYS)(
  'raw markup that does not change keeps its nodes, and what was typed there, through %s',
  async (way) => {
    const raw = '<p>An article</p><iframe></iframe><input name="q">'
    await using fixture = await openShown(testBrowser, {
      html: `<div>${raw}</div>`,
      templates: { 1: ['h', '<div _></div>', ['s']] },
      shape: [1, 0, { h: 1 }],
    })
    const { page } = fixture
    await page.fill('input', 'typed')
    await page.evaluate(`document.querySelector('iframe').mark = 'kept'`)
    await renew(fixture, way, [1, { h: raw }])
    const state = `[document.querySelector('iframe').mark, document.querySelector('input').value, document.activeElement.localName]`
    expect(await page.evaluate(state)).toEqual(['kept', 'typed', 'input'])
  },
)

it('raw markup that has changed, if only within a template, is built', async () => {
  const raw = '<template><b>one</b></template><p>x</p>'
  await using fixture = await openShown(testBrowser, {
    html: `<div>${raw}</div>`,
    templates: { 1: ['h', '<div _></div>', ['s']] },
    shape: [1, 0, { h: 1 }],
  })
  await mismatch(fixture, [1, { h: raw.replace('one', 'two') }])
  expect(await fixture.page.innerHTML('main')).toBe('<div><template><b>two</b></template><p>x</p></div>')
})
