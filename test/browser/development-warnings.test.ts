/** What authors read in the console where a template loses what users type, and that nobody reads it without a cause. */
import { attrs, createApp, html, keyed, LiveView, type TemplateResult } from 'overwire'
import { serve } from 'overwire/node'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../server/log.ts'
import { openBrowser, type TestBrowser } from './chromium.ts'
import { expectEventually } from './expect-eventually.ts'
import { isLive, isSettled } from './wire-tap.ts'

let opened: TestBrowser
beforeAll(async () => {
  opened = await openBrowser()
})
afterAll(() => opened[Symbol.asyncDispose]())

interface Opened extends AsyncDisposable {
  readonly page: Page
  /** The warnings of the console. */
  readonly warnings: string[]
}

async function open(view: new () => LiveView, development = true): Promise<Opened> {
  const app = createApp({ logger: createLog(), development, secret: 's'.repeat(32) })
  app.live('/', view)
  const served = await serve(app, { port: 0, signals: false, deadline: 0 })
  const shared = await opened.pages.shared()
  const { page } = shared
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  await page.goto(served.url)
  await isLive(page)
  return {
    page,
    warnings,
    async [Symbol.asyncDispose]() {
      await shared[Symbol.asyncDispose]()
      await served.close()
    },
  }
}

/** A control that is warned of: warnings come in order, so all before it have come when it has. */
const LAST = html`<hr /><input title="last" .value=${'x'} />`

/** Expects that nothing but the last control is warned of. */
async function expectNoOther(warnings: readonly string[]): Promise<void> {
  await expectEventually(() => warnings.join('\n')).toContain('title="last"')
  expect(warnings).toHaveLength(1)
}

const LOST_TEXT = /"input" handler left the value of its control as it was/
const NO_LISTENER = /nothing listens to it, and no form sends it/
const NOT_FOLLOWED = /opens and closes this element, but nothing tells it/
const OTHER_RECORD = /this field keeps what the user typed before/

// --- text that goes ---

class Forgetful extends LiveView {
  name = ''
  render(): TemplateResult {
    return html`<input id="name" .value=${this.name} @input=${() => {}} />`
  }
}

test('an input handler that leaves the value of its control is warned of once, with its file and line', async () => {
  await using opened = await open(Forgetful)
  const { page, warnings } = opened
  await page.locator('#name').pressSequentially('ab')
  await expectEventually(() => warnings.join('\n')).toMatch(LOST_TEXT)
  await isSettled(page)
  expect(await page.inputValue('#name')).toBe('')
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(/development-warnings\.test\.ts:\d+:\d+\s[^]*<input id="name" \.value=\$\{…\}/)
  expect(warnings[0]).toMatch(/Wrong: {2}<input[^]*Right: {2}<input/)
})

class Considerate extends LiveView {
  digits = ''
  upper = ''
  later = ''
  failing = ''
  render(): TemplateResult {
    return html`<input id="digits" .value=${this.digits} @input=${(event) => this.keepDigits(event.value)} />
      <input id="upper" .value=${this.upper} @input=${(event) => (this.upper = event.value.toUpperCase())} />
      <input id="later" .value=${this.later} @input=${() => {}} @change=${(event) => (this.later = event.value)} />
      <input id="failing" .value=${this.failing} @input=${() => Promise.reject(new Error('as it should'))} />
      <input id="free" @input=${() => {}} />
      ${LAST}`
  }

  keepDigits(text: string): void {
    if (/^\d*$/.test(text)) this.digits = text
  }
}

test('handlers that normalise, refuse some of it, fail or leave it to `change` are not warned of', async () => {
  await using opened = await open(Considerate)
  const { page, warnings } = opened
  await expectNoOther(warnings)
  for (const [id, typed, shown] of [
    ['digits', '1a2', '12'],
    ['upper', 'ab', 'AB'],
    ['later', 'ab', 'ab'],
    ['failing', 'a', 'a'],
    ['free', 'ab', 'ab'],
  ] as const) {
    for (const letter of typed) {
      await page.locator(`#${id}`).pressSequentially(letter)
      await isSettled(page)
    }
    await expectEventually(() => page.inputValue(`#${id}`)).toBe(shown)
  }
  // The one beside it says that its handler threw.
  expect(warnings.filter((each) => LOST_TEXT.test(each))).toEqual([])
})

