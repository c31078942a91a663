/** All that stand in the page or may come back into it: what stands there is held, of the others nothing else is kept alive. */

export interface Present<Each extends object> extends Iterable<Each> {
  add(each: Each): void
  /** To be called when some of them have come or gone, once those are told. */
  update(stands: (each: Each) => boolean): void
}

export function createPresent<Each extends object>(): Present<Each> {
  const all = new Set<WeakRef<Each>>()
  /** Who has gone is told of it, whether anybody else still knows it or not. */
  const held = new Set<Each>()

  return {
    add(each) {
      all.add(new WeakRef(each))
      held.add(each)
    },
    update(stands) {
      for (const each of iterate())
        if (stands(each)) held.add(each)
        else held.delete(each)
    },
    [Symbol.iterator]: iterate,
  }

  function* iterate(): Generator<Each> {
    for (const reference of all) {
      const each = reference.deref()
      if (each) yield each
      else all.delete(reference)
    }
  }
}
