/** Values in holes of another kind than theirs are refused with where they belong. */
import {
  createApp,
  every,
  focusTrap,
  html,
  LiveView,
  on,
  onWindow,
  outside,
  portal,
  sortable,
  type TemplateResult,
} from 'overwire'
import { appendRow, hide, moveRow, removeRow, self } from 'overwire/commands'
import { local } from 'overwire/local'
import { expect, test } from 'vitest'
import { createLog } from '../server/log.ts'

const menu = local('misplaced-menu', { open: false })
const act = (): void => {}

/** What the page says in development of a view that shows this. */
async function refusal(show: () => TemplateResult): Promise<string> {
  const logger = createLog()
  class Misplaced extends LiveView {
    static readonly id = 'where-it-belongs'
    render(): TemplateResult {
      return show()
    }
  }
  const app = createApp({ logger, development: true }).live('/', Misplaced)
  const response = await app.handler.fetch(new Request('http://localhost/'))
  return (await response?.text()) ?? ''
}

// The types refuse some of them: JavaScript does not.
const wrong = (value: unknown): never => value as never

const CASES: readonly (readonly [name: string, show: () => TemplateResult, said: readonly string[]])[] = [
  [
    'a row command as a handler',
    () => html`<b @click=${wrong(removeRow(self))}>a row command as a handler</b>`,
    ['What "removeRow" returns', 'optimistic: removeRow(…)'],
  ],
  [
    'a row command as content',
    () => html`<b>${wrong(moveRow(self, 'up'))} as content</b>`,
    ['What "moveRow" returns', 'optimistic: moveRow(…)'],
  ],
  [
    'a command among the attributes',
    () => html`<b ${wrong(hide('#menu'))}>a command among the attributes</b>`,
    ['A handler with options', 'It belongs to an event:', '<button @click=${…}>'],
  ],
  [
    'a function among the attributes',
    () => html`<b ${wrong(act)}>a function among the attributes</b>`,
    ['It belongs to an event:', '<button @click=${…}>'],
  ],
  [
    'every as content',
    () => html`<b>${wrong(every(5_000, act))} every as content</b>`,
    ['What "every" returns', '<div ${every(…)}>'],
  ],
  [
    'a directive of the window as content',
    () => html`<b>${wrong(onWindow('keydown', act))} window as content</b>`,
    ['What "onWindow" returns', '<div ${onWindow(…)}>'],
  ],
  [
    'a trap as a handler',
    () => html`<b @click=${wrong(focusTrap())}>a trap as a handler</b>`,
    ['What "focusTrap" returns', '<div ${focusTrap(…)}>'],
  ],
  [
    'a sortable list as a handler',
    () => html`<b @click=${wrong(sortable([], () => {}))}>a sortable list as a handler</b>`,
    ['What "sortable" returns', '<div ${sortable(…)}>'],
  ],
  [
    'local state as content',
    () => html`<b>${wrong(menu)} local state as content</b>`,
    ['The local state "misplaced-menu"', 'An element carries it'],
  ],
  [
    'local state as a handler',
    () => html`<b @click=${wrong(menu)}>local state as a handler</b>`,
    ['The local state "misplaced-menu"', 'An element carries it'],
  ],
  [
    'a command as content',
    () => html`<b>${wrong(hide('#a'))} a command as content</b>`,
    ['It belongs to an event'],
  ],
  [
    'a handler in a row that is expected',
    () =>
      html`<b @click=${on(act, { optimistic: appendRow('#l', html`<li><button @click=${act}>x</button></li>`) })}></b>`,
    ['has a handler for "click" in it, but the server does not know the row yet'],
  ],
  [
    'a portal in a row that is expected',
    () =>
      html`<b @click=${on(act, { optimistic: appendRow('#l', html`<li>${portal('#m', 'x')}</li>`) })}></b>`,
    ['has a portal in it, but the server does not know the row yet'],
  ],
  [
    'keys of a click',
    () => html`<b @click=${on(act, { keys: 'a' })}>keys of a click</b>`,
    ['A handler of "click" has the option "keys" and would never fire'],
  ],
  [
    'keys of a command that a click runs',
    () => html`<b @click=${on(hide('#a'), { keys: 'Enter' })}>keys of a command</b>`,
    ['A handler of "click" has the option "keys" and would never fire'],
  ],
  [
    'keys of a press outside',
    () => html`<b ${outside(on(act, { keys: 'Escape' }))}>keys of a press outside</b>`,
    ['A handler of "outside" has the option "keys" and would never fire'],
  ],
  [
    'effects by key of a click',
    () => html`<b @click=${on(act, { optimistic: { Enter: hide('#a') } })}>effects of a click</b>`,
    ['A handler of "click" has effects by key, which would never be shown'],
  ],
  [
    'effects by key of a press outside',
    () => html`<b ${outside(on(act, { optimistic: { Escape: hide('#a') } }))}>effects of a press</b>`,
    ['A handler of "outside" has effects by key, which would never be shown'],
  ],
]

test.each(CASES)('%s is refused with what to write', async (_, show, said) => {
  const page = (await refusal(show))
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
  for (const text of said) expect(page).toContain(text)
})

test('the keys of events of the keyboard are taken', async () => {
  expect(
    await refusal(
      () =>
        html`<b @keyup=${on(act, { keys: 'a' })} ${onWindow('keydown', hide('#a'), { keys: 'mod+k' })}>taken</b>`,
    ),
  ).toContain('>taken</b>')
})
