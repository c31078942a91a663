/** Whose templates are being made and built. A template that was made by one component may be shown by another: a slot. */
let current: object | null = null

export function currentMaker(): object | null {
  return current
}

/** Whatever templates the work makes are those of this component. */
export function makingFor<Made>(maker: object | null, work: () => Made): Made {
  const before = current
  current = maker
  try {
    return work()
  } finally {
    current = before
  }
}
