/** What the lists of the scenarios show: the same for everyone, in every run. */
export interface Row {
  readonly id: number
  name: string
  readonly kind: string
  readonly city: string
  amount: number
}

const NAMES = ['amber', 'birch', 'cedar', 'dune', 'ember', 'fjord', 'grove']
const KINDS = ['new', 'open', 'paid', 'late', 'void']
const CITIES = ['Aarhus', 'Bergen', 'Coimbra', 'Delft', 'Evora', 'Freiburg', 'Ghent', 'Hull']

/** Rows with the ids `first … first + count - 1`. */
export function makeRows(count: number, first: number = 0): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const id = first + index
    return {
      id,
      name: `${pick(NAMES, id)} ${id}`,
      kind: pick(KINDS, id),
      city: pick(CITIES, id),
      amount: (id * 7919) % 10_000,
    }
  })
}

function pick(words: readonly string[], index: number): string {
  return words[index % words.length] ?? ''
}
