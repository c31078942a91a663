/** The server's side of a root: what the template layer makes of one value after the other. */
import type {
  ChildDifference,
  Difference,
  Shape,
  StreamRow,
  TemplateTable,
} from '../../../src/protocol/differences.ts'
import { buildChild, buildRows } from '../../../src/template/tree/build.ts'
import type { BuildContext } from '../../../src/template/tree/building.ts'
import { BrowserEncoder } from '../../../src/template/output/browser-encoder.ts'
import { TemplateRegistry } from '../../../src/template/output/template-registry.ts'
import { diffChild } from '../../../src/template/output/diff.ts'
import { PortalsInHtml } from '../../../src/template/output/portals-in-html.ts'
import { renderHtml, renderLeftPortals } from '../../../src/template/output/render-html.ts'
import { toShape } from '../../../src/template/output/shape.ts'
import type { ChildNode, StreamNode } from '../../../src/template/tree/tree.ts'
import type { InstanceLike } from '../../../src/template/template-value.ts'
import { toChildValue, toStreamRows } from '../../../src/template/output/values.ts'

/** What a browser is told of a root that it shows already. */
export interface Joined {
  readonly templates: TemplateTable
  readonly shape: Shape
}

/** What a browser is told of a root that it does not show. */
export interface Established {
  readonly templates: TemplateTable
  readonly content: ChildDifference
}

/** What a browser is told of a change. */
export interface Changed {
  readonly templates: TemplateTable
  readonly difference: Difference
}

/** Rows that come to a stream. */
export interface StreamRows {
  readonly templates: TemplateTable
  readonly rows: readonly StreamRow[]
}

const CONTEXT: BuildContext = {
  host: {
    resolve() {
      throw new Error('There are no components here.')
    },
  },
  development: false,
  warn() {},
}

export class Rendering {
  readonly root: number
  tree: ChildNode
  readonly #registry: TemplateRegistry
  readonly #encoder: BrowserEncoder

  constructor(value: unknown, root = 0, registry: TemplateRegistry = new TemplateRegistry()) {
    this.root = root
    this.#registry = registry
    this.#encoder = new BrowserEncoder(registry)
    this.tree = buildChild(value, null, CONTEXT)
  }

  /** Another root of the same page. */
  beside(value: unknown): Rendering {
    return new Rendering(value, this.root + 1, this.#registry)
  }

  /** The HTML of the first response, container included. */
  html(): string {
    const portals = new PortalsInHtml(String(this.root))
    const content = renderHtml(this.tree, { portals })
    return `<div data-live-root="${this.root}">${content}</div>${renderLeftPortals(portals)}`
  }

  shape(): Joined {
    const shape = toShape(this.tree, this.#encoder)
    if (shape === null) throw new Error('A root that is no template has no shape.')
    return { shape, templates: this.#take() }
  }

  values(): Established {
    return { content: toChildValue(this.tree, this.#encoder), templates: this.#take() }
  }

  change(value: unknown): Changed {
    const tree = buildChild(value, this.tree, CONTEXT)
    const change = diffChild(this.tree, tree, this.#encoder)
    this.tree = tree
    return { difference: change === undefined ? [] : [this.root, change], templates: this.#take() }
  }

  /** Rows for a stream, as an effect carries them. */
  rows(stream: StreamNode | null, rows: Readonly<Record<string, InstanceLike>>): StreamRows {
    const built = buildRows(Object.values(rows), stream, CONTEXT)
    return { rows: toStreamRows(Object.keys(rows), built, this.#encoder), templates: this.#take() }
  }

  #take(): TemplateTable {
    return this.#encoder.take() ?? {}
  }
}
