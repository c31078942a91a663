/** Content that stands elsewhere: whichever way a tree comes into a page, each target shows what belongs there. */
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { html } from '../../../src/template/html.ts'
import { portal } from '../../../src/template/portal.ts'
import { repeat } from '../../../src/template/directives.ts'
import type { TemplateContent, TemplateResult } from '../../../src/template/template-value.ts'
import { engineForFile, LivePage } from './open-engine.ts'

const browser = await engineForFile()

type Id = 'a' | 'b' | 'c'

type Tree =
  | { readonly is: 'nothing' }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'element' | 'rows'; readonly inside: Trees }
  | { readonly is: 'portal' | 'static' | 'dynamic'; readonly id: Id; readonly inside: Trees }
type Trees = readonly Tree[]

const ids = fc.constantFrom<Id>('a', 'b', 'c')
const { trees } = fc.letrec<{ tree: Tree; trees: Trees }>((tie) => ({
  trees: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    fc.record({ is: fc.constant('nothing' as const) }),
    fc.record({ is: fc.constant('text' as const), text: fc.constantFrom('one', 'two') }),
    fc.record({ is: fc.constantFrom('element' as const, 'rows' as const), inside: tie('trees') }),
    fc.record({
      is: fc.constantFrom('portal' as const, 'portal' as const, 'static' as const, 'dynamic' as const),
      id: ids,
      inside: tie('trees'),
    }),
  ),
}))
/** Of those that show any portal. */
const pages = trees
  .map((some) => withoutRepeated(some))
  .filter((page) => expected(page) !== expected(withoutPortals(page)))

/** An id is that of one element. */
function withoutRepeated(some: Trees, seen: Set<Id> = new Set()): Trees {
  return some.map((tree): Tree => {
    if (tree.is === 'nothing' || tree.is === 'text') return tree
    const isTarget = tree.is === 'static' || tree.is === 'dynamic'
    const isRepeated = isTarget && seen.has(tree.id)
    if (isTarget) seen.add(tree.id)
    const inside = withoutRepeated(tree.inside, seen)
    return isRepeated ? { is: 'element', inside } : { ...tree, inside }
  })
}

function withoutPortals(some: Trees): Trees {
  return some.map((tree): Tree => {
    if (tree.is === 'portal' || !('inside' in tree)) return tree.is === 'portal' ? { is: 'nothing' } : tree
    return { ...tree, inside: withoutPortals(tree.inside) }
  })
}

// --- as templates ---

function view([first, second, third]: Trees): TemplateResult {
  return html`${content(first)}${content(second)}<b>${content(third)}</b>`
}

function content(tree: Tree | undefined): TemplateContent {
  switch (tree?.is) {
    case undefined:
    case 'nothing':
      return null
    case 'text':
      return tree.text
    case 'element':
      return html`<u></u>${view(tree.inside)}`
    case 'rows':
      return repeat(
        tree.inside.keys(),
        (key) => key,
        (key) => html`<i>${content(tree.inside[key])}</i>`,
      )
    case 'portal':
      return portal(`#${tree.id}`, view(tree.inside))
    case 'static':
      return STATIC[tree.id](view(tree.inside))
    case 'dynamic':
      return html`<section id=${tree.id}><em>${view(tree.inside)}</em>tail</section>`
  }
}

const STATIC: Readonly<Record<Id, (inside: TemplateResult) => TemplateResult>> = {
  a: (inside) => html`<div id="a"><h2>${inside}</h2></div>`,
  b: (inside) => html`<div id="b"><h2>${inside}</h2></div>`,
  c: (inside) => html`<div id="c"><h2>${inside}</h2></div>`,
}

// --- as they are to look ---

type Portal = Tree & { readonly is: 'portal' }
/** Text, or an element with what is in it. */
type Shown = string | readonly [tag: string, inside: readonly Shown[]]

/**
 * What a page shows, by the rule alone: a portal is shown when its owner and its target are. In its HTML a target that is
 * nowhere in it counts as shown: it may be in what is around it.
 */
function expected(page: Trees, how: 'live' | 'html' = 'live'): string {
  const isShown = new Set<Portal>()
  const all = portalsIn(page)
  const contents = all.map(({ portal: { inside } }) => inside)
  const isReached = (id: Id): boolean =>
    [page, ...[...isShown].map(({ inside }) => inside)].some((some) => holds(some, id)) ||
    (how === 'html' && ![page, ...contents].some((some) => holds(some, id)))
  for (let before = -1; before < isShown.size;) {
    before = isShown.size
    for (const { portal: each, around } of all)
      if (around.every((outer) => isShown.has(outer)) && isReached(each.id)) isShown.add(each)
  }
  const show = ([first, second, third]: Trees): Shown[] => [
    ...shown(first),
    ...shown(second),
    ['b', shown(third)],
  ]
  const elsewhere = (id: Id): Shown[] =>
    all.flatMap(({ portal: each }) => (each.id === id && isShown.has(each) ? show(each.inside) : []))
  const shown = (tree: Tree | undefined): Shown[] => {
    switch (tree?.is) {
      case undefined:
      case 'nothing':
      case 'portal':
        return []
      case 'text':
        return [tree.text]
      case 'element':
        return [['u', []], ...show(tree.inside)]
      case 'rows':
        return tree.inside.map((row) => ['i', shown(row)])
      case 'static':
        return [[`div id="${tree.id}"`, [['h2', show(tree.inside)], ...elsewhere(tree.id)]]]
      case 'dynamic':
        return [[`section id="${tree.id}"`, [['em', show(tree.inside)], 'tail', ...elsewhere(tree.id)]]]
    }
  }
  return write(show(page))
}

