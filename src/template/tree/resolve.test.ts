import { describe, expect, it } from 'vitest'
import type { Path } from '../../protocol/paths.ts'
import { buildChild } from './build.ts'
import type { BuildContext } from './building.ts'
import { attrs, keyed, repeat } from '../directives.ts'
import { html } from '../html.ts'
import type { TemplateContent, ComponentValue } from '../template-value.ts'
import { inSameForm, resolve, sameIdentity, standsIn, type ResolvedEvent } from './resolve.ts'
import type { ChildNode, ComponentHost } from './tree.ts'

const host: ComponentHost = {
  resolve: (value, previous, { build, site }) => ({
    kind: 'component',
    site,
    owner: value.type as object,
    content: build(
      value.props['show'],
      previous !== null && previous.owner === value.type ? previous.content : null,
    ),
  }),
}
const context: BuildContext = { host, development: false, warn: () => {} }

function tree(value: TemplateContent, previous: ChildNode = null): ChildNode {
  return buildChild(value, previous, context)
}

function component(type: object, show: TemplateContent): ComponentValue {
  return { kind: 'component-value', type, props: { show }, key: undefined }
}

const press = (): string => 'pressed'

describe('what a path leads to', () => {
  const row = (key: string): TemplateContent => html`<li><button @click=${() => key}></button></li>`
  const list = (keys: string): TemplateContent =>
    html`<p>${1}</p><ul>${repeat([...keys], (key) => key, row)}</ul>`

  it('is the handler of an event part, through lists by row id', () => {
    const before = tree(list('abc'))
    const after = tree(list('cb'), before)
    expect(resolve(after, [1, 2, 0])?.handler?.call(null, null)).toBe('c')
    expect(resolve(after, [1, 0, 0])).toBeNull()
    expect(resolve(before, [1, 0, 0])?.handler?.call(null, null)).toBe('a')
    expect(resolve(before, [1, 0, 0])?.type).toBe('click')
  })

  it('is nothing for a path that does not fit', () => {
    const node = tree(list('abc'))
    for (const path of [
      [],
      [0],
      [1],
      [1, 0],
      [9],
      [1, 9, 0],
      [1, 0, 0, 0],
      [1, 'a', 0],
      ['constructor'],
      [1, 0, 1],
      [1.5],
    ]) {
      expect(resolve(node, path as Path)).toBeNull()
    }
    expect(resolve(null, [0])).toBeNull()
    expect(resolve('text', [0])).toBeNull()
  })

  it('tells the components around it', () => {
    const [Outer, Inner] = [class {}, class {}]
    const node = tree(component(Outer, html`<p>${component(Inner, html`<b @click=${press}></b>`)}</p>`))
    expect(resolve(node, [0, 0])).toMatchObject({
      owner: Inner,
      owners: [Outer, Inner],
      handler: press,
      enabled: true,
    })
    expect(resolve(tree(html`<b @click=${press}></b>`), [0])?.owner).toBeNull()
  })

  it('tells the options of a handler, and when there is none', () => {
    const options = { overlap: 'drop' }
    const bound = tree(html`<b @click=${{ kind: 'binding', handler: press, client: null, options }}></b>`)
    expect(resolve(bound, [0])).toMatchObject({ handler: press, options })
    expect(resolve(tree(html`<b @click=${null}></b>`), [0])?.handler).toBeNull()
  })
})

