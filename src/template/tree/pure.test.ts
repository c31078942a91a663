import { describe, expect, it } from 'vitest'
import { attrs, guard, keyed, repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateValue, ComponentValue } from '../template-value.ts'
import { describeImpurity } from './pure.ts'

/** A different number at each call, as a clock gives. */
function counter(): () => number {
  let count = 0
  return () => count++
}

function twice(render: () => TemplateValue): string | null {
  // Without the lines that say where the templates are.
  return describeImpurity(render(), render())?.replace(/ {4}at \S+\n\n/g, '') ?? null
}

describe('two renders of the same state', () => {
  const component = (props: object, key: unknown = 1): ComponentValue => ({
    kind: 'component-value',
    type: String,
    props: { ...props },
    key,
  })

  it('are the same when they show the same', () => {
    expect(
      twice(
        () => html`<p @click=${() => 1} ${attrs({ a: [1] })} class=${'a'}>
          ${[1, 'a', null]} ${repeat(
            [1],
            (n) => n,
            (n) => html`<b>${n}</b>`,
          )} ${keyed(1, 'a')} ${guard([1], () => 'a')}
          ${component({ at: 1, show: html`<b></b>`, do: () => 1 })}
        </p>`,
      ),
    ).toBeNull()
  })

  it('are told apart by a value, with the template that shows it', () => {
    const next = counter()
    expect(twice(() => html`<section>${html`<time>${next()}</time>`}</section>`)).toBe(
      `The marked value was 0 and then 1:

    <time>\${…}</time>
          ^^^^`,
    )
  })

  it.each<[string, (next: () => number) => TemplateValue]>([
    [
      'in rows',
      (next) =>
        html`<p>${repeat(
          [1],
          (n) => n,
          () => html`<b>${next()}</b>`,
        )}</p>`,
    ],
    [
      'in keys',
      (next) =>
        html`<p>${repeat(
          [1],
          () => next(),
          () => 'a',
        )}</p>`,
    ],
    ['in the number of rows', (next) => html`<p>${Array.from({ length: next() }, () => 'a')}</p>`],
    ['in attributes', (next) => html`<p ${attrs({ id: next() })}></p>`],
    ['in guards', (next) => html`<p>${guard([next()], () => 'a')}</p>`],
    ['in guarded content', (next) => html`<p>${guard([], () => next())}</p>`],
    ['in keyed content', (next) => html`<p>${keyed(next(), 'a')}</p>`],
    ['in props', (next) => html`<p>${component({ at: next() })}</p>`],
    ['in keys of components', (next) => html`<p>${component({}, next())}</p>`],
    ['in templates', (next) => html`<p>${next() === 0 ? html`<b></b>` : html`<i></i>`}</p>`],
    ['in kinds', (next) => html`<p>${next() === 0 ? 'a' : null}</p>`],
  ])('are told apart by what differs %s', (_, render) => {
    const next = counter()
    expect(twice(() => render(next))).not.toBeNull()
  })

  it.each<[string, () => unknown]>([
    ['a Date', () => html`<p>${new Date() as never}</p>`],
    ['a Date in an attribute', () => html`<p title=${new Date() as never}></p>`],
    ['a Date in a spread', () => html`<p ${attrs({ title: new Date() as never })}></p>`],
    ['promises', () => html`<ul>${[1, 2].map(async (n) => html`<li>${n}</li>`) as never}</ul>`],
    ['a promise in a row', () => repeat([1], String, (async () => html`<b></b>`) as never)],
    ['a call with what it cannot take', () => html`<p>${repeat(undefined as never, String, String)}</p>`],
    ['a promise in place of a template', async () => html`<p></p>`],
  ])('are left to the build where they hold what it refuses: %s', (_, render) => {
    expect(describeImpurity(render(), render())).toBeNull()
  })

  it('are told apart by a Date in what code alone looks at', async () => {
    const first = component({ at: new Date(1) })
    expect(
      describeImpurity(html`<p>${first}</p>`, html`<p>${component({ at: new Date(2) })}</p>`),
    ).not.toBeNull()
    expect(describeImpurity(keyed(new Date(1), 'a'), keyed(new Date(2), 'a'))).not.toBeNull()
  })

  it('are told apart when they are other templates', () => {
    const next = counter()
    expect(twice(() => (next() === 0 ? html`<b>a</b>` : html`<i>a</i>`))).toBe(
      'It showed one template and then another:\n\n    <b>a</b>\n\n    <i>a</i>',
    )
  })
})
