import { NAME_LENGTH } from './limits.ts'

/**
 * Where something stands in the tree that the browser holds: the root, then for each level the index of a
 * part; after a part that is a list the id of a row, after a stream the key of a row. `[0, 2, 500, 6]` is
 * part 6 of row 500 of the list in part 2 of root 0.
 */
export type Path = readonly (number | string)[]

/** The most steps of a path that a browser may name. */
export const PATH_STEPS = 64

/** Whether an untrusted value has the form of a path, however long. */
export function isPath(value: unknown): value is Path {
  return Array.isArray(value) && value.length > 1 && value.every(isStep)
}

/** Whether a path is longer than any that is looked up, or goes through a key that is. */
export function isLongPath(path: Path): boolean {
  return (
    path.length > PATH_STEPS || path.some((step) => typeof step === 'string' && step.length > NAME_LENGTH)
  )
}

function isStep(step: unknown): step is number | string {
  return typeof step === 'string' || (Number.isSafeInteger(step) && Number(step) >= 0)
}
