import type { ViewScope } from '../view-scope.ts'

/** How many forms of a name each page has. */
const counts = new WeakMap<object, Map<string, number>>()

/** The name of a form in its page: of the class and the field that hold it, with a number where that is taken. */
export function nameOfForm({ owner, runtime }: ViewScope, form: object): string {
  const field = Object.entries(owner).find(([, value]) => value === form)?.[0] ?? 'form'
  const name = `${owner.constructor.name}-${field}`
  let ofPage = counts.get(runtime)
  if (ofPage === undefined) {
    ofPage = new Map()
    counts.set(runtime, ofPage)
  }
  const count = (ofPage.get(name) ?? 0) + 1
  ofPage.set(name, count)
  return count === 1 ? name : `${name}-${count}`
}
