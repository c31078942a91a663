import fc from 'fast-check'
import { Component, component, html, keyed, LiveView, repeat, type TemplateResult } from 'overwire'
import { describe, expect, test } from 'vitest'
import { Page } from '../../src/page/page.ts'
import { classIdOf } from '../../src/page/component-instance.ts'
import { BrowserEncoder } from '../../src/template/output/browser-encoder.ts'
import { renderHtml } from '../../src/template/output/render-html.ts'
import { componentsIn } from '../../src/template/tree/walk.ts'
import { deferred } from '../circuit/wire-browser.ts'
import { CONTEXT, FOLLOWER, type ServiceOptions, pageServices, visitOf } from './page-services.ts'

describe('a page that is made again from its record', () => {
  test('gives every component of any tree its own state, and shows the same', async () => {
    await fc.assert(
      fc.asyncProperty(forest, async (children) => {
        const made = await Trees.mount(children)
        const again = await made.restore(children)
        expect(again.page.digest()).toBe(made.page.digest())
        expect(again.mounted).toEqual([])
        expect(states(again.page)).toEqual(states(made.page))
      }),
      { numRuns: 60 },
    )
  })

  test('gives state to the right component after siblings were inserted, removed and moved', async () => {
    await fc.assert(
      fc.asyncProperty(
        keyedForest,
        keyedForest,
        fc.infiniteStream(fc.nat()),
        async (before, added, picks) => {
          const made = await Trees.mount(before)
          const changed = shuffled(before, added, picks)
          const again = await made.restore(changed)
          const known = states(made.page)
          for (const [name, marks] of states(again.page)) {
            const fresh = again.mounted.includes(name)
            if (known.has(name)) expect([name, marks, fresh]).toEqual([name, known.get(name), false])
            else expect([name, fresh]).toEqual([name, true])
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('tells a component in a row by the key of the row, when rows came meanwhile', async () => {
    let letters = ['a', 'b']
    class Letter extends Component<{ letter: string }> {
      text = ''
      override mount() {
        this.text = `mounted for ${this.props.letter}`
      }
      render() {
        return html`<li>${this.props.letter}: ${this.text}</li>`
      }
    }
    class Letters extends LiveView {
      letters = this.live.load(() => letters)
      render() {
        return html`<ul>${repeat(
          this.letters.value ?? [],
          (letter) => letter,
          (letter) => html`${component(Letter, { letter })}`,
        )}</ul>${keyed(letters.length, html`<ol>${component(Letter, { letter: 'x' })}</ol>`)}`
      }
    }
    const page = await mounted(Letters)
    letters = ['new', 'b', 'a']
    const again = await restored(page)
    expect([...componentsIn(again.runtime.trees[0]?.node ?? null)].length).toBe(5)
    expect(shown(again)).toMatch(/b: mounted for b.*a: mounted for a/s)
    expect(shown(again)).toMatch(/new: mounted for new/)
  })

  test('runs changed where other props are given, and keeps the state', async () => {
    let size = 1
    const log: unknown[] = []
    class Box extends Component<{ size: number; pick: () => void }> {
      count = 0
      override mount() {
        this.count = 7
      }
      override changed(previous: { size: number; pick: () => void }) {
        log.push([previous.size, typeof previous.pick, this.props.size])
      }
      render() {
        return html`<b>${this.count}</b>`
      }
    }
    class Room extends LiveView {
      render() {
        return html`<p>${component(Box, { size, pick: () => {} })}</p>`
      }
    }
    const page = await mounted(Room)
    await restored(page)
    expect(log).toEqual([])
    size = 2
    expect(shown(await restored(page))).toContain('7')
    expect(log).toEqual([[1, 'function', 2]])
  })

  test('finds the record again when the render that asked for it was undone', async () => {
    let broken = false
    class Child extends Component {
      mark = 'fresh'
      override mount() {
        this.mark = 'mounted'
      }
      render() {
        return html`<b>${this.mark}</b>`
      }
    }
    class Safe extends Component {
      render() {
        if (!broken) return html`<i>${component(Child)}</i>`
        broken = false
        return html`<i>${component(Child)}${{} as never}</i>`
      }
      override catchError() {
        return html`<u>${component(Child)}</u>`
      }
    }
    class View extends LiveView {
      render() {
        return html`<div>${component(Safe)}</div>`
      }
    }
    const page = await mounted(View)
    for (const { owner } of componentsIn(page.runtime.trees[0]?.node ?? null)) {
      const { component: child } = owner as { component: unknown }
      if (child instanceof Child) child.mark = 'kept'
    }
    broken = true
    expect(shown(await restored(page))).toContain('kept')
  })

  test('has its title, its flash and its start of a task', async () => {
    const log: string[] = []
    class View extends LiveView {
      work = this.live.task((_signal, name: string) => void log.push(name))
      override mount() {
        this.live.title = 'Shop'
        this.live.flash('Welcome')
        this.work.start('unpack')
      }
      render() {
        return html`<p>${this.live.title ?? ''} ${String(this.work.running)}</p>`
      }
    }
    const page = await restored(await mounted(View))
    expect(shown(page)).toContain('Shop true')
    expect(page.runtime.effects.texts).toEqual(['["flash","Welcome","info"]'])
    page.follow(FOLLOWER)
    expect(log).toEqual(['unpack'])
  })

  test('tells its document only what was not in its response', async () => {
    let summary = 'All about chairs'
    class View extends LiveView {
      summary = this.live.load(() => summary)
      override mount() {
        this.live.head = { title: 'Shop', canonical: '/shop', jsonLd: { name: 'Shop' } }
      }
      render() {
        this.live.head = { ...this.live.head, description: this.summary.value }
        return html`<p>${this.summary.value}</p>`
      }
    }
    const page = await mounted(View)
    page.runtime.document.response()
    const same = await restored(page)
    same.follow(FOLLOWER)
    expect([same.runtime.document.title, same.runtime.effects.texts]).toEqual(['Shop', []])
    summary = 'All about tables'
    const other = await restored(page)
    other.follow(FOLLOWER)
    const tag = '<meta name="description" content="All about tables" data-live-tag="description">'
    expect(other.runtime.effects.texts).toEqual([JSON.stringify(['head', [], tag])])
  })

  test('mounts when its record is of another version, or when a class of it is not known any more', async () => {
    class Money {
      readonly cents: number
      constructor(cents: number) {
        this.cents = cents
      }
    }
    let mounts = 0
    class View extends LiveView {
      money = new Money(0)
      override mount() {
        this.money = new Money(++mounts)
      }
      render() {
        return html`<p>${this.money.cents}</p>`
      }
    }
    const Known = {
      reduce: (value: unknown) => value instanceof Money && value.cents,
      revive: (cents: unknown) => new Money(cents as number),
    }
    const page = await mounted(View, { types: { Money: Known } })
    const text = page.record() ?? ''
    expect(text).not.toBe('')
    const from = (record: string, types: ServiceOptions['types'] = { Money: Known }): Promise<Page> =>
      Page.restore(pageServices({ types }).services, CONTEXT, page.plan, record)
    expect(shown(await from(text))).toContain('>1<')
    expect(shown(await from(ofOtherVersion(text)))).toContain('>2<')
    expect(shown(await from(text, {}))).toContain('>3<')
  })
})

describe('a record that an older version of a class has written', () => {
  const row = (text: string): TemplateResult => html`<li>${text}</li>`
  class Before extends LiveView {
    static id = 'feed'
    news = this.live.stream((text: string) => text, row)
    late = 'state'
    count = 1
    override mount() {
      this.news.append('one')
    }
    render() {
      return html`<ul>${this.news}</ul>`
    }
  }

  test('gives what fields hold to the fields of those names', async () => {
    class After extends LiveView {
      static id = 'feed'
      old = this.live.stream((text: string) => text, row)
      news = this.live.stream((text: string) => text, row)
      late = this.live.load(() => 'loaded')
      count = 2
      render() {
        return html`<ol>${this.old}</ol><ul>${this.news}</ul>${this.late.value} ${this.count}`
      }
    }
    const page = await mounted(Before)
    const plan = page.plan.map((root) => ({ ...root, type: After }))
    const again = await Page.restore(page.services, CONTEXT, plan, page.record() ?? '')
    expect(shown(again)).toContain('<ol></ol><ul><li>one</li></ul>loaded 1')
  })
})

describe('a stream in a record', () => {
  const log: string[] = []
  class Feed extends LiveView {
    rows = this.live.stream(
      (row: { id: number }) => row.id,
      (row) => html`<li>${row.id}</li>`,
      { gap: () => void log.push('gap') },
    )
    override mount() {
      this.rows.append({ id: 1 }, { id: 2 })
    }
    render() {
      return html`<ul>${this.rows}</ul>`
    }
  }

  test('travels with the rows that were not sent', async () => {
    log.length = 0
    const page = await mounted(Feed)
    const again = await restored(page)
    expect(again.digest()).toBe(page.digest())
    again.follow(FOLLOWER)
    expect(log).toEqual([])
  })

  test('calls gap once where rows had been sent, when its view starts', async () => {
    log.length = 0
    const page = await mounted(Feed)
    page.follow(FOLLOWER)
    const again = await restored(page)
    expect(log).toEqual([])
    again.follow(FOLLOWER)
    expect(log).toEqual(['gap'])
  })

  test('sends what was appended between the first response and the socket', async () => {
    const late = deferred()
    class Late extends Feed {
      override mount() {
        super.mount()
        void late.promise.then(() => this.rows.append({ id: 3 }))
      }
    }
    const page = await mounted(Late)
    late.resolve()
    await late.promise
    page.follow(FOLLOWER)
    const { trees } = page.runtime
    const encoder = new BrowserEncoder(page.services.templates)
    const encoding = { trees, encoder, failed: new Set<never>(), failedEvents: new Set<number>() }
    expect(page.runtime.effects.take().map((effect) => effect.encode(encoding))).toEqual([
      expect.stringMatching(/\["stream",\[0,0\],"reset",\["1",\d+,1\],\["2",\d+,2\],\["3",\d+,3\]\]/),
    ])
  })
})

describe('classes with the same id', () => {
  test('are named once in development; static id tells them apart', async () => {
    const make = (id?: string) => {
      class Panel extends Component {
        render() {
          return html`<p></p>`
        }
      }
      return id === undefined ? Panel : Object.assign(Panel, { id })
    }
    const One = make()
    const Other = make()
    const Own = make('own')
    class View extends LiveView {
      render() {
        return html`${component(One)}${component(Other)}${component(Own)}`
      }
    }
    expect([classIdOf(One), classIdOf(Own)]).toEqual(['Panel', 'own'])
    const { services, reports } = pageServices({ development: true })
    await new Page(services, CONTEXT).mountVisit(visitOf(View))
    await new Page(services, CONTEXT).mountVisit(visitOf(View))
    expect(reports).toEqual([expect.stringContaining('are called "Panel"')])
  })
})

// --- random trees ---

/** What a component is to be: its class, its key, and its children. */
interface Spec {
  readonly type: number
  readonly key: string | number | undefined
  /** Whether its children are rows of `repeat`, so that their own keys are not needed. */
  readonly rows: boolean
  readonly children: readonly Spec[]
}

const anyKey = fc.oneof(fc.constant(undefined), fc.string({ maxLength: 2 }), fc.integer({ min: 0, max: 9 }))

/** Trees of components, three levels deep at most. */
function forestOf(
  key: fc.Arbitrary<Spec['key']>,
  together: (specs: fc.Arbitrary<Spec>) => fc.Arbitrary<Spec[]>,
  depth: number = 3,
): fc.Arbitrary<Spec[]> {
  const children = depth > 1 ? forestOf(key, together, depth - 1) : fc.constant([])
  return together(fc.record({ type: fc.constantFrom(0, 1, 2), key, rows: fc.boolean(), children }))
}

const forest = forestOf(anyKey, (spec) => fc.array(spec, { maxLength: 4 }))
const keyedForest = forestOf(fc.integer({ min: 0, max: 30 }), (spec) =>
  fc.uniqueArray(spec, { maxLength: 4, selector: ({ key }) => key }),
)

/** The specs in another order, some left out and some added, on all levels. */
function shuffled(before: readonly Spec[], added: readonly Spec[], picks: Iterator<number>): Spec[] {
  const pick = (): number => picks.next().value ?? 0
  const kept = before.filter(() => pick() % 4 > 0)
  const fresh = added.filter(({ key }) => pick() % 2 > 0 && !before.some((each) => each.key === key))
  return [...kept, ...fresh]
    .map((spec) => ({ spec, order: pick() }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ spec }) =>
      before.includes(spec) ? { ...spec, children: shuffled(spec.children, added, picks) } : spec,
    )
}

interface TreesView {
  children: readonly Spec[]
  mounted: string[]
}

/** Pages of random trees: components mark themselves when they mount. */
class Trees {
  readonly page: Page
  readonly mounted: string[]
  readonly #view: TreesView

  private constructor(page: Page, view: TreesView) {
    this.page = page
    this.mounted = view.mounted
    this.#view = view
  }

  static async mount(children: readonly Spec[]): Promise<Trees> {
    const source = { children, mounted: [] as string[], mark: 0 }
    const types = [0, 1, 2].map((number) => {
      class Node extends Component<{ spec: Spec; name: string }> {
        mark = 0
        override mount() {
          this.mark = ++source.mark
          source.mounted.push(this.props.name)
        }
        render(): TemplateResult {
          return html`<div>${this.mark}${contents(this.props.spec, this.props.name)}</div>`
        }
      }
      return Object.assign(Node, { id: `node-${number}` })
    })
    const contents = ({ children: specs, rows }: Pick<Spec, 'children' | 'rows'>, within: string) => {
      const one = (spec: Spec, place: number, keyless: boolean) => {
        const name = `${within}/${spec.type}:${spec.key === undefined ? `#${place}` : JSON.stringify(spec.key)}`
        const Type = types[spec.type] as (typeof types)[number]
        return component(Type, { spec, name }, keyless ? {} : { key: spec.key })
      }
      if (rows && new Set(specs.map(({ key }) => key)).size === specs.length) {
        return repeat(
          specs,
          ({ key }) => key,
          (spec, index) => html`${one(spec, index, true)}`,
        )
      }
      return specs.map((spec, index) => html`${one(spec, index, false)}`)
    }
    class View extends LiveView {
      render() {
        return html`<main>${contents({ children: source.children, rows: false }, '')}</main>`
      }
    }
    return new Trees(await mounted(View), source)
  }

  async restore(children: readonly Spec[]): Promise<Trees> {
    this.#view.children = children
    this.#view.mounted = []
    return new Trees(await restored(this.page), this.#view)
  }
}

/** The mark of each component by its name; where names are shared, all their marks in order. */
function states(page: Page): Map<string, number[]> {
  const marks = new Map<string, number[]>()
  for (const node of componentsIn(page.runtime.trees[0]?.node ?? null)) {
    const { component: shown } = node.owner as { component: { mark?: number; props?: { name: string } } }
    if (shown.mark === undefined || !shown.props) continue
    marks.set(shown.props.name, [...(marks.get(shown.props.name) ?? []), shown.mark])
  }
  return marks
}

// --- pages ---

async function mounted(type: new () => LiveView, options: ServiceOptions = {}): Promise<Page> {
  const page = new Page(pageServices(options).services, CONTEXT)
  await page.mountVisit(visitOf(type))
  return page
}

async function restored(page: Page): Promise<Page> {
  const text = page.record()
  if (text === null) throw new Error('the page cannot be recorded')
  return Page.restore(page.services, CONTEXT, page.plan, text)
}

/** The HTML of the page, without what marks its parts. */
function shown(page: Page): string {
  return page.runtime.trees.map(({ node }) => renderHtml(node).replaceAll('<!---->', '')).join('')
}

function ofOtherVersion(record: string): string {
  const values = JSON.parse(record) as [{ version: number }, ...unknown[]]
  return JSON.stringify(values.with(values[0].version, 999))
}
