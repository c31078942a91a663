/** Makes random pages: templates for many places, and states that lead from one to the next. */
import { SPACES, STATIC_TEXTS, type Place } from './content.ts'
import { CHOICES, plainValue, type Hole, type Plain } from './holes.ts'
import type { Attribute, InstanceSpec, Item, PageCase, RowSpec, TemplateSpec, Value } from './page-case.ts'
import type { Random } from './random.ts'
import type { Vocabulary } from './vocabulary.ts'

const DEPTH = 4

export class PageGenerator {
  readonly #random: Random
  readonly #vocabulary: Vocabulary
  readonly #templates: TemplateSpec[] = []
  readonly #holesOf: string[][] = []
  readonly #pool = new Map<Place, number[]>()
  readonly #holes = new Map<string, Hole>()
  #counter = 0

  constructor(random: Random, vocabulary: Vocabulary) {
    this.#random = random
    this.#vocabulary = vocabulary
  }

  /** A page with so many changes. */
  page(changes: number): PageCase {
    let state = this.#instance('flow', 0)
    const states = [state]
    for (let change = 0; change < changes; change++) states.push((state = this.#changedInstance(state, 0)))
    return { templates: this.#templates, states, hydrates: this.#random.chance(0.7) }
  }

  // --- templates ---

  /** A template for a place: an old one or a new one. */
  #template(place: Place, depth: number): number {
    const pool = this.#pool.get(place) ?? []
    this.#pool.set(place, pool)
    if (pool.length > 0 && (pool.length > 3 || this.#random.chance(0.5))) return this.#random.pick(pool)
    const number = this.#templates.push([]) - 1
    const holes: string[] = (this.#holesOf[number] = [])
    this.#templates[number] = this.#items(place, depth, holes)
    // Only now: a template that is not ready yet cannot stand in itself.
    pool.push(number)
    return number
  }

  #items(place: Place, depth: number, holes: string[]): Item[] {
    const random = this.#random
    const items: Item[] = []
    for (let count = random.below(5); count > 0; count--) {
      const kind = random.next()
      if (kind < 0.25) items.push({ text: this.#staticText(place) })
      else if (kind < 0.6) {
        if (place !== 'controlText') items.push({ hole: this.#hole({ kind: 'child', place }, holes) })
        else if (this.#writes('text')) items.push({ hole: this.#hole({ kind: 'text' }, holes) })
      } else if (kind < 0.63 && place !== 'controlText') items.push({ comment: ' note ' })
      else if (depth < DEPTH) {
        const element = this.#element(place, depth, holes)
        if (element) items.push(element)
      }
    }
    return items.map((item, index) => withoutEndTag(item, items[index + 1], random))
  }

  #staticText(place: Place): string {
    return this.#random.pick(this.#vocabulary.places[place].text ? STATIC_TEXTS : SPACES)
  }

  #element(place: Place, depth: number, holes: string[]): Item | null {
    const random = this.#random
    const tags = Object.entries(this.#vocabulary.places[place].elements)
    if (tags.length === 0) return null
    const [tag, inside] = random.pick(tags)
    const attributes = this.#attributes(tag, place, holes)
    if (inside === null) return { tag, attributes, children: [], open: true }
    if (tag === 'div' && this.#writes('foreign') && random.chance(0.1)) {
      attributes.push({ name: '', value: [{ hole: this.#hole({ kind: 'foreign' }, holes) }] })
      return { tag, attributes, children: [{ text: 'not ours' }] }
    }
    const isBound = attributes.some(({ name }) => name === '.value')
    if (tag === 'textarea' && isBound) return { tag, attributes, children: [] }
    const multiple = attributes.some(({ name }) => name === 'multiple')
    return { tag, attributes, children: this.#items(multiple ? 'marks' : inside, depth + 1, holes) }
  }

  #attributes(tag: string, place: Place, holes: string[]): Attribute[] {
    const random = this.#random
    const attributes: Attribute[] = []
    const add = (name: string, ...value: Attribute['value'][number][]): void => {
      attributes.push({ name, value })
    }
    const hole = (kind: Exclude<Hole['kind'], 'child'>): { hole: string } => ({
      hole: this.#hole({ kind }, holes),
    })
    const may = (probability: number): boolean => random.chance(probability)

    if (may(0.15)) add('class', 'static')
    else if (may(0.2)) {
      const statics = [random.pick(['', 'a', 'x ']), random.pick([' ', '', '-']), random.pick(['', ' z'])]
      if (may(0.5)) add('class', `${statics[0]} `, hole('mixed'), statics[2] ?? '')
      else add('class', statics[0] ?? '', hole('mixed'), statics[1] ?? '', hole('mixed'), statics[2] ?? '')
    }
    if (may(0.2)) add('title', hole('attribute'))
    if (may(0.1)) add('?hidden', hole('boolean'))
    if (may(0.1)) add('style', hole('styles'))
    if (this.#writes('spread') && may(0.1)) add('', hole('spread'))
    if (may(tag === 'button' ? 0.7 : 0.1)) {
      add('data-handler', hole('name'))
      add('@click', hole('handler'))
    }
    switch (tag) {
      case 'input':
        if (may(0.5)) add('.value', hole('value'))
        else {
          add('type', 'checkbox')
          add('.checked', hole('boolean'))
        }
        break
      case 'textarea':
        if (may(0.5)) add('.value', hole('value'))
        break
      case 'select':
        if (may(0.3)) add('multiple', 'multiple')
        else if (this.#writes('choice') && may(0.7)) {
          add('data-bound', 'yes')
          add('.value', hole('choice'))
        }
        break
      case 'option':
        if (place === 'marks') add('.selected', hole('boolean'))
        if (may(0.3)) add('value', random.pick(CHOICES))
        else if (may(0.4)) add('value', hole('attribute'))
        break
      case 'details':
        if (may(0.5)) add('?open', hole('boolean'))
        break
      case 'a':
        if (this.#writes('address')) add('href', hole('address'))
        break
      case 'x-fuzz':
        if (may(0.8)) add('.data', hole('json'))
        break
      case 'svg':
      case 'linearGradient':
        add(tag === 'svg' ? 'viewBox' : 'gradientUnits', hole('attribute'))
        break
    }
    return attributes
  }

  #writes(kind: Plain): boolean {
    return !this.#vocabulary.omitted.has(kind)
  }

  #hole(hole: Hole, holes: string[]): string {
    const name = `h${this.#counter++}`
    this.#holes.set(name, hole)
    holes.push(name)
    return name
  }

  // --- values ---

  #instance(place: Place, level: number): InstanceSpec {
    const template = this.#template(place, level)
    const values: Record<string, Value> = {}
    let name = ''
    for (const hole of this.#holesOf[template] ?? []) {
      const about = this.#about(hole)
      if (about.kind === 'name') values[hole] = name = `n${this.#counter++}`
      else if (about.kind === 'handler') values[hole] = { handler: name }
      else values[hole] = this.#value(about, level + 1)
    }
    return { template, values }
  }

  #about(hole: string): Hole {
    // Every hole of a template was noted when it was made.
    return this.#holes.get(hole) as Hole
  }

  #value(hole: Hole, level: number): Value {
    if (hole.kind === 'child') return this.#child(hole.place, level)
    if (hole.kind === 'handler' || hole.kind === 'name') return null
    return plainValue(hole.kind, this.#random, this.#vocabulary)
  }

  #child(place: Place, level: number): Value {
    const random = this.#random
    const kind = random.next()
    if (kind < 0.1) return random.pick(this.#vocabulary.absentContent)
    if (kind < 0.35 || level > DEPTH) return this.#text(place)
    if (kind < 0.6) return this.#instance(place, level)
    if (kind < 0.8) {
      const repeated = Array.from({ length: random.below(5) }, () => this.#row(place, level))
      return { repeat: repeated, retain: random.pick(['tree', 'tree', 'identity', 'hash']) }
    }
    if (kind < 0.9) return { array: Array.from({ length: random.below(4) }, () => this.#child(place, level)) }
    const { raw } = this.#vocabulary.places[place]
    if (kind < 0.94 && raw.length > 0) return { raw: random.pick(raw) }
    if (kind < 0.97) return { keyed: random.below(2), value: this.#child(place, level) }
    return { guarded: this.#child(place, level) }
  }

  #text(place: Place): Value {
    const random = this.#random
    if (this.#vocabulary.places[place].text)
      return random.chance(0.1) ? random.below(1000) : random.pick(this.#vocabulary.texts)
    return random.pick([null, ...SPACES])
  }

  #row(place: Place, level: number): RowSpec {
    return { key: this.#counter++, row: this.#instance(place, level) }
  }

  // --- changes ---

  #changedInstance(instance: InstanceSpec, level: number): InstanceSpec {
    const values: Record<string, Value> = { ...instance.values }
    for (const [hole, value] of Object.entries(values)) {
      if (this.#random.chance(0.4)) values[hole] = this.#changed(value, this.#about(hole), level + 1)
    }
    return { ...instance, values }
  }

  #changed(value: Value, hole: Hole, level: number): Value {
    const random = this.#random
    if (hole.kind === 'handler' || hole.kind === 'name') return value
    if (hole.kind !== 'child' || random.chance(0.15)) return this.#value(hole, level)
    if (typeof value === 'string' && this.#vocabulary.places[hole.place].text && random.chance(0.4)) {
      return value + random.pick(this.#vocabulary.texts)
    }
    if (typeof value !== 'object' || value === null) return this.#value(hole, level)
    if ('template' in value) return this.#changedInstance(value, level)
    if ('repeat' in value) return { ...value, repeat: this.#changedRows(value.repeat, hole.place, level) }
    if ('array' in value) return { array: this.#changedArray(value.array, hole, level) }
    if ('keyed' in value) {
      return { keyed: random.below(2), value: this.#changed(value.value, hole, level) }
    }
    if ('guarded' in value) return { guarded: this.#changed(value.guarded, hole, level) }
    return this.#value(hole, level)
  }

  #changedRows(rows: readonly RowSpec[], place: Place, level: number): RowSpec[] {
    const random = this.#random
    let changed = rows.map((row): RowSpec => {
      if (random.chance(0.6)) return row
      if (random.chance(0.1)) return { ...row, row: this.#instance(place, level) }
      return { ...row, row: this.#changedInstance(row.row, level) }
    })
    if (random.chance(0.4)) changed = changed.filter(() => random.chance(0.7))
    if (random.chance(0.2)) changed = random.shuffled(changed)
    if (random.chance(0.3)) changed.push(...changed.splice(random.below(changed.length + 1), 1))
    for (let count = random.chance(0.4) ? random.below(4) : 0; count > 0; count--) {
      changed.splice(random.below(changed.length + 1), 0, this.#row(place, level))
    }
    return changed
  }

  #changedArray(array: readonly Value[], hole: Hole & { kind: 'child' }, level: number): Value[] {
    const random = this.#random
    const changed = array.map((value) => (random.chance(0.5) ? value : this.#changed(value, hole, level)))
    if (random.chance(0.3)) changed.splice(random.below(changed.length + 1), 1)
    if (random.chance(0.3))
      changed.splice(random.below(changed.length + 1), 0, this.#child(hole.place, level))
    return changed
  }
}

/** HTML lets some end tags out. Nothing but another of its kind may follow, or it would stand inside. */
function withoutEndTag(item: Item, next: Item | undefined, random: Random): Item {
  if (!('tag' in item) || item.tag !== 'li' || !next || !('tag' in next) || next.tag !== 'li') return item
  return random.chance(0.5) ? { ...item, open: true } : item
}