describe('whether an element is enabled', () => {
  const enabled = (value: TemplateContent, path: Path): boolean | undefined =>
    resolve(tree(value), path)?.enabled

  it.each<[string, TemplateContent, Path, boolean]>([
    ['with nothing against it', html`<button @click=${press}></button>`, [0], true],
    ['disabled', html`<button disabled @click=${press}></button>`, [0], false],
    ['disabled by a part', html`<button ?disabled=${true} @click=${press}></button>`, [1], false],
    ['not disabled by a part', html`<button ?disabled=${false} @click=${press}></button>`, [1], true],
    ['disabled by a part after it', html`<button @click=${press} ?disabled=${true}></button>`, [0], false],
    ['disabled by an attribute', html`<button disabled=${''} @click=${press}></button>`, [1], false],
    ['not disabled by no attribute', html`<button disabled=${null} @click=${press}></button>`, [1], true],
    ['disabled by a property', html`<button .disabled=${true} @click=${press}></button>`, [1], false],
    [
      'disabled by a spread',
      html`<button ${attrs({ '?disabled': true })} @click=${press}></button>`,
      [1],
      false,
    ],
    [
      'not disabled by a spread',
      html`<button ${attrs({ '?disabled': false })} @click=${press}></button>`,
      [1],
      true,
    ],
    [
      'in a disabled fieldset',
      html`<fieldset disabled><p><b @click=${press}></b></p></fieldset>`,
      [0],
      false,
    ],
    [
      'in a fieldset disabled by a part',
      html`<fieldset ?disabled=${true}><b @click=${press}></b></fieldset>`,
      [1],
      false,
    ],
    ['in something else that is disabled', html`<div disabled><b @click=${press}></b></div>`, [0], true],
    [
      'in the first legend of a disabled fieldset',
      html`<fieldset disabled><legend><b @click=${press}></b></legend></fieldset>`,
      [0],
      true,
    ],
    [
      'in the second legend of one',
      html`<fieldset disabled><legend></legend><legend><b @click=${press}></b></legend></fieldset>`,
      [0],
      false,
    ],
    [
      'in a legend within another disabled fieldset',
      html`<fieldset disabled><fieldset disabled><legend><b @click=${press}></b></legend></fieldset></fieldset>`,
      [0],
      false,
    ],
    ['inert', html`<b inert @click=${press}></b>`, [0], false],
    ['in something inert', html`<div inert><b @click=${press}></b></div>`, [0], false],
    [
      'in something that a part makes inert',
      html`<div ?inert=${true}><b @click=${press}></b></div>`,
      [1],
      false,
    ],
    [
      'in a template in a disabled fieldset',
      html`<fieldset ?disabled=${true}>${html`<b @click=${press}></b>`}</fieldset>`,
      [1, 0],
      false,
    ],
    [
      'in a row in something inert',
      html`<ul inert>${[html`<li @click=${press}></li>`]}</ul>`,
      [0, 0, 0],
      false,
    ],
    ['beside something inert', html`<p inert></p><b @click=${press}></b>`, [0], true],
  ])('knows one that is %s', (_, value, path, expected) => {
    expect(enabled(value, path)).toBe(expected)
  })
})

describe('whether a part still stands', () => {
  const stands = (seen: TemplateContent, now: TemplateContent, path: Path): boolean => {
    const before = tree(seen)
    const resolved = resolve(before, path)
    if (resolved === null) throw new Error('The path leads nowhere.')
    return standsIn(tree(now, before), path, resolved) !== null
  }
  const button = html`<button @click=${press}>a</button>`

  it('does while its template is shown there', () => {
    expect(stands(html`<p>${button}</p>`, html`<p>${button}</p>`, [0, 0])).toBe(true)
    expect(
      stands(html`<p>${button}</p>`, html`<p>${html`<button @click=${press}>b</button>`}</p>`, [0, 0]),
    ).toBe(false)
    expect(stands(html`<p>${button}</p>`, html`<p>${null}</p>`, [0, 0])).toBe(false)
  })

  it('does not when something else is around it', () => {
    expect(stands(keyed(1, button), keyed(1, button), [0])).toBe(true)
    expect(stands(keyed(1, button), keyed(2, button), [0])).toBe(false)
    const [A, B] = [class {}, class {}]
    expect(stands(component(A, button), component(A, button), [0])).toBe(true)
    expect(stands(component(A, button), component(B, button), [0])).toBe(false)
  })

  it('does not when its row is not kept and has changed since', () => {
    const list = (retain: 'identity' | 'hash', text: string): TemplateContent =>
      repeat(
        [{ id: 1, text }],
        (item) => item.id,
        (item) => html`<li @click=${press}>${item.text}</li>`,
        { retain },
      )
    expect(stands(list('hash', 'a'), list('hash', 'a'), [0, 0])).toBe(true)
    expect(stands(list('hash', 'a'), list('hash', 'b'), [0, 0])).toBe(false)
    expect(stands(list('identity', 'a'), list('identity', 'b'), [0, 0])).toBe(true)
  })

  it('does not in another list, though that has a row with the same id', () => {
    const list = (): TemplateContent =>
      repeat(
        ['a'],
        (key) => key,
        () => html`<b @click=${press}></b>`,
      )
    const seen = tree(html`<p>${list()}</p>`)
    const path: Path = [0, 0, 0]
    const part = resolve(seen, path)
    if (!part) throw new Error('There is a part.')
    expect(standsIn(tree(html`<p>${list()}</p>`, seen), path, part)).not.toBeNull()
    // A list that is gone and comes back.
    expect(standsIn(tree(html`<p>${list()}</p>`), path, part)).toBeNull()
  })

  it('leads nowhere when the item of a row was changed in place after it was seen', () => {
    const item = { text: 'a' }
    const node = tree(
      repeat(
        [item],
        () => 1,
        () => html`<li @click=${press}>${item.text}</li>`,
        { retain: 'hash' },
      ),
    )
    item.text = 'b'
    expect(resolve(node, [0, 0])).toBeNull()
  })
})