/** In the order of their owners, with those that they are in. */
function portalsIn(
  some: Trees,
  around: readonly Portal[] = [],
): { portal: Portal; around: readonly Portal[] }[] {
  return some.flatMap((tree) => {
    if (tree.is === 'nothing' || tree.is === 'text') return []
    if (tree.is !== 'portal') return portalsIn(tree.inside, around)
    const own = tree as Portal
    return [{ portal: own, around }, ...portalsIn(tree.inside, [...around, own])]
  })
}

/** Whether this element is among them, and not in a portal. */
function holds(some: Trees, id: Id): boolean {
  return some.some(
    (tree) =>
      'inside' in tree &&
      tree.is !== 'portal' &&
      (('id' in tree && tree.id === id) || holds(tree.inside, id)),
  )
}

function write(shown: readonly Shown[]): string {
  let out = ''
  let text = ''
  for (const each of shown) {
    if (typeof each === 'string') text += each
    else {
      out += `${text && JSON.stringify(text)}<${each[0]}>${write(each[1])}</>`
      text = ''
    }
  }
  return out + (text && JSON.stringify(text))
}

test(
  'each target shows what belongs there: bound in the HTML, made from values, and after changes',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pages, { minLength: 1, maxLength: 4 }), async ([first = [], ...others]) => {
        await using bound = await LivePage.open(browser, view(first), async (page) =>
          expect(await pictureIn(page)).toBe(expected(first, 'html')),
        )
        await using made = await LivePage.create(browser, view(first))
        for (const live of [bound, made]) {
          expect(await live.picture()).toBe(expected(first))
          for (const next of others) {
            await live.change(view(next))
            expect(await live.picture()).toBe(expected(next))
          }
        }
      }),
      { numRuns: 60 },
    )
  },
)

const pictureIn = (page: Page): Promise<string> => page.evaluate(() => engine.picture())

// --- what could only stand within itself ---

const NOTHING: Tree = { is: 'nothing' }
const element = (...inside: Trees): Tree => ({ is: 'element', inside })
const target = (id: Id, ...inside: Trees): Tree => ({ is: 'dynamic', id, inside })
const elsewhere = (id: Id, ...inside: Trees): Tree => ({ is: 'portal', id, inside })

const CIRCLES: [how: string, circle: Tree][] = [
  ['in itself', elsewhere('c', target('c'))],
  ['in what a portal in it shows elsewhere', elsewhere('c', elsewhere('a', target('c')))],
  [
    'in what that shows elsewhere again',
    elsewhere('c', elsewhere('a', element(elsewhere('a', target('c'))))),
  ],
  ['in each other', element(elsewhere('b', target('c')), elsewhere('c', target('b')))],
  [
    'in what shows another one, which shows what is in it elsewhere',
    element(elsewhere('c', elsewhere('a', target('b'))), elsewhere('b', target('c'))),
  ],
]
/** Beside a target that is there. */
const inCircle = (circle: Tree): Trees => [target('a', NOTHING), circle, NOTHING]

test.each(CIRCLES)(
  'content is not shown whose target is only %s: in HTML, nor made from values',
  async (_, circle) => {
    const page = inCircle(circle)
    const shown = expected(page)
    expect(shown).not.toContain('id="c"')
    await using bound = await LivePage.open(browser, view(page), async (unbound) =>
      expect(await pictureIn(unbound)).toBe(shown),
    )
    expect(await bound.picture()).toBe(shown)
    await using made = await LivePage.create(browser, view(page))
    expect(await made.picture()).toBe(shown)
  },
)

test.each(CIRCLES)(
  'content goes when its target comes to be only %s, and comes back with one outside',
  async (_, circle) => {
    const around = (some: Tree, outside: Trees): Trees => [target('a', element(...outside)), some, NOTHING]
    const outside = around(withoutTargets(circle), [target('b', NOTHING), target('c', NOTHING)])
    const within = around(circle, [NOTHING])
    await using live = await LivePage.create(browser, view(outside))
    expect(await live.picture()).toBe(expected(outside))
    expect(await live.picture()).toContain('id="c"')
    for (const next of [within, outside, within]) {
      await live.change(view(next))
      expect(await live.picture()).toBe(expected(next))
    }
    expect(await live.picture()).not.toContain('id="c"')
  },
)

function withoutTargets(tree: Tree): Tree {
  if (!('inside' in tree)) return tree
  const inside = tree.inside.map(withoutTargets)
  return tree.is === 'dynamic' ? { is: 'element', inside } : { ...tree, inside }
}

test('of elements with the same id the first one that is there without a portal is its target', async () => {
  const before = (some: Trees): Trees => [element(target('a', NOTHING)), ...some]
  const page = before([elsewhere('c', elsewhere('a', target('c'))), target('c', NOTHING)])
  const shown =
    '<u></><section id="a"><em><b></></>"tail"<section id="c"><em><b></></>"tail"</><b></></><b></><b><section id="c"><em><b></></>"tail"<b></></></>'
  await using bound = await LivePage.open(browser, view(page))
  await using made = await LivePage.create(browser, view(page))
  expect([await bound.picture(), await made.picture()]).toEqual([shown, shown])
})

test('a target that comes with what another portal shows is not reported as missing, one that never comes is, once', async () => {
  const page: Trees = [elsewhere('b', elsewhere('c')), elsewhere('a', target('b')), target('a', NOTHING)]
  await using live = await LivePage.create(browser, view(page))
  expect(await live.picture()).toBe(expected(page))
  await live.change(view(page))
  expect(await live.page.evaluate(() => engine.reports)).toEqual(['missing-target #c'])
})