// --- controls without a listener ---

class Unread extends LiveView {
  rows = ['a', 'b', 'c']
  render(): TemplateResult {
    return html`<form id="form" @submit=${() => {}}><input title="nameless" .value=${'x'} /></form>
      <textarea title="area" .value=${'x'}></textarea>
      <select title="select" .value=${'a'}>
        <option>a</option>
      </select>
      <p @click=${() => {}}><input title="clicked around" .value=${'x'} /></p>
      ${this.rows.map((row) => html`<input type="checkbox" title="row" .checked=${row === 'a'} />`)}`
  }
}

test('controls that nothing listens to and no form sends are warned of, once for all rows', async () => {
  await using opened = await open(Unread)
  const { warnings } = opened
  await expectEventually(() => warnings.length).toBe(5)
  for (const warning of warnings) expect(warning).toMatch(NO_LISTENER)
  const named = warnings.map((warning) => /title="([^"]*)"[^\n]*\n\s*\^/.exec(warning)?.[1])
  expect(named).toEqual(['nameless', 'area', 'select', 'clicked around', 'row'])
})

class Read extends LiveView {
  render(): TemplateResult {
    return html`<input .value=${'search'} @input=${() => {}} />
      <input .value=${'keys'} @keydown=${() => {}} />
      <input .value=${'copied'} @click=${() => {}} />
      <form @submit=${() => {}}><input name="of-a-handler" .value=${'x'} /></form>
      <form live-submit="save"><input name="of-an-action" .value=${'x'} /></form>
      <form method="get"><input name="plain" .value=${'x'} /></form>
      <form id="elsewhere" method="post"></form>
      <input form="elsewhere" name="outside" .value=${'x'} />
      <input live-change="save" .value=${'x'} />
      <div data-live-input="save"><input .value=${'x'} /></div>
      <form @input=${() => {}}><p><input .value=${'delegated'} /></p></form>
      <ul @change=${() => {}}>
        ${['a', 'b'].map((row) => html`<li><input type="checkbox" .checked=${row === 'a'} /></li>`)}
      </ul>
      <p @click=${() => {}}><input type="checkbox" .checked=${true} /></p>
      <select @change=${() => {}}>
        ${['a', 'b'].map((choice) => html`<option .selected=${choice === 'a'}>${choice}</option>`)}
      </select>
      <input readonly .value=${'x'} />
      <input disabled .value=${'x'} />
      <input ${attrs({ readonly: true })} .value=${'x'} />
      <fieldset ?disabled=${true}><input .value=${'x'} /></fieldset>
      <input type="hidden" .value=${'x'} />
      <input type="button" .value=${'x'} />
      <div hidden><input .value=${'x'} /></div>
      <input type="checkbox" .value=${'x'} />
      <progress .value=${0.5}></progress>
      <my-field .value=${'x'}></my-field>
      <my-form><input .value=${'x'} /></my-form>
      ${LAST}`
  }
}

test('controls that are listened to, sent, or not to be changed are not warned of', async () => {
  await using opened = await open(Read)
  await expectNoOther(opened.warnings)
})

// --- what opens and closes ---

class Sections extends LiveView {
  render(): TemplateResult {
    return html`<details title="details" ?open=${false}><summary>More</summary></details>
      <dialog title="dialog" ?open=${false}>Text</dialog>
      <dialog title="closing" ?open=${false}>
        <form method="dialog"><button @click=${() => {}}>Close</button></form>
      </dialog>
      <dialog title="closed by a button" ?open=${false}>
        <form><button formmethod="dialog">Close</button></form>
      </dialog>`
  }
}

test('details and dialogs that open without a listener are warned of', async () => {
  await using opened = await open(Sections)
  const { warnings } = opened
  await expectEventually(() => warnings.length).toBe(4)
  for (const warning of warnings) expect(warning).toMatch(NOT_FOLLOWED)
})