describe('two events', () => {
  const button = (): TemplateContent => html`<b @click=${press}></b><i @click=${press}></i>`
  const list = (keys: string): TemplateContent => repeat([...keys], (key) => key, button)
  const owner = {}

  it('are of one part though it renders again, and moves', () => {
    const before = tree(html`<p>${list('ab')}</p>`)
    const after = tree(html`<p>${list('cba')}</p>`, before)
    expect(sameIdentity(at(before, [0, 0, 0]).identity, at(after, [0, 0, 0]).identity)).toBe(true)
  })

  it('are of one part though what is around its component is another', () => {
    const shown = component(owner, button())
    expect(
      sameIdentity(
        at(tree(html`<p>${shown}</p>`), [0, 0]).identity,
        at(tree(html`<div>${shown}</div>`), [0, 0]).identity,
      ),
    ).toBe(true)
  })

  it('are of several where part, row, list, key, template or component differ', () => {
    const seen = tree(html`<p>${list('ab')}</p>`)
    const other = tree(html`<p>${list('ab')}</p>`)
    const parts = [
      at(seen, [0, 0, 0]),
      at(seen, [0, 0, 1]),
      at(seen, [0, 1, 0]),
      at(other, [0, 0, 0]),
      at(tree(html`<p>${keyed(1, button())}</p>`), [0, 0]),
      at(tree(html`<p>${keyed(2, button())}</p>`), [0, 0]),
      at(tree(html`<p>${html`<s @click=${press}></s>`}</p>`), [0, 0]),
      at(tree(html`<p>${component(owner, button())}</p>`), [0, 0]),
      at(tree(html`<p>${component({}, button())}</p>`), [0, 0]),
    ]
    for (const [index, part] of parts.entries()) {
      expect(parts.filter((each) => sameIdentity(each.identity, part.identity))).toEqual([parts[index]])
    }
  })
})

describe('what stands in a form', () => {
  const field = (): TemplateContent => html`<input @input=${press} />`

  it('is of that form: the form itself, what is written in it, and what templates and components put there', () => {
    const shown = tree(html`<form @submit=${press}>
      <input @input=${press} />${field()}${component({}, field())}
    </form>`)
    const submit = at(shown, [0])
    expect([[1], [2, 0], [3, 0]].map((path) => inSameForm(at(shown, path), submit))).toEqual([
      true,
      true,
      true,
    ])
  })

  it('is of no other form, and what stands in none is of none', () => {
    const shown = tree(html`<form @submit=${press}><input @input=${press} /></form>
      <form @submit=${press}></form>
      <input @input=${press} /><input @input=${press} />`)
    expect(inSameForm(at(shown, [1]), at(shown, [0]))).toBe(true)
    expect(inSameForm(at(shown, [1]), at(shown, [2]))).toBe(false)
    expect(inSameForm(at(shown, [1]), at(shown, [3]))).toBe(false)
    expect(inSameForm(at(shown, [3]), at(shown, [4]))).toBe(false)
  })

  it('is of the form of its row, and of the same one after a render', () => {
    const rows = (keys: string): TemplateContent =>
      html`<ul>${repeat(
        [...keys],
        (key) => key,
        () => html`<li><form @submit=${press}>${field()}</form></li>`,
      )}</ul>`
    const before = tree(rows('ab'))
    const after = tree(rows('ba'), before)
    expect(inSameForm(at(before, [0, 0, 1, 0]), at(after, [0, 0, 0]))).toBe(true)
    expect(inSameForm(at(before, [0, 0, 1, 0]), at(before, [0, 1, 0]))).toBe(false)
  })
})

function at(node: ChildNode, path: Path): ResolvedEvent {
  const found = resolve(node, path)
  if (!found) throw new Error('There is a part.')
  return found
}
