import type { TemplateDefinition, TemplateTable } from '../../protocol/differences.ts'
import type { Template } from '../compile/compile.ts'
import type { Echo, Encoder } from './encoder.ts'
import type { TemplateRegistry } from './template-registry.ts'

/** Makes of keys what a browser may know. */
export interface Keys {
  digest(keys: readonly unknown[]): number | undefined
}

/**
 * Writes trees for one browser, and remembers which templates it was told of, as long as it is there. An
 * announcement is never taken back: when the frame that would have brought it is not sent, the next one does.
 */
export class BrowserEncoder implements Encoder {
  readonly rowIds = 'told'
  echo: Echo | null = null
  controls = false
  hasStreamRows = false
  readonly #registry: TemplateRegistry
  readonly #keys: Keys | null
  /** Hashes of templates that the browser has from an earlier page. */
  readonly #known: ReadonlySet<string> | null
  /**
   * A bit for each id of the registry, set when it is announced or about to be. Templates used by one page
   * have low ids and near each other, so this is a few small numbers, where a set of objects or a table from
   * an id of its own to each template would be the largest part of what an idle page keeps.
   */
  #used: readonly number[] = NONE
  /** Those to announce, kept until then. */
  #fresh: readonly Template[] = NO_TEMPLATES

  /** `known` are the hashes of templates that the browser has from an earlier page. Without `keys` it is told of none. */
  constructor(registry: TemplateRegistry, known: readonly string[] = NO_HASHES, keys: Keys | null = null) {
    this.#registry = registry
    this.#keys = keys
    this.#known = known.length > 0 ? new Set(known) : null
  }

  keyOf(keys: readonly unknown[]): number | undefined {
    return this.#keys?.digest(keys)
  }

  /** A template that is used for the first time is announced with the definitions that are taken next. */
  idOf(template: Template): number {
    const id = this.#registry.idOf(template)
    if (((this.#used[id >> 5] ?? 0) & (1 << (id & 31))) === 0) this.#add(id, template)
    return id
  }

  /** The definitions that the browser needs before what was written since they were last taken. */
  take(): TemplateTable | undefined {
    if (this.#fresh.length === 0) return undefined
    const table = this.#tableOf(this.#fresh)
    this.#fresh = NO_TEMPLATES
    return table
  }

  /** The definitions of all templates so far, for a browser that was sent nothing yet. */
  takeAll(): TemplateTable {
    this.#fresh = NO_TEMPLATES
    const used: Template[] = []
    for (let id = 1; id < this.#used.length * 32; id++) {
      if (((this.#used[id >> 5] ?? 0) & (1 << (id & 31))) === 0) continue
      const template = this.#registry.templateOf(id)
      if (template) used.push(template)
    }
    return this.#tableOf(used)
  }

  #tableOf(templates: readonly Template[]): TemplateTable {
    const table: Record<string, string | TemplateDefinition> = {}
    for (const template of templates) {
      const isKnown = this.#known?.has(template.hash) ?? false
      table[this.#registry.idOf(template)] = isKnown ? template.hash : template.definition
    }
    return table
  }

  #add(id: number, template: Template): void {
    const word = id >> 5
    const length = Math.max(this.#used.length, word + 1)
    // Of the right length: an array that grows reserves room for many.
    this.#used = Array.from({ length }, (_, index) => {
      const bits = this.#used[index] ?? 0
      return index === word ? bits | (1 << (id & 31)) : bits
    })
    this.#fresh = [...this.#fresh, template]
  }
}

const NONE: readonly number[] = []
const NO_TEMPLATES: readonly Template[] = []
const NO_HASHES: readonly string[] = []