class FollowedSections extends LiveView {
  render(): TemplateResult {
    return html`<details ?open=${false} @toggle=${() => {}}><summary>More</summary></details>
      <details ?open=${false} live-toggle="more"><summary>More</summary></details>
      <details ?open=${false}><summary @click=${() => {}}>More</summary></details>
      <div @click=${() => {}}>${[1, 2].map(() => html`<details ?open=${false}><summary>More</summary></details>`)}</div>
      <details><summary>Free</summary></details>
      <dialog ?open=${false} @close=${() => {}}>Text</dialog>
      <dialog ?open=${false}><button @click=${() => {}}>Close</button></dialog>
      <dialog ?open=${false}><form method="dialog" @submit=${() => {}}><button>Close</button></form></dialog>
      ${LAST}`
  }
}

test('details and dialogs that are listened to, or closed by handlers, are not warned of', async () => {
  await using opened = await open(FollowedSections)
  await expectNoOther(opened.warnings)
})

class Section extends LiveView {
  open = false
  render(): TemplateResult {
    return html`<details ?open=${this.open}>
        <summary @click=${() => (this.open = !this.open)}>More</summary>
      </details>
      <button @click=${() => (this.open = !this.open)}>Toggle</button>
      <output>${String(this.open)}</output>`
  }
}

test('the way that is recommended for details keeps the section and its view alike', async () => {
  await using opened = await open(Section)
  const { page, warnings } = opened
  for (const [clicked, isOpen] of [
    ['summary', true],
    ['button', false],
    ['button', true],
    ['summary', false],
  ] as const) {
    await page.click(clicked)
    await expectEventually(() => page.textContent('output')).toBe(String(isOpen))
    await isSettled(page)
    expect(await page.evaluate(() => document.querySelector('details')?.open)).toBe(isOpen)
  }
  expect(warnings).toEqual([])
})

// --- another record in the same form ---

const RECORDS = [
  { id: 1, name: 'Ada', notes: '' },
  { id: 2, name: 'Bob', notes: '' },
]

class Records extends LiveView {
  record = 0
  saved = 0

  render(): TemplateResult {
    return html`<button id="other" @click=${() => (this.record = 1)}>Bob</button> ${this.form()}`
  }

  form(): TemplateResult {
    const { name, notes } = RECORDS[this.record] ?? { name: '', notes: '' }
    return html`<form @submit=${() => {}}>
      <input name="name" id="name" .value=${name} />
      <input name="notes" id="notes" .value=${notes} />
      <button type="button" id="inside" @click=${() => (this.record = 1)}>Bob</button>
    </form>`
  }
}

class KeyedRecords extends Records {
  override render(): TemplateResult {
    return html`<button id="other" @click=${() => (this.record = 1)}>Bob</button> ${keyed(this.record, this.form())}`
  }
}

let showOther: () => void

class RecordsFromElsewhere extends Records {
  override start(): void {
    showOther = () => {
      this.record = 1
      this.update()
    }
  }
}

test('a form that shows another record while a field keeps what was typed is warned of', async () => {
  await using opened = await open(Records)
  const { page, warnings } = opened
  await page.locator('#notes').pressSequentially('about Ada')
  await page.click('#other')
  await expectEventually(() => page.inputValue('#name')).toBe('Bob')
  await expectEventually(() => warnings.join('\n')).toMatch(OTHER_RECORD)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(/development-warnings\.test\.ts:\d+:\d+\s[^]*name="notes"[^\n]*\n\s*\^/)
})

test.each([
  ['a key', KeyedRecords, '#other'],
  ['a button of the form', Records, '#inside'],
  ['something that no event of the page has caused', RecordsFromElsewhere, null],
])('a form whose record changes by %s is not warned of', async (_, view, clicked) => {
  await using opened = await open(view)
  const { page, warnings } = opened
  await page.locator('#notes').pressSequentially('about')
  if (clicked) await page.click(clicked)
  else showOther()
  await expectEventually(() => page.inputValue('#name')).toBe('Bob')
  await isSettled(page)
  // What is asked of the page afterwards is answered after all warnings.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
  expect(warnings).toEqual([])
})

test('in production nothing of this is written', async () => {
  await using opened = await open(Forgetful, false)
  const { page, warnings } = opened
  await page.locator('#name').pressSequentially('a')
  await isSettled(page)
  expect(await page.inputValue('#name')).toBe('')
  expect(warnings).toEqual([])
  const source = await page.request.get(new URL('/_live/source/1/0', page.url()).href)
  expect(source.status()).toBe(404)
})
