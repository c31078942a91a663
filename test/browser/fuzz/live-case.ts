/** A case as the server has it: what it tells a browser of one state after the other. */
import { parse } from 'parse5'
import type { TemplateResult } from '../../../src/template/template-value.ts'
import type { ChildNode } from '../../../src/template/tree/tree.ts'
import { Rendering, type Changed, type Established, type Joined } from '../engine/rendering.ts'
import { CaseRenderer } from './case-renderer.ts'
import { overwire } from './overwire-library.ts'
import type { PageCase } from './page-case.ts'
import { documentAround, structureOf, type ParsedNode } from './structure.ts'

export interface LiveCase {
  /** The states as a view returns them. */
  readonly results: readonly TemplateResult[]
  readonly trees: readonly ChildNode[]
  readonly told: Told
}

/** What the browser is told. */
export interface Told {
  readonly start: Start
  /** Given when the page is to be made from values. */
  readonly established: Established | null
  readonly changes: readonly Changed[]
}

/** A state of a page as the first response shows it. */
export interface Start {
  readonly html: string
  /** What a parser that follows the standard makes of it. */
  readonly structure: string
  readonly joined: Joined
}

export function liveCase(each: PageCase): LiveCase {
  const renderer = new CaseRenderer(overwire, each)
  const results = each.states.map((state) => renderer.instance(state))
  const [first, ...others] = results
  const shown = new Rendering(first)
  const start = startOf(shown)
  // A rendering of its own: what was announced for the shape is not announced again.
  const live = each.hydrates ? shown : new Rendering(first)
  const established = each.hydrates ? null : live.values()
  const trees = [live.tree]
  const changes = others.map((result) => {
    const changed = live.change(result)
    trees.push(live.tree)
    return changed
  })
  return { results, trees, told: { start, established, changes } }
}

export function startOf(rendering: Rendering): Start {
  const html = rendering.html()
  return { html, structure: structureOf(bodyOf(html)), joined: rendering.shape() }
}

function bodyOf(html: string): ParsedNode {
  const document = parse(documentAround(html))
  const [root] = document.childNodes.filter((node) => 'tagName' in node)
  const body = root?.childNodes.find(({ nodeName }) => nodeName === 'body')
  if (!body) throw new Error('a document without a body')
  return body
}
