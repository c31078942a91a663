/**
 * A control hides the member of its form that is called like it: `<input name="matches">`. Every member of nodes that
 * the client uses, as its source says, is tried as a name.
 */
import { expect, test } from 'vitest'
import { repeat, styleMap, unsafeHTML } from '../../../src/template/directives.ts'
import { html } from '../../../src/template/html.ts'
import type { TemplateResult, TemplateValue } from '../../../src/template/template-value.ts'
import { engineForFile } from '../engine/open-engine.ts'
import { Rendering } from '../engine/rendering.ts'
import { membersOfNodes } from './dom-members.ts'
import { openTestBrowser } from './fixture.ts'

const browser = await engineForFile()

/** What idiomorph reads besides. */
const MORPHING = ['id', 'tagName', 'nodeType', 'nodeValue', 'contains', 'outerHTML', 'src', 'href']
const NAMES = [...new Set([...membersOfNodes(), ...MORPHING])]
/** Hides nothing. */
const HARMLESS = 'harmless'

/** A template that has a control of this name in its static text. */
function withName(name: string, strings: readonly string[], ...values: TemplateValue[]): TemplateResult {
  const named = strings.map((each) => each.replaceAll('NAME', name))
  return html(Object.assign(named, { raw: named }), ...values)
}

function view(name: string, value: string, rows: readonly number[]): TemplateResult {
  const row = (id: number): TemplateResult =>
    withName(name, ['<form title=', ' ?hidden=', ' style=', ' @click=', '><input name="NAME"><img id="NAME"> of ', ' <b>', '</b></form>'],
      value, value === '', styleMap({ color: value ? 'red' : null }), () => {}, value, id) // prettier-ignore
  const other = (id: number): TemplateResult =>
    withName(name, ['<form>', '</form>'], withName(name, ['<button name="NAME"></button>', ''], id))
  return withName(
    name,
    ['<ul>', '</ul><form>', '</form><form>', '<input name="NAME"></form>'],
    repeat(
      rows,
      (id) => id,
      (id) => (value === 'other' && id === 2 ? other(id) : row(id)),
    ),
    unsafeHTML(`<input name="${name}">${value}`),
    value ? html`<i>${value}</i>` : null,
  )
}

test.each(['shape', 'values'] as const)('a view with forms is bound and changed by %s', async (how) => {
  const page = await browser.open()
  const story = async (name: string): Promise<string[]> => {
    const rendering = new Rendering(view(name, 'one', [1, 2, 3]))
    const shown = rendering.html()
    const first = JSON.stringify(how === 'shape' ? rendering.shape() : rendering.values())
    const changes = [
      view(name, 'two', [3, 1, 2, 4]),
      view(name, 'other', [4, 2]),
      view(name, '', [5, 2, 4]),
      view(name, 'end', []),
    ].map((each) => JSON.stringify(rendering.change(each)))
    const seen = await page.evaluate(
      ([html, joined, isShape, later]) => {
        engine.show(html)
        const pictures: string[] = []
        try {
          if (isShape) engine.hydrate(joined)
          else engine.create(joined)
          for (const change of later) {
            engine.apply(change)
            pictures.push(engine.container().innerHTML.replaceAll(/<!--.*?-->/g, ''))
          }
        } catch (error) {
          pictures.push(String(error))
        }
        return pictures
      },
      [shown, first, how === 'shape', changes] as const,
    )
    return seen.map((each) => each.replaceAll(`"${name}"`, `"${HARMLESS}"`))
  }

  const expected = await story(HARMLESS)
  expect(expected).toHaveLength(4)
  const broken: Record<string, unknown> = {}
  for (const name of NAMES) {
    const seen = await story(name)
    if (seen.join() !== expected.join()) broken[name] = seen.at(-1)
  }
  expect(broken).toEqual({})
})

test('events of forms are told, and operations and commands reach them', async () => {
  await using testBrowser = await openTestBrowser()
  const form = (name: string): string =>
    `<section><form id="at-${name}" tabindex="0" autofocus live-click="act" live-submit="save" data-a="1"><input name="${name}" value="v"><p id="p">old</p></form></section>`
  const forms = [HARMLESS, ...NAMES].map(form)
  await using fixture = await testBrowser.open(forms.join(''))
  const { page } = fixture
  let events = 0
  const story = async (name: string): Promise<unknown> => {
    const target = `#at-${name}`
    await page.evaluate((selector) => {
      const element = document.querySelector<HTMLFormElement>(selector)
      if (!element) return
      EventTarget.prototype.dispatchEvent.call(element, new MouseEvent('click', { bubbles: true }))
      HTMLFormElement.prototype.requestSubmit.call(element)
    }, target)
    const told = [await fixture.heard(), await fixture.heard()].map(([, type, action, payload]) => [type, action, payload]) // prettier-ignore
    fixture.say(0, ++events, ++events)
    const control = `<input name="${name}" value="v">`
    for (const effect of [
      ['append', target, `<b>a</b>${control}`],
      ['prepend', target, '<b>p</b>'],
      ['before', target, '<b>b</b>'],
      ['after', target, '<b>z</b>'],
      ['before', `${target} p`, '<b>in</b>'],
      ['morph', target, `<b>m</b>${control}<p id="p">new</p>`],
      [
        'morph',
        `section:has(${target})`,
        `<form id="at-${name}" tabindex="0" live-click="act">${control}<p>newer</p></form>`,
      ],
      ['focus', target],
      ['scroll', target],
      ['dispatch', target, 'told'],
      ['replace', target, control],
      ['mount', target, 1, 'mounted'],
      ['unmount', 1],
      ['outer', target, `<form id="at-${name}">${control}<i autofocus tabindex="0"></i></form>`],
    ]) {
      fixture.say(0, effect)
    }
    const problems = await fixture.quiet()
    const shown = await page.evaluate(
      (selector) => document.querySelector(`section:has(${selector})`)?.innerHTML,
      target,
    )
    fixture.say(0, ['remove', target])
    await fixture.quiet()
    const left = await page.locator(target).count()
    return JSON.stringify([told, problems, shown, left])
      .replaceAll(`[["${name}",`, `[["${HARMLESS}",`)
      .replaceAll(`=\\"${name}\\"`, `=\\"${HARMLESS}\\"`)
      .replaceAll(`at-${name}`, `at-${HARMLESS}`)
  }

  const expected = await story(HARMLESS)
  const broken: Record<string, unknown> = {}
  for (const name of NAMES) {
    const seen = await story(name)
    if (seen !== expected) broken[name] = [seen, expected]
  }
  expect(broken).toEqual({})
}, 120_000)
